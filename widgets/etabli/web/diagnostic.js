import { answerRow, follow, h, heading, icon, ignoreDoublePress, isEasy, keepingFocus, printAlone, spoken, unique } from "./dom.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const HORIZONS = ["today", "week", "month"];
const WHEN = { today: "Aujourd’hui", week: "Cette semaine", month: "Ce mois-ci", later: "Ensuite" };
const BY = { today: "aujourd’hui si possible", week: "cette semaine", month: "ce mois-ci" };
const LONGEST_DAY = 40; // characters of « Quel jour ? »
const NUMBERS = ["", "une", "deux", "trois"];

/** 100 × (1 − Σ weight × risk / Σ weight × 3), rounded half up; null when there is nothing to divide by. */
function protection(rows) {
  const worst = rows.reduce((sum, row) => sum + row.weight * 3, 0);
  const risk = rows.reduce((sum, row) => sum + row.weight * row.risk, 0);
  return worst === 0 ? null : Math.floor(100 * (1 - risk / worst) + 0.5);
}

const doors = (rows) => ({ protection: protection(rows), closed: rows.filter((row) => row.risk <= 1).length, total: rows.length });

/**
 * Score a diagnostic. `answers`: question id → index of the answer, from 0; what the spec does not know is ignored.
 * Returns { emergency, visible, answered, protection (0–100 or null), closed, total (doors), themes, actions, plan, later }:
 * the same object, for the same answers, as the Python side.
 */
export function score(spec, answers) {
  const given = answers && typeof answers === "object" ? answers : {};
  const picks = new Map();
  const visible = [];
  let emergency = null;
  for (const question of spec.questions) {
    const asked = Object.entries(question.conditions || {}).every(([id, list]) => picks.has(id) && list.includes(picks.get(id)));
    if (!asked) continue;
    visible.push(question);
    const answer = Number.isInteger(given[question.id]) ? question.answers[given[question.id]] : undefined;
    if (!answer) continue;
    picks.set(question.id, given[question.id]);
    if (answer.emergency) {
      emergency = { question: question.id, answer: given[question.id] };
      break;
    }
  }
  const answered = visible.filter((question) => picks.has(question.id))
    .map((question) => ({ question, answer: question.answers[picks.get(question.id)] }));
  const action = ({ question, answer }) =>
    ({ question: question.id, answer: picks.get(question.id), horizon: answer.horizon ?? null, minutes: answer.minutes ?? null });

  const rows = emergency ? [] : answered.filter(({ question, answer }) => question.weight > 0 && Number.isInteger(answer.risk))
    .map(({ question, answer }) => ({ theme: question.theme, weight: question.weight, risk: answer.risk }));
  const rank = ({ answer }) => (HORIZONS.indexOf(answer.horizon) + 4) % 4; // today 0, week 1, month 2, none 3
  const first = ({ question }) => (spec.priority_theme && question.theme === spec.priority_theme ? 0 : 1);
  const gain = ({ question, answer }) => (question.weight * (answer.risk || 0)) / Math.max(answer.minutes || 0, 5);
  const advised = answered.filter(({ answer }) => answer.advice)
    .sort((a, b) => rank(a) - rank(b) || first(a) - first(b) || gain(b) - gain(a));

  const actions = emergency ? [action(answered[answered.length - 1])] : advised.map(action);
  const plan = { today: [], week: [], month: [] };
  const later = [];
  if (emergency) plan.today.push(actions[0]);
  else for (const one of actions) (plan[one.horizon] && plan[one.horizon].length < 3 ? plan[one.horizon] : later).push(one);
  return {
    emergency, visible: visible.map((question) => question.id), answered: picks.size, ...doors(rows),
    themes: spec.themes.filter((theme) => spec.questions.some((question) => question.theme === theme.id && question.weight > 0))
      .map((theme) => ({ id: theme.id, ...doors(rows.filter((row) => row.theme === theme.id)) })),
    actions, plan, later,
  };
}

/** How many questions can still be asked: those whose conditions no answer has ruled out. So the count only goes down. */
function possible(spec, answers) {
  const open = new Map();
  for (const question of spec.questions) {
    const kept = Object.entries(question.conditions || {}).every(([id, list]) => {
      const index = open.get(id);
      return index !== undefined && (index === null || list.includes(index));
    });
    if (kept) open.set(question.id, Number.isInteger(answers[question.id]) ? answers[question.id] : null);
  }
  return open.size;
}

