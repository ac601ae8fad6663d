// Header tools, the same on every page: listen, bigger text, contrast, easy version. Choices are kept in this browser.
import { Speech, readable } from "./speech.js";

const CONTRASTS = [
  ["", "Contraste", "Contraste normal."],
  ["fort", "Contraste fort", "Contraste fort."],
  ["sombre", "Salle sombre", "Couleurs pour salle sombre."],
];
const TEXTS = [
  ["", "Texte plus gros", "Texte de taille normale."],
  ["2", "Texte plus gros", "Texte gros."],
  ["3", "Texte normal", "Texte très gros."],
];

export class Tools {
  /** `scope()` gives the element that « Écouter » reads. */
  constructor({ scope }) {
    this.root = document.documentElement;
    this.say = document.querySelector(".annonce");
    this.scope = scope;
    this.buttons = Object.fromEntries(
      [...document.querySelectorAll("[data-outil]")].map((b) => [b.dataset.outil, b]),
    );
    this.speech = new Speech({ onChange: () => this.drawSpeech() });
    this.on("texte", () => this.cycle("texte", TEXTS));
    this.on("contraste", () => this.cycle("contraste", CONTRASTS));
    this.on("facile", () => this.toggleEasy());
    this.on("ecouter", () => this.listen(this.buttons.ecouter, readable(this.scope())));
    this.menu();
    document.addEventListener("click", (e) => this.listenClick(e));
    document.addEventListener("click", (e) => this.shutSeat(e.target));
    document.addEventListener("keydown", (e) => { if (e.key === "Escape") this.escape(); });
    window.addEventListener("storage", (e) => { if (e.key === "etabli:reglages") this.adopt(e.newValue); });
    this.draw();
    this.drawSpeech();
  }

  on(name, action) {
    this.buttons[name]?.addEventListener("click", action);
  }

  announce(words) {
    if (this.say) this.say.textContent = words;
  }

  keep() {
    const { texte = "", contraste = "", facile = "" } = this.root.dataset;
    try { localStorage.setItem("etabli:reglages", JSON.stringify({ texte, contraste, facile })); } catch { /* goes on without */ }
  }

  adopt(text) {
    let kept = {};
    try { kept = JSON.parse(text) ?? {}; } catch { /* as if nothing had been chosen */ }
    const easy = this.root.dataset.facile;
    for (const name of ["texte", "contraste", "facile"]) this.set(name, kept[name] ?? "");
    if (easy !== this.root.dataset.facile) window.dispatchEvent(new CustomEvent("etabli:facile"));
    this.draw();
  }

  set(name, value) {
    if (value) this.root.dataset[name] = value;
    else delete this.root.dataset[name];
  }

  at(name, choices) {
    return Math.max(0, choices.findIndex((c) => c[0] === (this.root.dataset[name] ?? "")));
  }

  cycle(name, choices) {
    const next = choices[(this.at(name, choices) + 1) % choices.length];
    this.set(name, next[0]);
    this.announce(next[2]);
    this.keep();
    this.draw();
    window.dispatchEvent(new CustomEvent("etabli:reglages"));
  }

  toggleEasy() {
    const easy = this.root.dataset.facile !== "oui";
    this.speech.stop();
    this.set("facile", easy ? "oui" : "");
    this.announce(easy ? "Version facile à lire." : "Version ordinaire.");
    this.keep();
    this.draw();
    window.dispatchEvent(new CustomEvent("etabli:facile"));
    window.scrollTo(0, 0);
  }

  draw() {
    for (const [name, choices] of [["texte", TEXTS], ["contraste", CONTRASTS]]) {
      const button = this.buttons[name];
      if (!button) continue;
      const at = this.at(name, choices);
      button.classList.toggle("on", at > 0);
      button.querySelector("span").textContent = choices[at][1];
      if (name === "contraste") button.setAttribute("aria-pressed", String(at > 0));
    }
    this.buttons.facile?.setAttribute("aria-pressed", String(this.root.dataset.facile === "oui"));
  }

  /* ---- listening ---- */

  listen(button, elements) {
    if (this.speech.playing === button) this.speech.stop();
    else this.speech.say(elements, button);
  }

  listenClick(event) {
    const line = event.target.closest?.("[data-ecoute='ligne']");
    const all = event.target.closest?.("[data-ecoute='tout']");
    if (line) this.listen(line, [line.closest(".phrase")]);
    if (all) this.listen(all, [...all.closest(".rang").querySelectorAll("h2, h3, .phrase, .note p, .note h3")]);
  }

  drawSpeech() {
    const able = this.speech?.able ?? false;
    for (const button of document.querySelectorAll("[data-ecoute], [data-outil='ecouter']")) {
      button.hidden = !able;
      const on = able && this.speech.playing === button;
      button.setAttribute("aria-pressed", String(on));
    }
    const tool = this.buttons.ecouter?.querySelector("span");
    if (tool) tool.textContent = able && this.speech.playing === this.buttons.ecouter ? "Arrêter" : "Écouter";
  }

  /* ---- small screens: the tools that do not fit ---- */

  menu() {
    const button = document.querySelector(".outil.menu");
    const panel = document.querySelector(".outils-plus");
    if (!button || !panel) return;
    this.open = (open) => {
      panel.classList.toggle("ouvert", open);
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", () => this.open(!panel.classList.contains("ouvert")));
    document.addEventListener("click", (e) => {
      if (!panel.contains(e.target) && !button.contains(e.target)) this.open(false);
    });
    this.shutMenu = () => {
      if (!panel.classList.contains("ouvert")) return false;
      this.open(false);
      button.focus();
      return true;
    };
  }

  shutSeat(target) {
    const seat = document.querySelector(".place[open]");
    if (seat && !seat.contains(target)) seat.open = false;
  }

  escape() {
    this.speech.stop();
    if (this.shutMenu?.()) return;
    const seat = document.querySelector(".place[open]");
    if (seat) {
      seat.open = false;
      seat.querySelector("summary").focus();
    }
  }
}
