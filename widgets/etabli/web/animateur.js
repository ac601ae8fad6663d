// The facilitator's board: asks the room every three seconds what is going on, and shows it without moving the focus.
import { cookie } from "./answers.js";
import { Lead } from "./board-lead.js";
import { Results } from "./board-results.js";
import { h } from "./dom.js";
import { follow, plural, sign, write } from "./live.js";

const EVERY = 3000;   // ms

const $ = (selector) => document.querySelector(selector);
const root = document.documentElement;
const steps = [...document.querySelectorAll("[data-etape]")];
const seatList = $(".sieges");
const handList = $(".mains");
let now = JSON.parse($("#etat").textContent);
const { slug, version } = now;
let chosen = null;     // number of the seat whose details are shown
let hands = null;      // numbers of the raised hands at the last look

/* ---- drawing ---- */

function draw(state) {
  now = state;
  if (state.slug !== slug || state.version !== version) return location.reload();   // another atelier, or its text has changed
  write($("[data-occupees]"), `${plural(state.occupees, "poste occupé", "postes occupés")} sur ${state.places}`);
  write($("[data-reponses]"), state.reponses === null ? "" : `${plural(state.reponses, "a répondu", "ont répondu")} sur ${state.occupees}`);
  write($("[data-adresse]"), state.adresse);
  $("[data-autres]").hidden = !state.autres.length;
  write($("[data-autres]"), state.autres.length ? `Si elle ne marche pas : ${state.autres.join(" ou ")}` : "");
  drawStep(state);
  follow(seatList, state.sieges, (s) => s.place, makeSeat, drawSeat);
  drawHands(state);
  drawChosen();
  results.draw(state.resultats);
  follow($(".rythme"), state.rythme, (r) => r.etape, () => h("li", {}, h("b"), h("span"), h("span", { class: "n" })), (node, r) => {
    write(node.children[0], String(r.etape));
    write(node.children[1], r.titre);
    write(node.children[2], plural(r.postes, "poste", "postes"));
  });
  $("[data-rythme]").hidden = !state.rythme.length;
  follow($("[data-alertes]"), state.alertes, (a) => a, (a) => {
    const node = h("p", { class: "avis prudence" }, h("span", { class: "dit" }, a));
    node.prepend(sign("attention"));
    return node;
  }, () => {});
}

function drawStep(state) {
  steps.forEach((button, i) => {
    const here = i + 1 === state.etape;
    button.classList.toggle("fait", i + 1 < state.etape);
    if (here) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  });
  for (const notes of document.querySelectorAll("[data-notes]")) notes.hidden = Number(notes.dataset.notes) !== state.etape;
  const here = steps[state.etape - 1];
  const number = here.querySelector(".n")?.textContent;
  lead.draw(state.conduite, number ? `l’étape ${number}` : "la pause");
  const next = $("[data-suivante]");
  next.hidden = !state.suivante;
  write(next.querySelector("span"), state.suivante);
}

function makeSeat(seat) {
  const button = h("button", { type: "button", class: "siege", "aria-pressed": "false" },
    h("span", { class: "haut" }, h("b", {}, String(seat.place)), h("span", { class: "ou" })),
    h("span", { class: "bas" }, h("span", { class: "signe" }), h("span", { class: "mot" })));
  button.addEventListener("click", () => choose(chosen === seat.place ? null : seat.place));
  return h("li", {}, button);
}

function drawSeat(node, seat) {
  const button = node.firstElementChild;
  if (button.dataset.style !== seat.style) {
    button.dataset.style = seat.style;
    button.querySelector(".signe").replaceChildren(sign(seat.signe));
  }
  write(button.querySelector(".ou"), seat.ou);
  write(button.querySelector(".mot"), seat.mot);
  button.setAttribute("aria-pressed", String(chosen === seat.place));
  button.disabled = seat.style === "libre";
}

