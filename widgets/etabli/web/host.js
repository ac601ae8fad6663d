// The page around the activities: mounts them, keeps their answers, follows the steps. The only file that uses the network.
import { Answers, cookie, openStore } from "./answers.js";
import { Together, slip } from "./ensemble.js";
import { Led } from "./led.js";
import { Plan } from "./plan.js";
import { Steps } from "./steps.js";
import { Tools } from "./tools.js";

const HEARTBEAT = 2500;   // ms between two signs of life: the facilitator's decisions come back with them
const PATIENCE = 8000;    // ms after which a call that nobody answers is a link that is cut

const root = document.documentElement;
const { hote, atelier: slug, place = "", seance = "", racine = "/" } = root.dataset;
const room = hote === "salle";
const $ = (selector) => document.querySelector(selector);

/** What anywidget gives an activity, without a kernel: the same methods, answers kept by the page. */
class Model {
  constructor(values, onSave) {
    this.values = values;
    this.onSave = onSave;
    this.listeners = new Map();
  }

  get(name) { return this.values[name]; }

  set(name, value) {
    if (JSON.stringify(this.values[name]) === JSON.stringify(value)) return;
    this.values[name] = value;
    for (const event of [`change:${name}`, "change"]) {
      for (const f of [...(this.listeners.get(event) ?? [])]) f(this, value);
    }
  }

  on(event, f) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event).add(f);
  }

  off(event, f) {
    if (f) this.listeners.get(event)?.delete(f);
    else this.listeners.delete(event);
  }

  save_changes() { this.onSave(this.values.answer); }
}

/* ---- answers ---- */

let raised = false;   // the hand
let plan = null;

const sections = [...document.querySelectorAll("section.activite")];
const models = new Map();
const store = openStore(`etabli:${slug}:${room ? place : "fichier"}:`);
if (room && store.read("#seance") !== seance) {   // someone else sat at this seat before: nothing of theirs is shown or sent
  store.clear();
  store.write("#seance", seance);
}

const answers = new Answers({
  store,
  room,
  url: `${racine}api/reponses/${slug}`,
  ids: sections.map((s) => s.dataset.id),
  onValue: (id, value) => { models.get(id)?.set("answer", value); ready(); plan?.draw(); },
  onState: drawState,
  onOver: () => led.leaveNothing(),
});

function plural(n, one, many) {
  return `${n} ${n > 1 ? many : one}`;
}

/** `calm`: nothing to worry about, so that a small screen may show the time instead. */
function say(long, short, calm = false) {
  $(".pied").classList.toggle("agite", !calm);
  const state = $("[data-etat]");
  if (state.dataset.dit === long) return;
  state.dataset.dit = long;
  state.querySelector(".long").textContent = long;
  state.querySelector(".court").textContent = short;
}

function drawState({ link, unsent, refused, kept }) {
  if (refused.length) {
    say(`${plural(refused.length, "réponse trop longue", "réponses trop longues")}, ${room && kept ? "gardée ici seulement" : "non gardée"}`, "Non envoyé");
  } else if (unsent && link !== "ok") {
    const where = kept ? "ici, " : "";
    say(`${plural(unsent, `réponse ${kept ? "gardée " : ""}`, `réponses ${kept ? "gardées " : ""}`)}${where}à envoyer`, `${unsent} à envoyer`);
  } else if (room) {
    say("Réponses gardées", "Gardé", true);
  } else if (kept) {
    say("Réponses gardées dans ce navigateur", "Gardé");
  } else {
    say("Ce navigateur ne garde pas les réponses", "Non gardé");
  }
  drawBanner(link, kept);
  if (raised) drawHand(true);
}

function drawBanner(link, kept) {
  const banner = $("[data-bandeau]");
  if (!banner) return;
  banner.hidden = link === "ok";
  if (link === "ok") return;
  const seat = link === "seat";
  banner.querySelector("h2").textContent = seat
    ? "La salle ne reconnaît plus ce poste. Vous pouvez continuer."
    : "La liaison est coupée. Vous pouvez continuer.";
  const here = kept ? "Vos réponses sont gardées sur ce poste." : "Ne fermez pas cette page\u00a0: vos réponses y sont.";
  banner.querySelector("p").textContent = seat
    ? `${here} Reprenez votre place pour les envoyer.`
    : `${here} Elles partiront toutes seules dès le retour de la liaison.`;
  banner.querySelector(".essai").hidden = seat;
  banner.querySelector(".reprise").hidden = !seat;
}

$(".bandeau .essai")?.addEventListener("click", () => { answers.retry(); presence(); });

/* ---- activities ---- */

const inlined = new Map(
  [...document.querySelectorAll('script[type="text/etabli-module"]')].map((s) => [s.dataset.kind, s.textContent]),
);
const modules = new Map();

/** The activity's module: its own file in the room; a Blob in the one-file page, where files may not import files. */
function moduleOf(kind) {
  if (!modules.has(kind)) {
    const url = inlined.has(kind)
      ? URL.createObjectURL(new Blob([inlined.get(kind)], { type: "text/javascript" }))
      : `./${kind}.js`;
    modules.set(kind, import(url));
  }
  return modules.get(kind);
}

