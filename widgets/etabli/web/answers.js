// Keeps answers: in this browser at once, then in the room's server. Nothing typed is ever lost silently.

const DELAY = 400;            // ms of quiet before an answer leaves
const BACKOFF = [1, 2, 4, 8, 15];   // seconds between two tries while the link is down

/** Reads and writes localStorage, and goes on without it (private windows, policies of public PCs). */
export function openStore(prefix) {
  let store = null;
  try {
    store = window.localStorage;
    store.setItem("etabli:essai", "1");
    store.removeItem("etabli:essai");
  } catch {
    store = null;
  }
  return {
    kept: store !== null,
    prefix,
    read(key) {
      try { return JSON.parse(store.getItem(prefix + key)); } catch { return null; }
    },
    write(key, value) {
      try { store.setItem(prefix + key, JSON.stringify(value)); return true; } catch { return false; }
    },
    keys() {
      if (!store) return [];
      const all = Array.from({ length: store.length }, (_, i) => store.key(i));
      return all.filter((k) => k.startsWith(prefix)).map((k) => k.slice(prefix.length));
    },
    clear() {
      for (const key of this.keys()) store.removeItem(prefix + key);
    },
  };
}

export function cookie(name) {
  const found = document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)"));
  return found ? decodeURIComponent(found[1]) : "";
}

/**
 * One record per activity: {value, version, dirty}. `dirty` = the server has not got it yet.
 * `onValue(id, value)` is called when a value comes from elsewhere (server, other tab),
 * `onState({link, unsent, stored, refused, kept})` whenever what is shown to the person may change.
 */
