import { answerRow, follow, h, heading, icon, ignoreDoublePress, isEasy, keepingFocus, series, spoken, unique } from "./dom.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * Correct a quiz. `picked`: indices from 0.
 * Returns { right, missed: right answers left out, wrong: wrong answers picked }, indices in the order of the choices.
 */
export function mark(spec, picked) {
  const missed = [];
  const wrong = [];
  spec.choices.forEach((choice, i) => {
    if (choice.right && !picked.includes(i)) missed.push(i);
    if (!choice.right && picked.includes(i)) wrong.push(i);
  });
  return { right: missed.length === 0 && wrong.length === 0, missed, wrong };
}

/** What is left of a stored answer once what this quiz does not know (any more) is dropped. */
function clean(spec, value) {
  const stored = value && Array.isArray(value.picked) ? value.picked : [];
  let picked = spec.choices.map((_, i) => i).filter((i) => stored.includes(i));
  if (!spec.multiple) picked = picked.slice(0, 1);
  const obsolete = stored.length > 0 && picked.length === 0;
  return { picked, done: Boolean(value && value.done) && !obsolete };
}

/** The texts to show: the easy ones where they exist and are asked for. `plain`: then nothing harder stands beside them. */
function texts(spec) {
  const easy = (isEasy() && spec.easy) || {};
  return {
    plain: isEasy() && Boolean(spec.easy),
    question: easy.question || spec.question,
    choices: spec.choices.map((choice, i) => {
      const other = easy.choices && easy.choices[i];
      return (other && (other.text || other)) || choice.text;
    }),
    explanation: easy.explanation || spec.explanation,
  };
}

const letters = (indices) => indices.map((i) => LETTERS[i]);
const rightOnes = (spec) => letters(spec.choices.flatMap((choice, i) => (choice.right ? [i] : [])));

/** The title of the feedback: says where one stands, never « faux ». */
function verdict(spec, picked) {
  const { right, missed, wrong } = mark(spec, picked);
  const good = rightOnes(spec);
  const answer = good.length > 1 ? `ce sont ${series(good)}` : `c’est\u00a0le\u00a0${good[0]}`;
  if (right) return "C’est juste";
  if (picked.length === 0) return `On regarde ensemble\u00a0: ${answer}`;
  if (wrong.length === 0) return `Presque\u00a0: il manque ${series(letters(missed))}`;
  if (missed.length === 0) return `Presque\u00a0: ${series(letters(wrong))} en trop`;
  return `Pas encore\u00a0: ${answer}`;
}

function message(kind, level, title, ...paragraphs) {
  return h("div", { class: `message ${kind}` }, icon(kind, 30),
    h("div", null,
      heading(level, { tabindex: "-1" }, title),
      paragraphs.filter(Boolean).map((html) => h("p", { html }))));
}

/** Feedback shown beside the question: one box when right or unknown, two when there is something to mend. */
function feedback(spec, said, picked, level) {
  const { right, wrong } = mark(spec, picked);
  const title = verdict(spec, picked);
  const comments = (indices) => (said.plain ? [] : indices.map((i) => spec.choices[i].feedback));
  if (right) return [message("juste", level, title, ...comments(picked), said.explanation)];
  if (picked.length === 0) return [message("juste", level, title, said.explanation)];
  const good = rightOnes(spec);
  const why = good.length > 1 ? `Pourquoi ${series(good)}\u202f?` : `Pourquoi le ${good[0]}\u202f?`;
  return [
    message("faux", level, title, ...comments(wrong)),
    said.explanation && message("juste", level, why, said.explanation),
  ].filter(Boolean);
}

/** One answer once validated: its state is a colour, a shape and a word, and the reader's own choice stays visible. */
function correctedRow(choice, i, text, chosen, praise, detail) {
  const state = choice.right ? "bon" : chosen ? "mal" : "autre";
  const word = choice.right ? praise : chosen ? "Votre choix" : "";
  const note = choice.right && chosen ? "Votre choix" : "";
  const narrow = [word, note && (word ? note.toLowerCase() : note)].filter(Boolean).join(", ");
  const colon = detail ? "\u00a0: " : "";
  return h("li", { class: `ligne ${state}` },
    h("span", { class: "lettre" }, LETTERS[i]),
    h("span", { class: "texte" },
      h("span", { html: text }),
      (detail || narrow) && h("small", null,
        note && h("b", { class: "large" }, note + colon),
        narrow && h("b", { class: "etroit", html: narrow + colon }),
        detail && h("span", { html: detail }))),
    word && h("span", { class: "etat" }, icon(choice.right ? "juste" : "faux", 30), h("span", { class: "mot", html: word }),
      state === "mal" && spoken("(pas encore)")));
}

