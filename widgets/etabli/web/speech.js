// Reads aloud with the voices of this computer only: a remote voice would send the text away.

export class Speech {
  constructor({ onChange }) {
    this.onChange = onChange;
    this.voice = null;
    this.queue = [];
    this.playing = null;
    const synth = window.speechSynthesis;
    if (!synth) return;
    this.synth = synth;
    const look = () => {
      const voices = synth.getVoices().filter((v) => v.localService && /^fr\b/i.test(v.lang));
      this.voice = voices.find((v) => /^fr.FR$/i.test(v.lang)) ?? voices[0] ?? null;
      this.onChange();
    };
    look();
    synth.addEventListener?.("voiceschanged", look);
    window.addEventListener("pagehide", () => synth.cancel());
  }

  get able() {
    return this.voice !== null;
  }

  /** Says the text of each element in turn, marking the one being read. */
  say(elements, source) {
    this.stop();
    if (!this.able) return;
    this.queue = elements.filter((e) => heardAs(e));
    this.playing = source;
    this.next();
  }

  next() {
    this.marked?.classList.remove("lecture");
    const element = this.queue.shift();
    if (!element) return this.stop();
    this.marked = element;
    element.classList.add("lecture");
    const words = new SpeechSynthesisUtterance(heardAs(element));
    words.voice = this.voice;
    words.lang = this.voice.lang;
    words.rate = 0.9;
    const turn = (this.turn = {});
    words.onend = () => { if (turn === this.turn) this.next(); };
    words.onerror = () => { if (turn === this.turn) this.stop(); };
    this.synth.speak(words);
    this.onChange();
  }

  stop() {
    this.turn = null;
    this.queue = [];
    this.playing = null;
    this.marked?.classList.remove("lecture");
    this.marked = null;
    this.synth?.cancel();
    this.onChange();
  }
}

function heardAs(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("svg, button, .sr, [hidden], script").forEach((e) => e.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
}

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, legend, label, figcaption, blockquote";

/** The visible blocks of text in `root`, outermost lists split into their items, in reading order. */
export function readable(root) {
  return [...root.querySelectorAll(BLOCKS)].filter(
    (e) => !e.querySelector(BLOCKS) && e.getClientRects().length > 0 && !e.closest(".sr, [aria-hidden='true']"),
  );
}
