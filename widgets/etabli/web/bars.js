// Live bars: hatched, ruled, dotted, equal until the answer is shown; then the right one is full and says its word.
import { h } from "./dom.js";
import { follow, sign, write } from "./live.js";

const PATTERNS = 3;

function make() {
  return h("li", {},
    h("b", { class: "lettre" }),
    h("span", { class: "choix" }, h("span", { class: "texte" }), h("b", { class: "bravo" })),
    h("b", { class: "n" }),
    h("span", { class: "jauge", "aria-hidden": "true" }, h("i")));
}

/** Draws `result.barres` in `list` (an <ol>). */
export function drawBars(list, result) {
  list.classList.toggle("sans-lettre", !result.barres.some((bar) => bar.lettre));
  follow(list, result.barres, (bar, i) => `${result.id}-${i}`, make, (node, bar, i) => {
    node.className = bar.juste === null ? "" : bar.juste ? "bonne" : "autre";
    write(node.querySelector(".lettre"), bar.lettre);
    write(node.querySelector(".texte"), bar.texte);
    const praise = node.querySelector(".bravo");
    if (bar.juste && !praise.firstChild) praise.append(sign("juste"), h("span"));
    if (!bar.juste) praise.replaceChildren();
    else write(praise.lastChild, result.bravo);
    const figure = node.querySelector(".n");
    figure.classList.toggle("fraction", bar.sur !== null);
    write(figure, bar.sur === null ? String(bar.n) : `${bar.n} sur ${bar.sur}`);
    const fill = node.querySelector("i");
    fill.className = bar.juste ? "plein" : `motif-${bar.sur === null ? i % PATTERNS : 1}`;
    fill.style.width = `${bar.part * 100}%`;
  });
}

/** « 12 réponses sur 12. La bonne est encore cachée. » */
export const sentence = (result) => `${result.bilan}.${result.reserve ? ` ${result.reserve}` : ""}`;
