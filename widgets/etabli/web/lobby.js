// The lobby: choose a seat, sit down. Seats taken meanwhile are shown as such; nothing is asked of the person.
import { cookie } from "./answers.js";
import { forget } from "./led.js";
import { Tools } from "./tools.js";

const REFRESH = 10000;   // ms between two looks at the free seats

const { racine = "/", suite = "" } = document.documentElement.dataset;
const seats = document.querySelector("#places");
const resume = document.querySelector("#reprise");
const go = document.querySelector("[data-asseoir]");
const refusal = document.querySelector("#refus");
const mine = seats?.querySelector("input:checked")?.value;

if (document.documentElement.dataset.fini) forget();   // the session of this seat is over
new Tools({ scope: () => document.querySelector("main") });

const chosen = () => seats.querySelector("input:checked:not(:disabled)");

function drawButton() {
  const seat = chosen();
  go.classList.toggle("va", Boolean(seat));
  go.classList.toggle("off", !seat);
  go.parentElement.classList.toggle("pret", Boolean(seat));   // on small screens it then stays in view
  go.setAttribute("aria-disabled", String(!seat));
  const full = !seats.querySelector("input:not(:disabled)");
  go.querySelector("span").textContent = full ? "Plus de place libre\u00a0: prévenez l’animateur."
    : !seat ? "Choisissez d’abord une place"
    : seat.value === mine ? `Je retourne au poste ${seat.value}` : `Je m’assois au poste ${seat.value}`;
}

function refuse(words) {
  refusal.hidden = !words;
  refusal.querySelector(".dit").textContent = words;
}

function take(number, taken) {
  const bench = seats.querySelector(`[data-numero="${number}"]`);
  const input = bench?.querySelector("input");
  if (!input || number === mine) return;
  bench.classList.toggle("pris", taken);
  input.disabled = taken;
  if (taken) input.checked = false;
}

async function sit(body) {
  refuse("");
  try {
    const response = await fetch(`${racine}api/place`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") },
    });
    const said = await response.json().catch(() => ({}));
    if (response.ok) {
      location.assign(suite || racine);
      return;
    }
    if (response.status === 409 && !body.code) {
      take(String(body.place), true);
      drawButton();
    }
    refuse(said.message || "La place n’a pas pu être prise. Essayez encore, ou demandez à l’animateur.");
  } catch {
    refuse("La liaison avec la salle est coupée. Attendez un instant, puis essayez encore.");
  }
}

/** Asks for the page again and copies which seats are taken. */
async function refresh() {
  if (document.visibilityState !== "visible") return;
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const bench of page.querySelectorAll(".banc")) take(bench.dataset.numero, bench.classList.contains("pris"));
    drawButton();
  } catch { /* the next look will tell */ }
}

if (seats) {
  seats.addEventListener("change", () => { refuse(""); drawButton(); });
  seats.addEventListener("submit", (event) => {
    event.preventDefault();
    const seat = chosen();
    if (seat) sit({ place: Number(seat.value) });
    else seats.querySelector("input:not(:disabled)")?.focus();
  });
  resume.addEventListener("submit", (event) => {
    event.preventDefault();
    const place = Number(resume.elements.place.value);
    const code = resume.elements.code.value.trim();
    if (!place) return resume.elements.place.focus();
    if (!/^\d{4}$/.test(code)) {
      refuse("Tapez les 4 chiffres du code de votre place.");
      return resume.elements.code.focus();
    }
    return sit({ place, code });
  });
  setInterval(refresh, REFRESH);
  document.addEventListener("visibilitychange", refresh);
  drawButton();
}
