/* Small DOM helpers shared by the activities. No dependency, no state, no network.
   Where an activity must be a single module (JupyterLab, one-file page) this text replaces its import line,
   so every top-level name here must stay out of the activities' own names. */

/** Make an element. `props`: attributes; `html`: trusted markup; `on…`: listeners; false, null, undefined: left out. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (key === "html") node.innerHTML = value;
    else if (typeof value === "function") node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A title of the given level, 1 to 6. */
export function heading(level, props, ...children) {
  return h(`h${Math.min(level, 6)}`, { class: "titre", ...props }, ...children);
}

/* Gesture pictograms: 24 grid, 2 px, round ends. Always beside a word, so hidden from screen readers. */
const PATHS = {
  juste: '<circle cx="12" cy="12" r="9.5"/><path d="M7.5 12.5l3 3 6-6.5"/>',
  faux: '<rect x="3" y="3" width="18" height="18" rx="1.5"/><path d="M8 8l8 8M16 8l-8 8"/>',
  attention: '<path d="M12 3L22 20.5H2z"/><path d="M12 9.5v5M12 17.4v.2"/>',
  urgent: '<path d="M7.8 2.5h8.4l5.3 5.3v8.4l-5.3 5.3H7.8l-5.3-5.3V7.8z"/><path d="M12 7v6M12 16.6v.2"/>',
  fait: '<rect x="3" y="3" width="18" height="18" rx="1.5" fill="currentColor"/><path d="M7.5 12.5l3 3 6-6.5" stroke="var(--paper,#FFFEFB)"/>',
  temps: '<circle cx="12" cy="13" r="8.5"/><path d="M12 8.5V13l3 2M9.5 2h5"/>',
  droite: '<path d="M4 12h15M13 5.5l6.5 6.5-6.5 6.5"/>',
  gauche: '<path d="M20 12H5M11 5.5L4.5 12l6.5 6.5"/>',
  bas: '<path d="M5 9l7 7 7-7"/>',
  imprimer: '<path d="M7 9V3h10v6M7 17H3.5V9h17v8H17"/><path d="M7 14h10v7H7z"/>',
  discret: '<path d="M2.5 12C5 7.500 8.200 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.700 6.500-9.500 6.500S5 16.500 2.500 12z"/><path d="M4 20L20 4"/>',
  voir: '<path d="M2.5 12C5 7.500 8.200 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.700 6.500-9.500 6.500S5 16.500 2.500 12z"/><circle cx="12" cy="12" r="2.800"/>',
  ecrire: '<path d="M4 20l1-4.500L16.500 4 20 7.500 8.500 19z"/><path d="M14 6.500L17.500 10"/>',
};

/** The pictogram `name`, `size` px at the ordinary text size; it grows with the text. */
export function icon(name, size = 24) {
  // width and height in em as attributes: a strict Content-Security-Policy refuses a style in markup.
  const side = `${size / 19}em`;
  const svg = `<svg class="picto" width="${side}" height="${side}" viewBox="0 0 24 24" aria-hidden="true"
    focusable="false" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${PATHS[name]}</svg>`;
  return h("span", { html: svg }).firstElementChild;
}

/** Text for screen readers only; the activities' style sheets hide `.lu` from sight. */
export function spoken(text) {
  return h("span", { class: "lu" }, text);
}

/** ["A", "B", "C"] → "A, B et C". */
export function series(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} et ${words[words.length - 1]}`;
}

/** A name used nowhere else in the page. Random, not counted: each widget of a notebook has its own copy of this file. */
export function unique(prefix) {
  return `${prefix}-${Math.random().toString(36).slice(2, 10)}`;
}

/** True when the reader asked for the easy-to-read texts. */
export function isEasy() {
  return document.documentElement.dataset.facile === "oui";
}

/** Run `change`, which may replace nodes of `root`, and give the focus back to the node with the same `data-cle`. */
export function keepingFocus(root, change) {
  const active = root.getRootNode().activeElement;
  const key = active && root.contains(active) ? active.dataset.cle : undefined;
  change();
  if (key && !root.contains(root.getRootNode().activeElement)) {
    const twin = [...root.querySelectorAll("[data-cle]")].find((node) => node.dataset.cle === key);
    if (twin) twin.focus({ preventScroll: true });
  }
}

/** The answer rows shared by the activities: native radios (or boxes), each row one large label. */
export function answerRow({ type, name, letter, html, key, checked, onchange }) {
  return h("label", { class: checked ? "ligne pris" : "ligne" },
    h("span", { class: "lettre" }, letter),
    h("span", { class: "texte", html }),
    h("input", { type, name, value: key, "data-cle": `choix-${key}`, checked, onchange }));
}

/** Connect a view to its model: `draw()` again when `names` change, the easy mode included. Returns the function that undoes it. */
export function follow(model, names, draw) {
  const events = names.map((name) => `change:${name}`);
  events.forEach((event) => model.on(event, draw));
  window.addEventListener("etabli:facile", draw);
  return () => {
    events.forEach((event) => model.off(event, draw));
    window.removeEventListener("etabli:facile", draw);
  };
}

/** Hands that shake, or are used to it, press twice: the second press must not fall on what the first one brought there. */
export function ignoreDoublePress(root) {
  root.addEventListener("click", (event) => {
    if (event.detail < 2 || !event.target.closest("button, a, summary")) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}

/** Print `root` alone. The classes put on its surroundings speak only on paper (see diagnostic.css) and go once printed. */
export function printAlone(root) {
  const marked = [];
  const mark = (node, name) => {
    node.classList.add(name);
    marked.push(() => node.classList.remove(name));
  };
  for (let node = root; node.parentElement; node = node.parentElement) {
    for (const other of node.parentElement.children) if (other !== node) mark(other, "etabli-hors-plan");
    mark(node.parentElement, "etabli-vers-plan");
    if (node.parentElement === document.body) break;
  }
  window.addEventListener("afterprint", () => marked.forEach((undo) => undo()), { once: true });
  window.print();
}
