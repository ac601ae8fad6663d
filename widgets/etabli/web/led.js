// What the facilitator decides for all pages: steps closed, everyone brought to one, screens frozen, time left.
const THAW = 20;   // seconds without the room after which a frozen page lets go: nobody is left before a dead screen

export class Led {
  /** `steps`: the page's steps; `say(words)`: tells screen readers; `leave(address)`: goes to another atelier. */
  constructor({ store, slug, racine, steps, say, leave }) {
    Object.assign(this, { store, slug, racine, steps, say, leave });
    this.revision = -1;
    this.notice = document.querySelector("[data-gel]");
    this.clock = document.querySelector("[data-temps]");
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

  hear({ revision, fermees, gele, appel, temps }) {
    this.revision = revision;
    this.store.write("#fermees", fermees);
    this.steps.close(fermees);
    this.freeze(gele);
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
    this.notice.hidden = !frozen;
    for (const other of document.body.children) if (other !== this.notice) other.inert = frozen;
    document.documentElement.classList.toggle("gele", frozen);
    if (frozen) this.notice.focus();
    else this.before?.focus?.({ preventScroll: true });
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
