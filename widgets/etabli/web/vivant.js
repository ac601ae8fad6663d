// Widgets that have Python behind: names for screen readers, the end of the kernel with the page, and what to say when it stops.
const LOOK = 30000;   // ms between two looks at the kernel

const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
const kernel = `${config.baseUrl}api/kernels/${config.kernelId}`;
const cookie = (name) => document.cookie.split("; ").find((c) => c.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
let stopped = false;

/* ---- what is on the page ---- */

/** ipywidgets writes a label beside its field without tying them: tie them. */
function name(widget) {
  const label = widget.querySelector(":scope > .widget-label");
  const text = label?.textContent.trim();
  if (!text) return;
  for (const field of widget.querySelectorAll("input, select, textarea, [role=slider], .noUi-handle")) {
    if (!field.getAttribute("aria-label") && field.closest(".jupyter-widgets") === widget) field.setAttribute("aria-label", text);
  }
  for (const group of widget.querySelectorAll(".widget-radio-box, .widget-toggle-button")) {
    if (!group.getAttribute("role")) group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", text);
  }
}

function follow(place) {
  const look = () => {
    if (place.querySelector(".jp-OutputArea-output > *")) place.querySelector(".attente")?.remove();
    place.querySelectorAll(".jupyter-widgets").forEach(name);
  };
  new MutationObserver(look).observe(place, { childList: true, subtree: true });
  look();
}
document.querySelectorAll(".vivant").forEach(follow);

/* Widgets laid out while their step was hidden have no size. */
window.addEventListener("hashchange", () => requestAnimationFrame(() => window.dispatchEvent(new Event("resize"))));

/* ---- the kernel ---- */

function stop() {
  if (stopped) return;
  stopped = true;
  for (const place of document.querySelectorAll(".vivant")) {
    place.inert = true;
    place.classList.add("arrete");
    const note = document.createElement("div");
    note.className = "reveil";
    note.setAttribute("role", "status");
    note.innerHTML = "<p><b>Cette partie s’est arrêtée.</b> Rechargez la page pour la relancer. Vos réponses aux questions sont gardées.</p>";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn va";
    button.textContent = "Recharger la page";
    button.addEventListener("click", () => location.reload());
    note.append(button);
    place.before(note);
  }
}

async function look() {
  if (stopped || document.hidden) return;
  try {
    const answer = await fetch(kernel, { cache: "no-store" });
    if (answer.status === 404 || answer.status === 403) stop();
  } catch { /* no network: the page says so already, the kernel waits */ }
}
setInterval(look, LOOK);
document.addEventListener("visibilitychange", look);
window.addEventListener("online", look);
window.addEventListener("pageshow", (event) => { if (event.persisted) look(); });

window.addEventListener("pagehide", () => {
  const body = new FormData();
  body.append("_xsrf", cookie("_xsrf"));
  navigator.sendBeacon(`${config.baseUrl}voila/api/shutdown/${config.kernelId}`, body);
});
