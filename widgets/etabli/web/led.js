// What the facilitator decides for all pages: steps closed, everyone brought to one, screens frozen, time left.
const THAW = 20;   // seconds without the room after which a frozen page lets go: nobody is left before a dead screen

/** Forgets all that pages kept in this browser; the reader's own settings stay. */
export function forget() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("etabli:") && key !== "etabli:reglages") localStorage.removeItem(key);
    }
  } catch { /* nothing could be kept either */ }
}

export class Led {
  /** `steps`: the page's steps; `say(words)`: tells screen readers; `leave(address)`: goes to another atelier. */
  constructor({ store, slug, racine, steps, say, leave }) {
    Object.assign(this, { store, slug, racine, steps, say, leave });
    this.revision = -1;
    this.notice = document.querySelector("[data-gel]");
    this.clock = document.querySelector("[data-temps]");
    this.ending = document.querySelector("[data-fini]");
    this.farewell = document.querySelector("[data-adieu]");
    this.frozen = false;
    this.heardAt = performance.now();
    this.time = null;
    steps.close(store.read("#fermees") ?? []);
    setInterval(() => this.tick(), 1000);
  }

  /** The room answered, with or without news. */
  alive() {
    this.heardAt = performance.now();
  }

  hear({ revision, fermees, gele, appel, temps, fini }) {
    this.revision = revision;
    this.store.write("#fermees", fermees);
    this.steps.close(fermees);
    this.freeze(gele);
    if (this.ending) this.ending.hidden = !fini;
    this.time = temps.etat === "pret" ? null : { ...temps, until: performance.now() + temps.reste * 1000 };
    this.tick();
    if (appel && appel.numero !== this.store.read("#appel")) this.follow(appel);
  }

  follow({ numero, slug, etape }) {
    if (slug !== this.slug) return this.leave(`${this.racine}atelier/${encodeURIComponent(slug)}#etape-${etape}`);
    this.store.write("#appel", numero);
    if (this.steps.current !== etape || this.steps.all) {
      this.say(`L’animateur vous amène à l’étape ${etape}.`);
      this.steps.goTo(etape);
    }
  }

  freeze(frozen) {
    if (!this.notice || frozen === this.frozen) return;
    this.frozen = frozen;
    if (frozen) this.before = document.activeElement;
    this.cover(this.notice, frozen);
    if (!frozen) this.before?.focus?.({ preventScroll: true });
  }

  /** A notice alone, or the page again. */
  cover(notice, shown) {
    notice.hidden = !shown;
    for (const other of document.body.children) if (other !== notice) other.inert = shown;
    document.documentElement.classList.toggle("gele", shown);
    if (shown) notice.focus();
  }

  /** The session is over and wiped: nothing of it stays in this browser, whatever the seat or the atelier. */
  leaveNothing() {
    if (!this.farewell.hidden) return;
    this.freeze(false);
    forget();
    this.cover(this.farewell, true);
  }

  tick() {
    if (this.frozen && performance.now() - this.heardAt > THAW * 1000) {
      this.freeze(false);
      this.revision = -1;   // frozen again if the room comes back and still wants it
    }
    if (!this.clock) return;
    this.clock.hidden = !this.time;
    if (!this.time) return;
    const { etat, reste, court, until } = this.time;
    const left = court ? Math.ceil((until - performance.now()) / 1000) : reste;
    const over = left <= 0;
    this.clock.classList.toggle("depasse", over);
    const minutes = Math.max(1, Math.ceil(left / 60));
    const words = over ? "Temps dépassé" : etat === "pause" ? `${minutes}\u00a0min, en pause` : `${minutes}\u00a0min`;
    const text = this.clock.querySelector("span:last-child");
    if (text.textContent !== words) text.textContent = words;
  }
}