/** What is left of a stored answer once what this diagnostic does not know (any more) is dropped. */
function clean(spec, value) {
  const stored = (value && typeof value.answers === "object" && value.answers) || {};
  const answers = {};
  for (const { id, answers: list } of spec.questions) {
    if (Number.isInteger(stored[id]) && list[stored[id]]) answers[id] = stored[id];
  }
  const days = {};
  for (const { id } of spec.questions) {
    const day = value && value.days && value.days[id];
    if (typeof day === "string" && day) days[id] = day.slice(0, LONGEST_DAY);
  }
  const known = value && spec.questions.some((question) => question.id === value.at);
  return { answers, days, at: known ? value.at : "", done: Boolean(value && value.done) && Object.keys(answers).length > 0 };
}

/** "14 portes fermées", "1 porte fermée": 0 and 1 are singular in French. */
const counted = (n, one, many) => `${n} ${n < 2 ? one : many}`;

function duration(minutes, short) {
  if (minutes < 60) return short ? `${minutes}\u00a0min` : `${minutes}\u00a0${minutes < 2 ? "minute" : "minutes"}`;
  return `${Math.floor(minutes / 60)}\u00a0h${minutes % 60 ? `\u00a0${String(minutes % 60).padStart(2, "0")}` : ""}`;
}

/** "trois portes à fermer"; "deux actions" when an action closes no door, or when the words give no verb. */
function toDo(spec, found) {
  const { one, many, closed_one: closed } = spec.words;
  const verb = /^(.*)ée?$/.exec(closed);
  const isDoor = ({ question, answer }) => question.weight > 0 && answer.risk > 1;
  const n = found.length;
  if (!verb || !found.every(isDoor)) return `${NUMBERS[n]} ${n > 1 ? "actions" : "action"}`;
  const number = n === 1 && !closed.endsWith("ée") ? "un" : NUMBERS[n];
  return `${number} ${n > 1 ? many : one} à ${verb[1]}er`;
}

/** An advice whose phone numbers and sites are to be read from afar, where they stand: "17cyber.gouv.fr", "33700", "01 23 45 67 89". */
function withContacts(html) {
  const paragraph = h("p", { html });
  const named = /\b(?:[a-z\d-]+\.)+(?:fr|org|eu|com)\b|\b0[ .]?\d(?:[ .\u00a0\u202f]?\d{2,3}){3,4}\b|\b(?:3\d{3}|33700|11[2-9])\b/g;
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const node of texts) {
    const found = node.data.match(named) || [];
    const between = node.data.split(named);
    node.replaceWith(...between.flatMap((text, i) => [text, found[i] && h("b", { class: "contact" }, found[i])]).filter(Boolean));
  }
  return paragraph;
}

const DOOR = {
  closed: '<path d="M.5.5h25v35H.5z" fill="var(--vert)"/><circle cx="18.500" cy="19" r="2.400" fill="var(--sur-vert)"/>',
  open: '<path d="M2 2h22v32H2z" fill="var(--jaune)" stroke="var(--encre)" stroke-width="2.500"/><path d="M3 3l9 5v27l-9-1.500z" fill="var(--papier)" stroke="var(--encre)" stroke-width="2.200" stroke-linejoin="round"/>',
};
function drawnDoors(closed, total) {
  const door = (kind) => `<svg viewBox="0 0 26 36" aria-hidden="true" focusable="false">${DOOR[kind]}</svg>`;
  return h("span", { class: "portes", html: door("closed").repeat(closed) + door("open").repeat(total - closed) });
}

const plain = (html) => h("div", { html }).textContent;
const titleOf = ({ question, answer }) => answer.action || answer.easy || question.text;
const lineOf = ({ answer }) => (answer.action && answer.easy && answer.easy.replace(/\.$/, "") !== answer.action ? answer.easy.replace(/<br\s*\/?>\s*/g, " ") : "");
const time = (minutes) => minutes > 0 && h("span", { class: "temps" }, icon("temps", 22), duration(minutes, true));

