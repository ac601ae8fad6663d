// The projector: follows the room every five seconds. When the address changes, the page is drawn again with its code.
const EVERY = 5000;   // ms

const show = (name, text) => {
  const node = document.querySelector(`[data-${name}]`);
  if (node.textContent !== text) node.textContent = text;
};

function draw(state) {
  if (state.adresse !== document.body.dataset.adresse) return location.reload();
  const { occupees, libres, numero } = state;
  show("titre", state.titre);
  show("occupees", occupees ? `${occupees} ${occupees > 1 ? "places occupées" : "place occupée"}` : "Aucune place occupée");
  show("libres", libres ? `${libres} ${libres > 1 ? "libres" : "libre"}` : "aucune libre");
  show("numero", numero ? String(numero) : "");
  show("etape", state.etape);
  show("rang", numero ? `Étape ${numero} sur ${state.etapes}` : "");
  show("minutes", `${state.minutes} min`);
}

async function look() {
  try {
    const response = await fetch("/api/projection", { cache: "no-store" });
    if (response.ok) draw(await response.json());
  } catch { /* what was last known stays on the wall */ }
}

draw(JSON.parse(document.querySelector("#etat").textContent));
setInterval(look, EVERY);