function render({ model, el }) {
  const name = unique("quiz");
  const sheet = h("div", { class: "feuille-quiz", "aria-hidden": "true" });
  const question = h("div", { class: "question" });
  const margin = h("div", { class: "marge" });
  const aside = h("div", { class: "retour", role: "status" });
  const buttons = h("div", { class: "boutons" });
  const form = h("form", { class: "plateau", novalidate: true, onsubmit: submit }, sheet, question, margin, aside, buttons);
  const root = h("div", { class: el.closest(".activite") ? "a-quiz" : "a-quiz seul" }, form);

  let spec;
  let said;
  let context;
  let state;
  let drawn = "";

  function save(next) {
    state = next;
    model.set("answer", { picked: [...next.picked], done: next.done });
    model.save_changes();
  }

  function submit(event) {
    event.preventDefault();
    if (state.done) return;
    if (state.picked.length === 0) question.querySelector("input").focus();
    else finish(state.picked);
  }

  function finish(picked) {
    save({ picked, done: true });
    draw();
    aside.querySelector("[tabindex]").focus({ preventScroll: true });
    aside.scrollIntoView({ block: "nearest" });
  }

  function restart() {
    save({ picked: [], done: false });
    draw();
    question.querySelector("input").focus({ preventScroll: true });
    question.scrollIntoView({ block: "nearest" });
  }

  function pick() {
    const boxes = [...question.querySelectorAll("input")];
    state = { picked: boxes.flatMap((box, i) => (box.checked ? [i] : [])), done: false };
    drawn = key(); // so that the model's own echo draws nothing
    save(state);
    mirror(boxes);
  }

  /** Show the current choice without touching the inputs' nodes: arrow keys and focus go on undisturbed. */
  function mirror(boxes) {
    boxes.forEach((box, i) => {
      box.checked = state.picked.includes(i);
      box.parentElement.classList.toggle("pris", box.checked);
    });
    const ready = state.picked.length > 0;
    const go = buttons.firstElementChild;
    go.className = ready ? "bouton va" : "bouton attend";
    go.setAttribute("aria-disabled", String(!ready));
    go.textContent = ready ? `Je valide ${series(letters(state.picked))}`
      : spec.multiple ? "Cochez d’abord une case" : "Choisissez d’abord une réponse";
  }

  function drawQuestion(level) {
    const title = heading(level, { html: said.question });
    const usual = /^Cochez une seule case\.?$/.test(spec.instruction || "");
    const note = spec.instruction && h("p", { class: usual ? "consigne usuelle" : "consigne", id: `${name}-consigne`, html: spec.instruction });
    const kicker = context.kicker && h("p", { class: "surtitre" }, context.kicker);
    const packed = spec.choices.length > 3 ? "lignes serre" : "lignes"; // so that the button stays in view
    if (state.done) {
      const forgotten = (i) => spec.multiple && state.picked.length > 0 && !state.picked.includes(i);
      const praise = (i) => (forgotten(i) ? "À cocher aussi" : spec.praise || "C’est juste");
      const rows = spec.choices.map((choice, i) =>
        correctedRow(choice, i, said.choices[i], state.picked.includes(i), praise(i), said.plain ? "" : choice.detail));
      question.replaceChildren(...[kicker, title, h("ul", { class: packed }, rows)].filter(Boolean));
      return;
    }
    const rows = spec.choices.map((_, i) => answerRow({
      type: spec.multiple ? "checkbox" : "radio", name, letter: LETTERS[i], html: said.choices[i], key: i, onchange: pick }));
    question.replaceChildren(...[kicker, h("fieldset", { "aria-describedby": note && note.id },
      h("legend", null, title), note, h("div", { class: packed }, rows))].filter(Boolean));
  }

  function drawButtons() {
    if (state.done) {
      buttons.replaceChildren(
        h("button", { type: "button", class: "bouton", "data-cle": "recommencer", onclick: restart }, "Je recommence"));
      if (context.next) {
        buttons.append(h("a", { class: "bouton va", href: context.next.href }, context.next.label, icon("droite", 22)));
      }
      return;
    }
    buttons.replaceChildren(
      h("button", { type: "submit", "data-cle": "valider" }),
      h("button", { type: "button", class: "bouton nu", "data-cle": "nesaitpas", onclick: () => finish([]) }, "Je ne sais pas"));
    mirror([...question.querySelectorAll("input")]);
  }

  const key = () => JSON.stringify([spec, context, state, isEasy()]);

  function draw() {
    spec = model.get("spec");
    context = model.get("context") || {};
    state = clean(spec, model.get("answer"));
    if (key() === drawn) return;
    drawn = key();
    said = texts(spec);
    const level = Math.min(Math.max(Number(context.level) || 2, 1), 5);
    keepingFocus(root, () => {
      drawQuestion(level);
      drawButtons();
      aside.replaceChildren(...(state.done ? feedback(spec, said, state.picked, level + 1) : []));
    });
    if (context.margin !== undefined && margin.dataset.html !== context.margin) {
      margin.innerHTML = margin.dataset.html = context.margin;
    }
    margin.hidden = state.done || said.plain;
  }

  ignoreDoublePress(root);
  draw();
  el.replaceChildren(root);
  return follow(model, ["spec", "answer", "context"], draw);
}

export default { render };
