// The projector: follows the room every two seconds. When the address changes, the page is drawn again with its code.
import { drawBars, sentence } from "./bars.js";
import { write } from "./live.js";

const EVERY = 2000;   // ms

const $ = (selector) => document.querySelector(selector);
const show = (name, text) => write($(`[data-${name}]`), text);
let fitted = "";

function draw(state) {
  if (state.adresse !== document.body.dataset.adresse) return location.reload();
  const { occupees, libres, numero } = state;
  show("titre", state.titre);
  show("occupees", occupees ? `${occupees} ${occupees > 1 ? "places occupées" : "place occupée"}` : "Aucune place occupée");
  show("libres", libres ? `${libres} ${libres > 1 ? "libres" : "libre"}` : "aucune libre");
  show("numero", numero ? String(numero) : "");
  show("etape", state.etape);
  show("rang", numero ? `Étape ${numero} sur ${state.etapes}` : "");
  const { etat, reste } = state.temps;
  show("reste", { pret: "prévu", court: "il reste", pause: "en pause", depasse: "" }[etat]);
  show("minutes", etat === "depasse" ? "Temps dépassé" : `${Math.max(1, Math.ceil(reste / 60))}\u00a0min`);
  $(".duree").classList.toggle("depasse", etat === "depasse");
  drawResults(state.resultats);
}

function drawResults(result) {
  document.body.classList.toggle("montre", Boolean(result));
  $(".resultats").hidden = !result;
  $(".accueillir").hidden = Boolean(result);
  if (!result) {
    fitted = "";
    return;
  }
  write($(".resultats h1"), result.titre);
  drawBars($(".barres"), result);
  show("bilan", sentence(result));
  const words = JSON.stringify([result.titre, result.barres.map((bar) => bar.texte), result.bravo]);
  if (words !== fitted) fit();
  fitted = words;
}

/** Many or long choices: the same bars, thinner, until all stand on the wall. */
function fit() {
  const wall = $(".resultats");
  for (let size = 0; size <= 4; size += 1) {
    wall.dataset.serre = size;
    const box = wall.querySelector(".barres");
    if (box.scrollHeight <= box.clientHeight) return;
  }
}

async function look() {
  try {
    const response = await fetch("/api/projection", { cache: "no-store" });
    if (response.ok) draw(await response.json());
  } catch { /* what was last known stays on the wall */ }
}

draw(JSON.parse($("#etat").textContent));
setInterval(look, EVERY);
window.addEventListener("resize", () => { if (fitted) fit(); });