async function mount(section) {
  if (section.dataset.monte) return;
  section.dataset.monte = "oui";
  const { kind, id } = section.dataset;
  const read = (name) => JSON.parse(section.querySelector(`script.${name}`)?.textContent || "{}");
  const margin = section.querySelector("template.marge");
  const context = { ...read("contexte"), ...(margin ? { margin: margin.innerHTML } : {}) };
  const model = new Model({ spec: read("spec"), answer: answers.get(id), context }, (value) => {
    answers.put(id, value);
    ready();
    plan.draw();
  });
  models.set(id, model);
  try {
    const { default: activity } = await moduleOf(kind);
    const el = document.createElement("div");
    el.className = "jeu";
    section.querySelector(".statique")?.replaceWith(el);
    activity.render({ model, el });
  } catch (error) {
    console.error(error);
    section.querySelector(".statique")?.classList.add("visible");
  }
}

/** Green button of the bar: the step has no activity left to finish. */
function ready() {
  const here = steps.sections[steps.current - 1];
  const ids = [...(here?.querySelectorAll("section.activite") ?? [])].map((s) => s.dataset.id);
  const done = ids.every((id) => answers.get(id).done);
  steps.ready(done);
  here?.querySelector(".tout")?.classList.toggle("va", !done);   // one green button: listening, then going on
}

/* ---- signs of life, raised hand ---- */

const CALL = "La liaison est coupée\u00a0: appelez l’animateur";

let calling = false;
let again = false;   // something changed while a call was on its way

async function presence() {
  if (!answers.room) return;
  if (calling) {
    again = true;
    return;
  }
  calling = true;
  again = false;
  try {
    const response = await fetch(`${racine}api/presence`, {
      method: "PUT",
      signal: AbortSignal.timeout(PATIENCE),
      body: JSON.stringify({ slug, etape: steps.current, aide: raised, vu: led.revision }),
      headers: { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") },
    });
    if (response.status === 403) await answers.unseated(response);
    else if (!response.ok && raised) answers.cut("cut");   // a hand that does not arrive must be known
    else if (response.ok && answers.link === "cut") answers.retry();
    if (response.ok) led.alive();
    if (response.status === 200) heard(await response.json());
  } catch {
    answers.cut("cut");
  } finally {
    calling = false;
  }
  if (again) presence();
}

/** The facilitator put the hand down from the board, or decided something for all. */
function heard(said) {
  if (raised && said?.aide === false) drawHand(false);
  if (said?.consignes) led.hear(said.consignes);
}

function drawHand(up) {
  const button = $("[data-aide]");
  const lost = up && answers.link !== "ok";   // kept, and sent as soon as the room answers; meanwhile nobody sees it
  raised = up;
  store.write("#aide", up);
  button.setAttribute("aria-pressed", String(up));
  button.classList.toggle("perdue", lost);
  button.querySelector(".court").textContent = lost ? "Appelez" : up ? "Levée" : "Aide";
  button.querySelector(".long").textContent = lost ? CALL : up ? "Main levée, on arrive" : "Demander de l’aide";
}

$("[data-aide]")?.addEventListener("click", () => {
  drawHand(!raised);
  tools.announce(raised && answers.link !== "ok" ? `${CALL}.` : raised ? "Main levée. L’animateur est prévenu. Appuyez encore pour baisser la main." : "Main baissée.");
  presence();
});

/* ---- one-file page: start again ---- */

const restart = $("[data-recommencer]");
restart?.addEventListener("click", () => sure(true));
$("[data-efface='non']")?.addEventListener("click", () => sure(false));
$("[data-efface='oui']")?.addEventListener("click", () => {
  answers.clear();
  steps.forget();
  sure(false);
  tools.announce("Réponses effacées.");
  if (steps.current === 1) steps.show(1);
  else location.hash = "#etape-1";
});

function sure(asking) {
  $(".efface").hidden = !asking;
  restart.hidden = asking;
  (asking ? $("[data-efface='non']") : restart).focus();
}

/* ---- start ---- */

const steps = new Steps({
  store,
  onStep: (number, section) => {
    tools.speech.stop();
    section.querySelectorAll("section.activite").forEach(mount);
    ready();
    plan?.draw();
    presence();
  },
  onClosed: (number) => tools.announce(`L’étape ${number} est encore fermée. L’animateur l’ouvrira.`),
});
const led = room ? new Led({
  store, slug, racine, steps, say: (words) => tools.announce(words), leave: (address) => location.assign(address),
}) : null;
const tools = new Tools({ scope: () => steps.sections[steps.current - 1] });
new Together({ steps, store, say: (words) => tools.announce(words) });
slip();

plan = new Plan({
  get: (id) => answers.get(id),
  put: (id, value) => { answers.put(id, value); models.get(id)?.set("answer", value); plan.draw(); },
  score: async () => (await moduleOf("diagnostic")).score,
});
if (room && store.read("#aide")) drawHand(true);
steps.start();
answers.start();
window.addEventListener("etabli:reglages", () => steps.fit());
window.addEventListener("beforeprint", () => sections.forEach(mount));
(window.requestIdleCallback ?? setTimeout)(() => sections.forEach(mount));
if (room) {
  setInterval(() => { if (document.visibilityState === "visible") presence(); }, HEARTBEAT);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") presence(); });
}
