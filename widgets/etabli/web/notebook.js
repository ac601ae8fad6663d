// Ends an activity's module in a notebook (JupyterLab, stock Voilà): Python puts this text after it and names it `etabliActivity`.

const ETABLI_ASK_AGAIN = 10000; // ms after which fonts that never came are asked for once more

/** The kernel sends the fonts once per page, as bytes: they would weigh on every saved widget if they were a trait. */
function etabliFonts(model) {
  const known = [...document.fonts].some((face) => face.family.replaceAll('"', "") === "Andika");
  if (known || Date.now() - (globalThis.etabliFontsAsked || 0) < ETABLI_ASK_AGAIN) return;
  globalThis.etabliFontsAsked = Date.now();
  const receive = (message, buffers) => {
    if (!message || message.type !== "fonts") return;
    model.off("msg:custom", receive);
    message.faces.forEach(({ family, weight, range }, i) => {
      const face = new FontFace(family, buffers[i], { weight, unicodeRange: range });
      face.load().then(() => document.fonts.add(face), () => undefined);
    });
  };
  model.on("msg:custom", receive);
  model.send({ type: "fonts" });
}

export default {
  render(view) {
    const { el, model } = view;
    el.lang = "fr";
    // JupyterLab's shortcuts are single keys and arrows. Inside the activity they are the activity's: what has the
    // focus says so itself, since JupyterLab looks there first.
    el.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
    el.style.setProperty("--t", '"Etabli Signes", Bricolage, Andika, Verdana, sans-serif');
    el.style.setProperty("--c", '"Etabli Signes", Andika, Verdana, sans-serif');
    etabliFonts(model);
    return etabliActivity.render(view);
  },
};
