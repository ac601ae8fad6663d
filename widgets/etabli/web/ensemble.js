// All steps at once, or one at a time: a button at the end of the page. What is on top of the window is the step one is at.

export class Together {
  constructor({ steps, store, say }) {
    this.steps = steps;
    this.store = store;
    this.button = document.querySelector("[data-ensemble]");
    if (!this.button || steps.sections.length < 2) return;
    this.button.hidden = false;
    this.button.addEventListener("click", () => {
      this.set(!steps.all);
      steps.show(steps.current);
      steps.arrive(steps.current);
      say(steps.all ? "Toutes les étapes sont affichées." : "Une étape à la fois.");
    });
    if (window.IntersectionObserver) {
      // A line a third of the way down: a step is "here" when it crosses it.
      this.watch = new IntersectionObserver((seen) => this.look(seen), { rootMargin: "-33% 0px -67% 0px" });
    }
    this.set(store.read("#tout") === true);
  }

  set(all) {
    this.steps.all = all;
    this.store.write("#tout", all);
    document.documentElement.classList.toggle("ensemble", all);
    this.button.querySelector("span").textContent = all ? "Une étape à la fois" : "Afficher toutes les étapes";
    this.watch?.disconnect();
    if (all) this.steps.sections.forEach((section) => this.watch?.observe(section));
  }

  look(seen) {
    const here = seen.find((entry) => entry.isIntersecting);
    const number = here ? this.steps.sections.indexOf(here.target) + 1 : 0;
    if (!number || number === this.steps.current) return;
    history.replaceState(null, "", `#etape-${number}`);   // silent: the page must not jump to where it already is
    this.steps.show(number);
  }
}

/** « Ma place » on paper: number, code and address, alone on the sheet. */
export function slip() {
  const button = document.querySelector("[data-talon]");
  if (!button) return;
  document.querySelector(".talon .ou").textContent = location.host;
  button.addEventListener("click", () => {
    document.documentElement.dataset.imprime = "place";
    window.addEventListener("afterprint", () => { delete document.documentElement.dataset.imprime; }, { once: true });
    window.print();
  });
}
