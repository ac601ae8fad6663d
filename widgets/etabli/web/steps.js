// One step at a time. The address says which (#etape-4), so links, Back and reload work; without this file all steps show.

const pattern = /^#etape-(\d+)$/;

export class Steps {
  constructor({ store, onStep, onClosed = () => {} }) {
    this.store = store;
    this.onStep = onStep;
    this.onClosed = onClosed;
    this.closed = new Set();
    this.all = false;   // all steps at once (ensemble.js)
    this.sections = [...document.querySelectorAll("main .etape")];
    this.links = [...document.querySelectorAll(".regle a")];
    this.before = document.querySelector(".pas .avant");
    this.after = document.querySelector(".pas .apres");
    this.title = document.title;
    this.seen = new Set(store.read("#vues") ?? []);
    this.current = 0;
    window.addEventListener("hashchange", () => this.follow(true));
    this.rule = document.querySelector(".regle");
    if (this.rule && window.ResizeObserver) new ResizeObserver(() => this.fit()).observe(this.rule);
    document.fonts?.ready.then(() => this.fit());
  }

  start() {
    const last = this.store.read("#etape");
    if (!location.hash && last > 1 && last <= this.sections.length) history.replaceState(null, "", `#etape-${last}`);
    this.follow(false);
    document.documentElement.classList.add("pret");
  }

  /** Number of the step that the address asks for; a link inside a step leads to that step. */
  asked() {
    const found = location.hash.match(pattern);
    if (found) return Math.min(Math.max(Number(found[1]), 1), this.sections.length);
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const at = target ? this.sections.findIndex((s) => s.contains(target)) : -1;
    return at >= 0 ? at + 1 : this.current || 1;
  }

  /** The step to show when `number` is asked for: itself, or where one is, while the facilitator keeps it closed. */
  allowed(number) {
    if (!this.closed.has(number) || number === this.current) return number;
    const open = this.sections.findIndex((_, i) => !this.closed.has(i + 1)) + 1;
    return this.current || open || number;
  }

  follow(moved) {
    const asked = this.asked();
    const number = this.allowed(asked);
    if (number !== asked) {
      history.replaceState(null, "", `#etape-${number}`);
      this.onClosed(asked);
    }
    const changed = number !== this.current;
    this.show(number);
    if (pattern.test(location.hash) || !moved) {
      if (moved && (changed || this.all)) this.arrive(number);
    } else {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      target?.scrollIntoView();
      target?.focus({ preventScroll: true });
    }
  }

  /** Puts the eye and the keyboard at the start of a step. */
  arrive(number) {
    if (this.all) this.sections[number - 1].scrollIntoView();
    else window.scrollTo(0, 0);
    this.sections[number - 1].focus({ preventScroll: true });
  }

  show(number) {
    if (!this.sections.length) return;
    if (this.current) this.seen.add(this.current);
    this.current = number;
    this.store.write("#etape", number);
    this.store.write("#vues", [...this.seen]);
    this.sections.forEach((section, i) => {
      section.hidden = i + 1 !== number && (!this.all || this.closed.has(i + 1));
    });
    this.links.forEach((link, i) => {
      const here = i + 1 === number;
      const done = !here && this.seen.has(i + 1);
      const passed = done || i + 1 < number;   // yellow measures how far we are, the tick says what was seen
      link.parentElement.className = here ? "ici" : passed ? (done ? "fait vue" : "fait") : "avenir";
      if (here) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
      link.querySelector(".deja").hidden = !done;
    });
    this.fit();
    this.pointAll();
    const name = this.links[number - 1]?.querySelector(".mot").textContent;
    document.title = name ? `Étape\u00a0${number}\u00a0: ${name} – ${this.title}` : this.title;
    this.onStep(number, this.sections[number - 1]);
  }

  /** Closed steps stay in the rule and say so; whoever is at one stays there. */
  close(numbers) {
    this.closed = new Set(numbers);
    this.links.forEach((link, i) => {
      const closed = this.closed.has(i + 1);
      link.classList.toggle("ferme", closed);
      link.querySelector(".fermee").hidden = !closed;
    });
    this.fit();
    if (this.current) this.pointAll();
    if (this.all) this.show(this.current);
  }

  goTo(number) {
    if (location.hash === `#etape-${number}`) this.follow(true);
    else location.hash = `#etape-${number}`;
  }

  pointAll() {
    this.point(this.before, this.current - 1);
    this.point(this.after, this.current + 1);
  }

  point(link, number) {
    if (!link) return;
    link.hidden = false;
    link.classList.toggle("vide", number < 1 || number > this.sections.length);   // keeps its place: a second press meets nothing
    const closed = this.closed.has(number);
    link.classList.toggle("off", closed);
    if (link === this.after) this.ready(this.done);
    link.querySelector(".fermee").hidden = !closed;
    link.href = `#etape-${number}`;
    link.querySelector(".no").textContent = number;
  }

  /** A name that would be cut gives way to its number: on a long rule, at bigger text, once ticks take their room. */
  fit() {
    if (!this.rule) return;
    this.rule.classList.remove("chiffres");
    const cut = this.links.some((link) => {
      const word = link.querySelector(".mot");
      return word.scrollWidth > word.clientWidth + 1 && getComputedStyle(word).position !== "absolute";
    });
    this.rule.classList.toggle("chiffres", cut);
    this.centre();
  }

  /** Keeps the current step in view in a rule too long for the window (never moves the page itself). */
  centre() {
    const item = this.links[this.current - 1]?.parentElement;
    const rule = item?.parentElement;
    if (rule) rule.scrollLeft = item.offsetLeft - (rule.clientWidth - item.offsetWidth) / 2;
  }

  /** Green means "go on": only when this step has nothing left to do. */
  ready(done) {
    this.done = done;
    this.after?.classList.toggle("va", done && !this.after.classList.contains("off"));
  }

  forget() {
    this.seen.clear();
  }
}
