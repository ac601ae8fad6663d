// The board's results of the step going on, one activity at a time: bars, what the wall shows, hands counted.
import { drawBars, sentence } from "./bars.js";
import { h } from "./dom.js";
import { follow, write } from "./live.js";

export class Results {
  /** `post(what, body)` tells the room. */
  constructor({ root, post }) {
    this.root = root;
    this.post = post;
    this.chosen = null;
    this.$ = (selector) => root.querySelector(selector);
    this.$("[data-projeter]").addEventListener("click", () => this.tell("resultats", { projeter: !this.shown.projete }));
    this.$("[data-montrer]").addEventListener("click", () => this.tell("resultats", { montrer: !this.shown.montree }));
  }

  tell(what, body) {
    return this.post(what, { activite: this.shown.id, ...body });
  }

  draw(results) {
    this.all = results;
    this.root.hidden = !results.length;
    if (!results.length) return;
    this.shown = results.find((r) => r.id === this.chosen) ?? results.find((r) => r.projete) ?? results[0];
    const { titre, reserve, projete, montree, cle, mains, barres } = this.shown;
    write(this.$("h2"), titre);
    this.drawChoice(results);
    drawBars(this.$(".barres"), this.shown);
    write(this.$("[data-bilan]"), sentence({ ...this.shown, reserve: cle ? "" : reserve }));
    write(this.$("[data-projeter] span"), projete ? "Cacher" : "Projeter les résultats");
    this.$("[data-projeter]").setAttribute("aria-pressed", String(projete));
    this.$("[data-montrer]").hidden = !cle;
    write(this.$("[data-montrer] span"), montree ? "Cacher la réponse" : "Montrer la réponse");
    this.$("[data-montrer]").setAttribute("aria-pressed", String(montree));
    this.$("details").hidden = !mains;
    if (mains) this.drawHands(barres);
  }

  /** Several activities in the step: which one is looked at. */
  drawChoice(results) {
    const list = this.$(".lequel");
    list.hidden = results.length < 2;
    follow(list, results, (r) => r.id, (r) => h("li", {}, h("button", { type: "button", class: "btn",
      onclick: () => { this.chosen = r.id; this.draw(this.all); } })), (node, r, i) => {
      const button = node.firstElementChild;
      write(button, String(i + 1));
      button.setAttribute("aria-label", `Activité ${i + 1}\u00a0: ${r.titre}`);
      button.setAttribute("aria-pressed", String(r === this.shown));
    });
  }

  drawHands(bars) {
    follow(this.$(".compter"), bars, (bar, i) => `${this.shown.id}-${i}`, (bar) => {
      const input = h("input", { type: "number", min: 0, max: 999, inputmode: "numeric", autocomplete: "off" });
      input.addEventListener("change", () => this.count(input));
      return h("label", {}, h("b", { "aria-hidden": "true" }, bar.lettre),
        h("span", { class: "sr" }, `Mains comptées pour ${bar.lettre}, ${bar.texte}`), input);
    }, (node, bar, i) => {
      const input = node.querySelector("input");
      input.dataset.choix = i;
      if (document.activeElement !== input) input.value = bar.mains || "";
    });
  }

  count(input) {
    const hands = input.value.trim() === "" ? 0 : Number(input.value);
    if (!Number.isInteger(hands) || hands < 0 || hands > 999) {
      input.value = "";
      return;
    }
    this.tell("compter", { choix: Number(input.dataset.choix), mains: hands });
  }
}
