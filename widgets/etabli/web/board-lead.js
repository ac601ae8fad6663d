// The board's decisions for the whole room: time of the step, screens frozen, everyone here, steps open or closed.
import { write } from "./live.js";

const $ = (selector) => document.querySelector(selector);
const two = (n) => String(n).padStart(2, "0");

/** 520 → « 8:40 », 4000 → « 1:06:40 ». */
function digits(seconds) {
  const hours = Math.floor(seconds / 3600);
  const rest = `${hours ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

export class Lead {
  constructor({ post, say }) {
    this.post = post;
    this.say = say;
    this.was = "";
    for (const button of document.querySelectorAll("[data-geste]")) {
      button.addEventListener("click", () => post("minuteur", { geste: button.dataset.geste }));
    }
    $("[data-geler]").addEventListener("click", () => post("geler", { gele: !this.now.gele }));
    $("[data-amener]").addEventListener("click", async () => {
      await post("amener", {});
      say("Toutes les pages vont à cette étape.");
    });
    this.boxes = [...document.querySelectorAll("[data-ouverte]")];
    for (const box of this.boxes) {
      box.addEventListener("change", () => post("ouvrir", { etape: Number(box.dataset.ouverte), ouverte: box.checked }));
    }
    for (const button of document.querySelectorAll("[data-tout]")) {
      button.addEventListener("click", () => post("ouvrir", { tout: button.dataset.tout === "oui" }));
    }
    setInterval(() => this.tick(), 250);
  }

  /** `place`: « l’étape 4 », or « la pause ». */
  draw(orders, place) {
    this.now = orders;
    this.place = place;
    this.until = performance.now() + orders.temps.reste * 1000;
    for (const box of this.boxes) box.checked = !orders.fermees.includes(Number(box.dataset.ouverte));
    for (const lock of document.querySelectorAll("[data-ferme]")) lock.hidden = !orders.fermees.includes(Number(lock.dataset.ferme));
    $("[data-gele]").hidden = !orders.gele;
    $("[data-geler]").setAttribute("aria-pressed", String(orders.gele));
    write($("[data-geler] span"), orders.gele ? "Dégeler les écrans" : "Geler les écrans");
    $("[data-amener]").hidden = place === "la pause";
    this.tick();
  }

  tick() {
    if (!this.now) return;
    const { etat, reste, court } = this.now.temps;
    const left = court ? Math.ceil((this.until - performance.now()) / 1000) : reste;
    const over = etat !== "pret" && left <= 0;
    const ready = etat === "pret";
    write($("[data-rang]"), ready ? `Prévu pour ${this.place}` : over ? `Depuis la fin de ${this.place}` : `Reste pour ${this.place}`);
    write($("[data-minutes]"), ready ? `${Math.round(reste / 60)}\u00a0min` : `${over ? "+\u202f" : ""}${digits(Math.abs(left))}`);
    $("[data-minutes]").classList.toggle("prevu", ready);
    $("[data-minutes]").classList.toggle("long", !ready && Math.abs(left) >= 3600);
    $("[data-depasse]").hidden = !over;
    write($("[data-geste='demarrer'] span"), ready ? "Démarrer" : "Reprendre");
    this.show({ demarrer: !court, pause: court, remettre: !ready });
    if (over && this.was === "court") this.say(`Le temps prévu pour ${this.place} est dépassé.`);
    this.was = over ? "depasse" : court ? "court" : "";
  }

  /** A button that goes away gives its focus to the one that takes its place. */
  show(buttons) {
    const gone = document.activeElement?.dataset.geste;
    for (const [name, shown] of Object.entries(buttons)) $(`[data-geste="${name}"]`).hidden = !shown;
    if (gone in buttons && !buttons[gone]) $(`[data-geste="${buttons.pause ? "pause" : "demarrer"}"]`).focus();
  }
}