function drawHands(state) {
  const n = state.mains.length;
  write($("[data-mains]"), n ? plural(n, "main levée", "mains levées") : "Aucune main levée");
  document.title = `${n ? `(${n}) ` : ""}Tableau de l’animateur`;
  follow(handList, state.mains, (m) => m.place, (m) => h("li", {},
    h("b", {}, String(m.place)), h("span", { class: "depuis" }),
    h("button", { type: "button", class: "btn", onclick: () => post("main", { place: m.place }) },
      "J’ai répondu", h("span", { class: "sr" }, ` au poste ${m.place}`))), (node, m) => {
    write(node.querySelector(".depuis"), m.depuis);
  });
  const places = state.mains.map((m) => m.place);
  const fresh = hands ? places.filter((p) => !hands.includes(p)) : [];
  hands = places;
  if (fresh.length) {
    write($("[data-annonce]"), fresh.length > 1 ? `Les postes ${fresh.join(", ")} demandent de l’aide.` : `Le poste ${fresh[0]} demande de l’aide.`);
  }
}

/* ---- one seat ---- */

function choose(place) {
  chosen = place;
  sure(false);
  draw(now);
}

function drawChosen() {
  const panel = $(".poste-choisi");
  const seat = chosen && now.sieges[chosen - 1];
  panel.hidden = !seat || seat.style === "libre";
  if (panel.hidden) {
    chosen = null;
    return;
  }
  write($("#t-poste"), `Poste ${seat.place} · ${seat.nom}`);
  write($("[data-detail]"), [seat.mot, seat.depuis, seat.ou].filter(Boolean).join(", "));
  write($("[data-code]"), seat.code);
}

function sure(asking) {
  $("[data-sur]").hidden = !asking;
  $("[data-liberer]").parentElement.hidden = asking;
}

$("[data-fermer]").addEventListener("click", () => {
  const button = seatList.children[chosen - 1]?.firstElementChild;
  choose(null);
  button?.focus();
});
$("[data-liberer]").addEventListener("click", () => { sure(true); $("[data-non]").focus(); });
$("[data-non]").addEventListener("click", () => { sure(false); $("[data-liberer]").focus(); });
$("[data-oui]").addEventListener("click", async () => {
  const place = chosen;
  sure(false);
  await post("liberer", { place });
  write($("[data-annonce]"), `La place ${place} est libre.`);
  $("#salle").focus();
});

/* ---- talking with the room ---- */

function cut(lost) {
  $("[data-coupe]").hidden = !lost;
}

/** The room did not do what was asked: said, and the board shows things as they are. */
function refused(message) {
  write($("[data-annonce]"), message);
  draw(now);
}

async function talk(path, options) {
  try {
    const response = await fetch(path, { cache: "no-store", ...options });
    if (response.status === 403) return location.reload();   // another token, or a page left open too long
    const said = await response.json();
    if (response.ok) draw(said);
    else if (said.message) refused(said.message);
    cut(false);
  } catch {
    cut(true);
  }
}

function post(what, body) {
  return talk(`/api/salle/${what}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") },
  });
}

const lead = new Lead({ post, say: (words) => write($("[data-annonce]"), words) });
const results = new Results({ root: $(".resultats"), post });
const goTo = (step, where = slug) => post("etape", { slug: where, etape: step });

steps.forEach((button, i) => button.addEventListener("click", () => goTo(i + 1)));
$("[data-suivante]").addEventListener("click", () => goTo(now.etape + 1));
for (const button of document.querySelectorAll("[data-atelier]")) {
  button.addEventListener("click", () => goTo(1, button.dataset.atelier));
}

/* ---- dark room ---- */

const dark = $("[data-sombre]");

function drawDark() {
  dark.setAttribute("aria-pressed", String(root.dataset.contraste === "sombre"));
}

dark.addEventListener("click", () => {
  if (root.dataset.contraste === "sombre") delete root.dataset.contraste;
  else root.dataset.contraste = "sombre";
  try {
    const kept = JSON.parse(localStorage.getItem("etabli:reglages") || "{}");
    localStorage.setItem("etabli:reglages", JSON.stringify({ ...kept, contraste: root.dataset.contraste ?? "" }));
  } catch { /* goes on without */ }
  drawDark();
});

drawDark();
draw(now);
setInterval(() => talk("/api/salle"), EVERY);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") talk("/api/salle"); });
