// The facilitator's desk: this slide, the next one, the notes, the time. The projection is this same file in a
// second window, told where to be; it holds no note once it is projected.
(() => {
  "use strict";
  const query = new URLSearchParams(location.search);
  const all = [...document.querySelectorAll("section.diapo")];
  if (query.has("projection")) return projected();
  if (document.body.classList.contains("lecture")) return;

  const get = (id) => document.getElementById(id);
  const notes = all.map((_, rank) => get(`n${rank + 1}`));
  const moments = notes.map((note) => JSON.parse(note.dataset.etape));
  const kept = store();
  let index = Math.min(all.length, Math.max(1, Number(/^#\/?d?(\d+)$/.exec(location.hash)?.[1]) || 1)) - 1;
  let clicks = 0;
  let screen = null;
  document.body.classList.add("projete", "au-pupitre");
  get("vue").closest(".pupitre").hidden = false;

  /** How many clicks a slide takes before the next one. */
  const depth = (rank) => new Set([...all[rank].querySelectorAll(".fragment")].map((part) => part.dataset.fragmentIndex)).size;

  function picture(frame, rank, shown) {
    const copy = all[rank]?.cloneNode(true);
    frame.replaceChildren(...(copy ? [copy] : []));
    if (!copy) return;
    for (const part of copy.querySelectorAll(".fragment")) part.classList.toggle("attend", Number(part.dataset.fragmentIndex) >= shown);
    copy.removeAttribute("id");
    copy.removeAttribute("aria-labelledby");
    for (const part of copy.querySelectorAll("[id]:not(svg [id])")) part.removeAttribute("id");
    scale(frame);
  }

  const scale = (frame) => frame.firstElementChild?.style.setProperty("--k", frame.clientWidth / 1280);
  const watch = new ResizeObserver((seen) => seen.forEach((one) => scale(one.target)));

  const copies = (note) => [...note.cloneNode(true).childNodes];

  /** The step's own notes, under those of a slide that comes later in it. */
  function recall(moment) {
    if (moment.ouvre === null || moment.ouvre === index) return [];
    const title = document.createElement("h3");
    title.textContent = "Notes de l’étape";
    const part = document.createElement("section");
    part.className = "rappel";
    part.append(title, ...copies(notes[moment.ouvre]));
    return [part];
  }

  function show(tell = true) {
    const moment = moments[index];
    picture(get("vue"), index, clicks);
    const within = clicks < depth(index);
    picture(get("ensuite"), within ? index : index + 1, within ? clicks + 1 : 0);
    get("annonce").textContent = within ? "Ensuite, sur cette diapo" : index + 1 < all.length ? `Ensuite\u00a0: diapo ${index + 2}` : "C’est la dernière diapo";
    get("rang").textContent = `Diapo ${index + 1} sur ${all.length}`;
    get("notes").replaceChildren(...copies(notes[index]), ...recall(moment));
    get("notes").parentElement.scrollTop = 0;
    get("recule").disabled = index === 0 && clicks === 0;
    get("avance").disabled = index === all.length - 1 && !within;
    get("etape").textContent = moment.etape;
    get("prevu").textContent = moment.minutes ? `${minutes(moment.minutes)} prévues, de\u00a0${clock(moment.debut)}\u00a0à\u00a0${clock(moment.debut + moment.minutes)}` : "";
    if (index > 0 && !kept.debut) kept.debut = Date.now();
    if (moment.minutes && !kept[`e${moment.rang}`]) kept[`e${moment.rang}`] = Date.now();
    kept.save();
    history.replaceState(null, "", `#d${index + 1}`);
    tick();
    if (tell) screen?.postMessage({ etabli: "aller", diapo: index, clics: clicks }, "*");
  }

  const minutes = (count) => `${count}\u00a0minute${count > 1 ? "s" : ""}`;
  const clock = (count) => `${Math.floor(count / 60)}\u00a0h\u00a0${String(count % 60).padStart(2, "0")}`;
  const hour = (date) => `${date.getHours()}\u00a0h\u00a0${String(date.getMinutes()).padStart(2, "0")}`;

  function tick() {
    const moment = moments[index];
    const now = Date.now();
    write("heure", hour(new Date(now)));
    write("commence", kept.debut ? `Commencé à ${hour(new Date(kept.debut))}` : "");
    get("zero").hidden = !kept.debut;
    const spent = moment.minutes ? (now - kept[`e${moment.rang}`]) / 60000 : 0;
    get("passe").parentElement.hidden = !moment.minutes;
    get("passe").style.width = `${moment.minutes ? Math.min(100, (100 * spent) / moment.minutes) : 0}%`;
    const left = moment.minutes - Math.floor(spent);
    get("reste").classList.toggle("fini", Boolean(moment.minutes) && left <= 0);
    write("reste", !moment.minutes ? "" : left > 0 ? `Il reste ${minutes(left)}.` : `Temps dépassé${left < 0 ? ` de ${minutes(-left)}` : ""}.`);
  }

  function write(id, text) {
    if (get(id).textContent !== text) get(id).textContent = text;
  }

  function go(rank, shown) {
    index = Math.min(all.length - 1, Math.max(0, rank));
    clicks = Math.min(depth(index), Math.max(0, shown));
    show();
  }
  const forward = () => (clicks < depth(index) ? go(index, clicks + 1) : index + 1 < all.length && go(index + 1, 0));
  const back = () => (clicks > 0 ? go(index, clicks - 1) : index > 0 && go(index - 1, depth(index - 1)));

  get("avance").addEventListener("click", forward);
  get("recule").addEventListener("click", back);
  get("zero").addEventListener("click", () => {
    kept.clear();
    show(false);
  });
  get("ouvrir").addEventListener("click", () => {
    screen = window.open(`${location.pathname}?projection#/${index + 1}`, "etabli-projection", "popup,width=1280,height=720");
    get("etat").textContent = screen
      ? "La projection est ouverte\u00a0: glissez-la sur l’écran du projecteur, puis touche F."
      : "Le navigateur a bloqué la fenêtre\u00a0: autorisez-la, puis recommencez.";
  });
  addEventListener("message", ({ source, data }) => {
    if (source !== screen || data?.etabli !== "ici" || !all[data.diapo]) return;
    [index, clicks] = [data.diapo, Number(data.clics) || 0];
    show(false);
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key;
    if (key === " " && event.target.closest("button, a")) return;
    const scrolls = event.target.closest(".a-dire") && /^(Arrow(Up|Down)|Page(Up|Down)|Home|End| )$/.test(key);
    if (scrolls) return;
    const moves = {
      ArrowRight: forward, ArrowDown: forward, PageDown: forward, " ": forward, n: forward,
      ArrowLeft: back, ArrowUp: back, PageUp: back, p: back,
      Home: () => go(0, 0), End: () => go(all.length - 1, 99),
    };
    if (!moves[key]) return;
    event.preventDefault();
    moves[key]();
  });
  for (const frame of document.querySelectorAll(".cadre")) watch.observe(frame);
  setInterval(tick, 1000);
  // Paper has the page to read: each slide, then its notes.
  addEventListener("beforeprint", () => document.body.classList.remove("projete", "au-pupitre"));
  addEventListener("afterprint", () => document.body.classList.add("projete", "au-pupitre"));
  show(false);

  /** Times that survive a reload; lost without harm where the browser keeps nothing for files. */
  function store() {
    const name = `etabli-pupitre ${document.title}`;
    let found = {};
    try {
      found = JSON.parse(sessionStorage.getItem(name)) || {};
    } catch {
      found = {};
    }
    Object.defineProperties(found, {
      save: { value: () => { try { sessionStorage.setItem(name, JSON.stringify(found)); } catch { /* not kept */ } } },
      clear: { value: () => { for (const key of Object.keys(found)) delete found[key]; found.save(); } },
    });
    return found;
  }

  function projected() {
    const deck = window.etabliDeck;
    document.title = document.title.replace("diapos de l’animateur", "projection");
    for (const note of document.querySelectorAll(".notes-animateur, .pupitre")) note.remove();
    if (!deck || !window.opener) return;
    let told = false;
    const here = () => {
      if (!told) window.opener.postMessage({ etabli: "ici", diapo: deck.getIndices().h, clics: (deck.getIndices().f ?? -1) + 1 }, "*");
    };
    for (const name of ["slidechanged", "fragmentshown", "fragmenthidden"]) deck.on(name, here);
    addEventListener("message", ({ source, data }) => {
      if (source !== window.opener || data?.etabli !== "aller") return;
      told = true;
      deck.slide(data.diapo, 0, data.clics - 1);
      told = false;
    });
  }
})();
