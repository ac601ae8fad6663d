// « Mes actions »: what the diagnostic advised, and the day chosen for each, shown again at the steps that come after it.
import { h } from "./dom.js";

const WHEN = { today: "aujourd’hui", week: "cette semaine", month: "ce mois-ci" };

/** The actions that the diagnostic's result shows first, those of the nearest horizon: [{ question, answer }]. */
function firstActions(spec, result) {
  const entries = [result.plan.today, result.plan.week, result.plan.month, result.later].find((list) => list.length > 0) || [];
  return entries.map((entry) => {
    const question = spec.questions.find((one) => one.id === entry.question);
    return { question, answer: question.answers[entry.answer] };
  });
}

export class Plan {
  /** `get(id)`, `put(id, value)`: a stored answer; `score()`: promise of the diagnostic's own function. */
  constructor({ get, put, score }) {
    Object.assign(this, { get, put, score });
    this.blocks = [...document.querySelectorAll("[data-plan]")];
    window.addEventListener("etabli:facile", () => this.draw());
  }

  async draw() {
    if (this.blocks.length === 0) return;
    const score = await this.score();
    this.blocks.forEach((block) => this.drawOne(block, score));
  }

  drawOne(block, score) {
    const id = block.dataset.plan;
    const activity = document.getElementById(`activite-${id}`);
    if (!activity) return;
    block.spec ??= JSON.parse(activity.querySelector("script.spec").textContent);
    const value = this.get(id);
    const result = score(block.spec, value.answers);
    const actions = value.done || !value.at ? firstActions(block.spec, result) : [];
    const days = (value.days && typeof value.days === "object" && value.days) || {};
    const key = JSON.stringify([actions.map((one) => one.question.id), result.emergency, days]);
    if (key === block.drawn) return;
    block.drawn = key;
    block.hidden = actions.length === 0;
    if (block.hidden) return block.replaceChildren();
    const held = block.contains(document.activeElement) ? document.activeElement.name : "";
    const when = WHEN[actions[0].answer.horizon];
    block.replaceChildren(
      h("div", { class: "tete-plan" },
        h("p", { class: "h3" }, when ? `Mes actions, ${when}` : "Mes actions"),
        h("a", { href: `#activite-${id}` }, "Revoir mon diagnostic")),
      h("ol", { class: "mes-actions" }, actions.map((one, i) => this.action(block, id, one, i + 1, days, Boolean(result.emergency)))));
    block.querySelector(`input[name="${held}"]`)?.focus({ preventScroll: true });
  }

  action(block, id, { question, answer }, n, days, urgent) {
    const input = h("input", { type: "text", name: question.id, value: String(days[question.id] ?? ""), maxlength: 40, autocomplete: "off" });
    input.addEventListener("input", () => this.date(block, id, question.id, input.value));
    const title = h("b", { id: `${block.parentElement.id}-${question.id}`, html: answer.action || answer.easy || question.text });
    input.setAttribute("aria-describedby", title.id);
    return h("li", null,
      h("span", { class: "numero", "aria-hidden": "true" }, n),
      h("p", null, title, answer.minutes > 0 && h("span", { class: "duree" }, `${answer.minutes}\u00a0min`)),
      !urgent && h("label", null, h("span", null, "Quel jour\u202f?"), input));
  }

  /** What is typed goes where the diagnostic keeps it; the field itself is left alone. */
  date(block, id, question, day) {
    const value = this.get(id);
    const { [question]: _, ...days } = value.days ?? {};
    const next = { ...value, days: day.trim() ? { ...days, [question]: day } : days };
    const [actions, emergency] = JSON.parse(block.drawn);
    block.drawn = JSON.stringify([actions, emergency, next.days]);
    this.put(id, next);
  }
}