/** A button: `look` is "va" (the green one), "nu" (text) or "" (secondary). */
function button(label, look, onclick, picto, key = label) {
  return h("button", { type: onclick ? "button" : "submit", class: `bouton ${look}`, "data-cle": key, onclick }, picto && icon(picto, 22), label);
}

/** One action to do now, the day that was chosen for it, its full advice folded under it. `write(day)`: keeps the day. */
function actionCard(found, n, level, day, write) {
  const id = unique("conseil");
  const input = h("input", { type: "text", value: day, maxlength: LONGEST_DAY, autocomplete: "off", "data-cle": `jour-${found.question.id}`,
    "aria-describedby": `${id}-quoi`, oninput: () => write(input.value) });
  const advice = h("p", { class: "conseil", id, hidden: true, html: found.answer.advice });
  const opener = button("Comment faire", "", () => {
    advice.hidden = !advice.hidden;
    opener.setAttribute("aria-expanded", String(!advice.hidden));
  }, null, `comment-${found.question.id}`);
  opener.append(spoken(`\u00a0: ${plain(titleOf(found))}`));
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", id);
  return h("li", { class: "action" },
    h("span", { class: "numero", "aria-hidden": "true" }, n),
    h("div", { class: "quoi" }, heading(level, { html: titleOf(found), id: `${id}-quoi` }), lineOf(found) && h("p", { class: "petit", html: lineOf(found) })),
    time(found.answer.minutes), opener, h("label", { class: "jour" }, h("span", null, "Quel jour\u202f?"), input), advice);
}

/** What comes after: one list per horizon, each advice folded. */
function nextLists(groups, level) {
  return groups.map(([when, list]) => h("div", { class: when === "later" ? "ensuite" : null }, heading(level, null, WHEN[when]),
    h("ul", null, list.map((found) => h("li", null,
      h("p", { class: "suite-titre" }, h("b", { html: titleOf(found) }), " ", time(found.answer.minutes)),
      when === "later" && BY[found.answer.horizon] && h("p", { class: "quand" }, BY[found.answer.horizon]),
      h("details", null, h("summary", null, "Comment faire", spoken(`\u00a0: ${plain(titleOf(found))}`)), h("p", { html: found.answer.advice })))))));
}

/**
 * The plan as it is printed, on one page: everything open, boxes to tick, a day to write for what comes first.
 * `sheet`: { title, licence } of the atelier, when there is a page around; `days`: question id → day chosen.
 */
function paperPlan(spec, { summary, groups, days, sheet, level }) {
  const today = new Date().toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
  const mark = document.querySelector(".tete .marque");
  const minutes = ({ answer }) => answer.minutes > 0 && `, ${duration(answer.minutes, true)}`;
  const dayLine = ({ question }) => h("p", { class: "le" }, "Le\u00a0: ", days[question.id] ? h("b", null, days[question.id]) : h("span", { class: "ligne-vide" }));
  const full = (found, first) => h("li", null, h("b", { html: titleOf(found) }), minutes(found), h("p", { html: found.answer.advice }), first && dayLine(found));
  const short = (found) => h("li", null, h("b", { html: titleOf(found) }), minutes(found), BY[found.answer.horizon] && `, ${BY[found.answer.horizon]}`);
  return h("div", { class: "plan-papier" },
    h("p", { class: "entete" }, mark ? mark.cloneNode(true) : h("b", null, "Établi"), h("span", null, sheet.title)),
    heading(level, null, "Mon plan"), h("p", null, `${plain(spec.title)}, le ${today}. ${summary}`),
    groups.map(([when, list], i) => h("section", { class: when === "later" ? "ensuite" : null }, heading(level + 1, null, WHEN[when]),
      h("ul", null, list.map((found) => (when === "later" ? short(found) : full(found, i === 0)))))),
    sheet.licence && h("p", { class: "licence" }, sheet.licence));
}