export class Answers {
  constructor({ store, ids, url, room, onValue, onState, onOver = () => {} }) {
    Object.assign(this, { store, ids, url, room, onValue, onState, onOver });
    this.records = new Map();
    this.flying = new Set();
    this.timers = new Map();
    this.link = "ok";         // ok | cut | seat (the seat is not known any more)
    this.tries = 0;
    this.refused = new Map(); // id → the server's reason
    for (const id of ids) {
      const record = store.read(id);
      if (record && typeof record === "object" && "value" in record) this.records.set(id, record);
    }
    window.addEventListener("storage", (e) => this.fromOtherTab(e));
    if (room) {
      window.addEventListener("online", () => this.retry());
      window.addEventListener("pagehide", () => this.flush());
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") this.flush();
      });
    }
  }

  get(id) {
    return this.records.get(id)?.value ?? {};
  }

  get unsent() {
    return [...this.records.values()].filter((r) => r.dirty).length;
  }

  /** A change made here. */
  put(id, value) {
    const known = this.records.get(id);
    if (known && JSON.stringify(known.value) === JSON.stringify(value)) return;
    this.keep(id, { value, version: known?.version ?? 0, dirty: this.room });
    this.refused.delete(id);
    if (!this.room) return this.tell();
    clearTimeout(this.timers.get(id));
    this.timers.set(id, setTimeout(() => this.send(id), DELAY));
    this.tell();
  }

  keep(id, record) {
    this.records.set(id, record);
    record.stored = this.store.write(id, { value: record.value, version: record.version, dirty: record.dirty });
  }

  tell() {
    const all = [...this.records.values()];
    this.onState({
      link: this.link,
      unsent: this.unsent,
      answered: all.length,
      refused: [...this.refused.values()],
      kept: this.store.kept && all.every((r) => r.stored !== false),
    });
  }

  /** Server's answers join local ones: what was typed here and never sent wins and leaves again. */
  async start() {
    this.tell();
    if (!this.room) return;
    try {
      const response = await fetch(this.url, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (response.status === 403) return this.unseated(response);
      if (!response.ok) return this.cut("cut");
      const { reponses } = await response.json();
      for (const id of this.ids) {
        const mine = this.records.get(id);
        const theirs = reponses[id];
        if (mine?.dirty) {
          mine.version = theirs?.version ?? 0;
          this.keep(id, mine);
        } else if (theirs) {
          const changed = JSON.stringify(mine?.value) !== JSON.stringify(theirs.valeur);
          this.keep(id, { value: theirs.valeur, version: theirs.version, dirty: false });
          if (changed) this.onValue(id, theirs.valeur);
        } else if (mine) {   // wiped at the end of a session: it goes from here too
          this.keep(id, { value: {}, version: 0, dirty: false });
          this.onValue(id, {});
        }
      }
      this.mended();
      this.sendAll();
    } catch {
      this.cut("cut");
    }
  }

  sendAll() {
    for (const [id, record] of this.records) if (record.dirty) this.send(id);
  }

  async send(id, { last = false } = {}) {
    const record = this.records.get(id);
    if (!record?.dirty || (this.flying.has(id) && !last)) return;
    clearTimeout(this.timers.get(id));
    this.flying.add(id);
    const body = JSON.stringify({ valeur: record.value, version: record.version });
    try {
      const response = await fetch(`${this.url}/${encodeURIComponent(id)}`, {
        method: "PUT",
        body,
        keepalive: last,
        headers: { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") },
      });
      const now = this.records.get(id);
      if (response.ok) {
        now.version = (await response.json()).version;
        now.dirty = now.value !== record.value;
        this.keep(id, now);
        this.mended();
      } else if (response.status === 409) {   // someone wrote meanwhile: what is on this screen is kept
        now.version = (await response.json()).version;
        this.keep(id, now);
      } else if (response.status === 403) {
        return this.unseated(response);
      } else if (response.status === 404 || response.status === 413 || response.status === 400) {
        const { message = "" } = await response.json().catch(() => ({}));
        this.refused.set(id, message);
        now.dirty = false;
        this.keep(id, now);
        this.tell();
      } else {
        return this.cut("cut");
      }
    } catch {
      return this.cut("cut");
    } finally {
      this.flying.delete(id);
    }
    if (this.records.get(id).dirty) {
      clearTimeout(this.timers.get(id));
      this.timers.set(id, setTimeout(() => this.send(id), DELAY));
    }
  }

  /** The page goes away: send what is left without waiting. */
  flush() {
    for (const [id, record] of this.records) if (record.dirty) this.send(id, { last: true });
  }

  /** The room does not know this seat: it was wiped with the session, or taken up elsewhere. */
  async unseated(response) {
    const { fini } = await response.json().catch(() => ({}));
    if (!fini) return this.cut("seat");
    this.forget();
    return this.onOver();
  }

  /** Nothing is kept nor sent any more. */
  forget() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    clearTimeout(this.retrying);
    this.room = false;
    this.clear();
  }

  cut(why) {
    this.link = why;
    clearTimeout(this.retrying);
    if (why === "cut") {
      const wait = BACKOFF[Math.min(this.tries, BACKOFF.length - 1)];
      this.tries += 1;
      this.retrying = setTimeout(() => this.retry(), wait * 1000);
    }
    this.tell();
  }

  mended() {
    clearTimeout(this.retrying);
    this.link = "ok";
    this.tries = 0;
    this.tell();
  }

  /** One try now: the whole exchange again, since the server may have changed too. */
  retry() {
    clearTimeout(this.retrying);
    return this.start();
  }

  fromOtherTab(event) {
    const id = event.key?.startsWith(this.store.prefix) ? event.key.slice(this.store.prefix.length) : null;
    if (id === null || !this.ids.includes(id)) return;
    const theirs = this.store.read(id);
    if (!theirs) {   // « Recommencer » in the other tab
      this.records.delete(id);
      this.onValue(id, {});
      return this.tell();
    }
    const mine = this.records.get(id);
    if (mine && JSON.stringify(mine.value) === JSON.stringify(theirs.value)) {
      mine.version = Math.max(mine.version, theirs.version);
      mine.dirty = mine.dirty && theirs.dirty;
      return this.tell();
    }
    clearTimeout(this.timers.get(id));
    this.records.set(id, { ...theirs, stored: true });
    this.onValue(id, theirs.value);
    this.tell();
  }

  clear() {
    this.store.clear();
    this.records.clear();
    this.refused.clear();
    for (const id of this.ids) this.onValue(id, {});
    this.tell();
  }
}