function render({ model, el }) {
  const name = unique("diagnostic");
  const view = h("div", { class: "vue" });
  const margin = h("div", { class: "marge" });
  const root = h("div", { class: el.closest(".activite") ? "a-diag" : "a-diag seul" }, h("div", { class: "plateau" }, view, margin));

  let spec;
  let state;
  let context;
  let level;
  let discreet = false;
  let drawn = "";
  let drawPaper = () => {};
  const step = el.closest(".etape");

  function save() {
    const days = Object.keys(state.days).length > 0 && { days: { ...state.days } };
    model.set("answer", { answers: { ...state.answers }, ...days, at: state.at, done: state.done });
    model.save_changes();
  }

  /** Change the state, show it, and take the reader to the first of `targets` that is there. */
  function go(change, ...targets) {
    state = { ...state, ...change };
    save();
    draw();
    const node = targets.map((target) => root.querySelector(target)).find(Boolean);
    if (node) node.focus({ preventScroll: true });
    bringUp();
  }

  /** The page goes no further down than it must for the view's buttons to be above the bar, and the view's top stays in sight. */
  function bringUp() {
    root.scrollIntoView({ block: "start" });
    const top = (selector, other) => (document.querySelector(selector) ? document.querySelector(selector).getBoundingClientRect().top : other);
    const buttons = !state.done && view.querySelector(".boutons"); // a result is read from its first line
    const hidden = buttons ? buttons.getBoundingClientRect().bottom + 8 - Math.min(top(".pied", innerHeight), innerHeight) : 0;
    if (hidden <= 0) return;
    const rule = top(".etapes", 0); // a whole header less rather than a half
    window.scrollBy(0, rule >= hidden ? rule : root.getBoundingClientRect().top - 24);
  }

  function date(id, day) {
    const { [id]: _, ...others } = state.days;
    state = { ...state, days: day.trim() ? { ...others, [id]: day.slice(0, LONGEST_DAY) } : others };
    drawn = key(); // so that the model's own echo does not draw again what is being typed
    save();
    drawPaper();
  }

  const lead = (props, ...children) => heading(level, { tabindex: "-1", ...props }, ...children);
  const question = (id) => spec.questions.find((one) => one.id === id);
  const ask = (id) => go({ at: id, done: false }, "input:checked", "input");
  const show = () => go({ done: true }, "[tabindex]");

  function startView() {
    const n = possible(spec, {});
    const branches = n > score(spec, {}).visible.length ? "\u00a0au plus" : "";
    return h("div", { class: "panneau coupes" }, context.kicker && h("p", { class: "surtitre" }, context.kicker), lead({ html: spec.title }),
      isEasy() ? h("p", null, "Lisez la question. Choisissez une réponse.") : spec.introduction && h("p", { class: "presentation", html: spec.introduction }),
      h("div", { class: "boutons" }, button("Je commence", "va", () => ask(spec.questions[0].id), null, "va"),
        h("p", { class: "mesure" }, icon("temps", 24), `${counted(n, "question", "questions")}${branches}, environ ${duration(Math.max(1, Math.round(n / 3)))}`)));
  }

  function questionView() {
    const { id, text, easy, answers } = question(state.at);
    const counter = h("span", { class: "surtitre" });
    const rule = h("span", { class: "reglette", "aria-hidden": "true" }, h("span"));
    const next = button("", "", undefined, null, "va");
    const skip = button("Je passe", "nu", () => forward());
    const back = button("Retour", "nu", () => ask(before()), "gauche");
    const finish = button("Voir mon plan", "nu", show);
    const boxes = answers.map((answer, i) => answerRow({
      type: "radio", name, letter: LETTERS[i], html: answer.text, key: i, checked: state.answers[id] === i, onchange: () => choose(i) }));

    const seen = () => score(spec, state.answers).visible;
    const before = () => seen()[seen().indexOf(id) - 1];
    function forward() {
      const following = seen()[seen().indexOf(id) + 1];
      if (following) ask(following);
      else show();
    }
    function choose(i) {
      state = { ...state, answers: { ...state.answers, [id]: i } };
      drawn = key(); // so that the model's own echo draws nothing: arrow keys and focus go on undisturbed
      save();
      mirror();
    }
    function mirror() {
      const list = seen();
      const position = list.indexOf(id) + 1;
      const total = possible(spec, state.answers);
      const chosen = state.answers[id] !== undefined;
      const last = position === list.length;
      counter.textContent = `Question ${position} sur ${total}`;
      rule.firstElementChild.style.width = `${(100 * position) / total}%`;
      boxes.forEach((row, i) => row.classList.toggle("pris", state.answers[id] === i));
      next.className = chosen ? "bouton va" : "bouton attend";
      next.setAttribute("aria-disabled", String(!chosen));
      next.replaceChildren(...(!chosen ? ["Choisissez d’abord une réponse"]
        : last && answers[state.answers[id]].emergency ? ["Voir quoi faire"]
          : last ? ["Voir mon plan"] : ["Question suivante", icon("droite", 22)]));
      back.hidden = position < 2;
      skip.hidden = chosen || (last && list.every((one) => one === id || state.answers[one] === undefined));
      finish.hidden = last || list.some((one) => state.answers[one] === undefined);
    }
    function submit(event) {
      event.preventDefault();
      if (state.answers[id] === undefined) boxes[0].querySelector("input").focus();
      else forward();
    }
    mirror();
    return h("form", { class: "panneau coupes", novalidate: true, onsubmit: submit },
      h("fieldset", null,
        h("legend", null, h("span", { class: "avance" }, counter, " ", rule), heading(level, { html: (isEasy() && easy) || text })),
        h("div", { class: boxes.length > 4 ? "lignes serre" : "lignes" }, boxes)),
      h("div", { class: "boutons" }, next, back, skip, finish));
  }

  function reviewView() {
    const list = score(spec, state.answers).visible.map(question);
    const row = ({ id, text, easy, answers }) => {
      const answer = answers[state.answers[id]];
      return h("li", null, h("button", { type: "button", class: "revoir", "data-cle": `revoir-${id}`, onclick: () => ask(id) },
        h("span", { html: (isEasy() && easy) || text }), " ",
        h("b", { html: answer ? answer.text : "sans réponse" }), icon("ecrire", 22)));
    };
    return h("div", { class: "panneau coupes" }, lead(null, "Mes réponses"), h("p", null, "Touchez une question pour changer sa réponse."),
      h("div", { class: "boutons" }, button("Voir mon plan", "va", show, null, "va")), h("ol", { class: "revue" }, list.map(row)));
  }

  const back = () => go({ done: false, at: "" }, "[tabindex]");
  const found = (one) => ({ question: question(one.question), answer: question(one.question).answers[one.answer] });

  function urgentView({ emergency }) {
    const { answer } = found(emergency);
    return h("div", null,
      h("div", { class: "urgence" }, icon("urgent", 44), h("div", null,
        lead(null, h("span", { class: "surtitre" }, "Urgent\u00a0:"), " ", h("span", { html: answer.action || answer.text })),
        isEasy() && answer.easy && h("p", { html: answer.easy }), withContacts(answer.advice || ""))),
      h("div", { class: "boutons" }, button("Revenir au diagnostic", "", () => ask(emergency.question), "gauche"),
        button("Imprimer ces conseils", "", () => printAlone(root), "imprimer")));
  }

  function doorsPanel(result) {
    const { words } = spec;
    const { closed, total } = result;
    const label = total === 0 ? ["Mon plan"]
      : closed === 0 ? [`${counted(total, words.one, words.many)} à voir ensemble`]
        : [closed < 2 ? `${words.one} ${words.closed_one}` : `${words.many} ${words.closed_many}`, h("br"), ` sur ${total}`];
    const all = /^(.*é)e$/.exec(words.closed_one);
    const state = (theme) => (theme.closed < theme.total ? counted(theme.total - theme.closed, words.open_one, words.open_many)
      : all ? `tout ${all[1]}` : counted(theme.total, words.closed_one, words.closed_many));
    const themes = result.themes.filter((theme) => theme.total > 0);
    const list = h("ul", { class: "themes" }, themes.map((theme) => h("li", null,
      h("span", { html: spec.themes.find(({ id }) => id === theme.id).title }), drawnDoors(theme.closed, theme.total), h("span", { class: "compte" }, state(theme)))));
    const opener = button("Voir par thème", "nu", () => opener.setAttribute("aria-expanded", String(list.classList.toggle("ouvert"))));
    opener.setAttribute("aria-expanded", "false");
    return h("div", { class: "panneau bilan" },
      lead(null, closed > 0 && h("span", { class: "nombre" }, closed), " ", h("span", null, label)),
      themes.length > 0 && [h("div", { class: "ensemble" }, drawnDoors(closed, total)), opener, list]);
  }

  function resultView(result) {
    const groups = [...HORIZONS, "later"].map((when) => [when, (result.plan[when] || result.later).map(found)]).filter(([, list]) => list.length > 0);
    const [first, ...rest] = groups;
    const minutes = first ? first[1].reduce((sum, { answer }) => sum + (answer.minutes || 0), 0) : 0;
    const next = h("div", { class: "suite", id: unique("suite"), hidden: true }, nextLists(rest, level + 1));
    const unfold = button(`La suite\u00a0: ${rest.map(([when]) => WHEN[when].toLowerCase().replace("-", "\u2011")).join(", ")}`, "nu", () => {
      next.hidden = !next.hidden;
      unfold.setAttribute("aria-expanded", String(!next.hidden));
    }, "bas", "suite");
    unfold.classList.add("plus");
    unfold.setAttribute("aria-expanded", "false");
    unfold.setAttribute("aria-controls", next.id);
    const { words } = spec;
    const summary = result.total > 0 ? `${counted(result.closed, `${words.one} ${words.closed_one}`, `${words.many} ${words.closed_many}`)} sur ${result.total}.` : "";
    const paper = h("div", null);
    drawPaper = () => paper.replaceChildren(paperPlan(spec, { summary, groups, days: state.days, sheet: context.sheet || {}, level }));
    drawPaper();
    return h("div", null,
      h("div", { class: "resultat" }, doorsPanel(result),
        h("div", null,
          first ? [h("div", { class: "tete-actions" }, heading(level, null, `${WHEN[first[0]]}\u00a0: ${toDo(spec, first[1])}`),
            minutes > 0 && h("p", { class: "duree" }, first[1].length > 1 ? `${duration(minutes)} en tout.` : `${duration(minutes)}.`)),
            h("ol", { class: "actions" }, first[1].map((one, i) => actionCard(one, i + 1, level + 1, state.days[one.question.id] || "", (day) => date(one.question.id, day))))]
            : [heading(level, null, "Rien à faire aujourd’hui"), h("p", null, "Vos bonnes habitudes vous protègent. Gardez-les, et refaites ce point dans quelques mois.")],
          h("div", { class: "boutons" }, first && button("Imprimer mon plan", "", () => printAlone(root), "imprimer"),
            button("Écran discret", "", () => cover(true), "discret"), rest.length > 0 && unfold,
            button("Je modifie mes réponses", "nu", back, "ecrire")), next)),
      paper);
  }

  function cover(yes) {
    discreet = yes;
    draw();
    root.querySelector(yes ? "button" : "[data-cle='Écran discret']").focus({ preventScroll: true });
  }

  const coverView = () => h("div", { class: "panneau cache" }, icon("discret", 44), h("p", null, "Écran discret\u00a0: vos réponses sont cachées."),
    button("Réafficher mon plan", "", () => cover(false), "voir"));

  function current() {
    const result = score(spec, state.answers);
    if (state.done && result.emergency) return urgentView(result);
    if (state.done) return discreet ? coverView() : resultView(result);
    if (!result.visible.includes(state.at)) {
      if (Object.keys(state.answers).length === 0) return startView();
      return reviewView();
    }
    return questionView();
  }

  const key = () => JSON.stringify([spec, context, state, isEasy(), discreet]);

  function draw() {
    spec = model.get("spec");
    context = model.get("context") || {};
    level = Math.min(Math.max(Number(context.level) || 2, 1), 5);
    state = clean(spec, model.get("answer"));
    if (!state.done) discreet = false;
    if (key() === drawn) return;
    drawn = key();
    keepingFocus(root, () => view.replaceChildren(current()));
    if (context.margin !== undefined && margin.dataset.html !== context.margin) margin.innerHTML = margin.dataset.html = context.margin;
    const started = state.done || Object.keys(state.answers).length > 0 || Boolean(state.at);
    root.classList.toggle("large", state.done);
    if (step) step.classList.toggle("entamee", started); // what led to the diagnostic leaves it the place
    margin.hidden = state.done || isEasy();
  }

  ignoreDoublePress(root);
  draw();
  el.replaceChildren(root);
  return follow(model, ["spec", "answer", "context"], draw);
}

export default { render };
