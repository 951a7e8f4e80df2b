// What the page has of the jobs: rows by their place, pictures by their job.
// It asks for what is on the screen, at most every ASK_MS, and forgets what is far.

import { unique } from "./dom.js";

/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./dom.js").Model} Model */

/**
 * @typedef {object} Row What Python says of one job, in plain values.
 * @property {string} id
 * @property {string} tone One of "busy", "held", "done", "bad", "idle".
 * @property {string} stage The state in words.
 * @property {string} at When it was started, as ISO text.
 * @property {string} prompt
 * @property {string} facts Model, mode, length and price.
 * @property {string} note
 * @property {string} error
 * @property {boolean} starred
 * @property {string} file Where the clip was saved.
 * @property {boolean} plays Whether it is there.
 */

const PAGE = 40;
const ASK_MS = 60;
const KEPT_ROWS = 1200;
const KEPT_PICTURES = 400;

export class Rows {
  /**
   * @param {Model} model
   * @param {() => void} changed Called when there is something new to draw.
   */
  constructor(model, changed) {
    this.model = model;
    this.changed = changed;
    this.view = unique();
    this.search = 0;
    this.total = 0;
    this.all = 0;
    this.known = false;
    /** @type {string[]} */
    this.models = [];
    /** @type {Map<number, Row>} */
    this.rows = new Map();
    /** @type {Set<number>} Pages that have come for this search, or are on their way. */
    this.pages = new Set();
    /** @type {Map<string, string>} */
    this.pictures = new Map();
    this.first = 0;
    this.last = -1;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.waits = false;
  }

  /**
   * Ask a new question; what is shown stays until the answer comes.
   *
   * @param {Record<string, unknown>} filters
   */
  find(filters) {
    this.search += 1;
    // The first rows come with the answer where they are what is looked at.
    const count = this.first < PAGE ? PAGE : 0;
    this.send({ kind: "find", search: this.search, count, ...filters });
  }

  /** @param {Message} message */
  send(message) {
    this.model.send({ view: this.view, ...message });
  }

  /**
   * Say which places are on the screen.
   *
   * @param {number} first
   * @param {number} last
   */
  look(first, last) {
    [this.first, this.last] = [first, last];
    if (this.timer) this.waits = true;
    else this.ask();
  }

  /** Ask for what the screen lacks: at once, and then not again for a moment. */
  ask() {
    this.waits = false;
    this.timer = setTimeout(() => this.rest(), ASK_MS);
    for (let page = Math.floor(this.first / PAGE); page * PAGE <= this.last; page += 1) {
      if (this.pages.has(page)) continue;
      this.pages.add(page);
      this.send({ kind: "rows", search: this.search, start: page * PAGE, count: PAGE });
    }
    const ids = this.unseen();
    if (ids.length) this.send({ kind: "pictures", ids });
  }

  rest() {
    this.timer = undefined;
    if (this.waits) this.ask();
  }

  /** @returns {string[]} The jobs on the screen whose pictures have not come. */
  unseen() {
    const ids = [];
    for (let place = this.first; place <= this.last; place += 1) {
      const row = this.rows.get(place);
      if (row?.plays && !this.pictures.has(row.id)) ids.push(row.id);
    }
    return ids;
  }

  /**
   * Take an answer of the kernel.
   *
   * @param {Message} message
   * @param {DataView[]} buffers
   */
  hear(message, buffers) {
    if (message.kind === "found" && message.search === this.search) this.takeCount(message);
    else if (message.kind === "rows" && message.search === this.search) this.takeRows(message);
    else if (message.kind === "pictures") this.takePictures(message, buffers);
    else return;
    this.changed();
  }

  /** @param {Message} message */
  takeCount(message) {
    this.known = true;
    this.total = Number(message.total);
    this.all = Number(message.all);
    this.models = /** @type {string[]} */ (message.models);
    this.pages.clear();
    for (const place of this.rows.keys()) if (place >= this.total) this.rows.delete(place);
    this.takeRows(message);
    if (message.rows) this.pages.add(0);
  }

  /** @param {Message} message */
  takeRows(message) {
    const start = Number(message.start);
    const rows = /** @type {Row[]} */ (message.rows ?? []);
    rows.forEach((row, place) => this.rows.set(start + place, row));
    if (this.rows.size > KEPT_ROWS) this.forgetFar();
  }

  /** Keep the rows around the screen, and ask for the others again when they come up. */
  forgetFar() {
    const [low, high] = [this.first - KEPT_ROWS / 3, this.last + KEPT_ROWS / 3];
    for (const place of this.rows.keys()) {
      if (place >= low && place <= high) continue;
      this.rows.delete(place);
      this.pages.delete(Math.floor(place / PAGE));
    }
  }

  /**
   * @param {Message} message
   * @param {DataView[]} buffers
   */
  takePictures(message, buffers) {
    const ids = /** @type {string[]} */ (message.ids);
    ids.forEach((id, place) => {
      if (this.pictures.has(id)) return;
      const blob = new Blob([/** @type {any} */ (buffers[place])], { type: "image/jpeg" });
      this.pictures.set(id, URL.createObjectURL(blob));
    });
    const shown = new Set();
    for (let place = this.first; place <= this.last; place += 1) shown.add(this.rows.get(place)?.id);
    for (const id of this.pictures.keys()) {
      if (this.pictures.size <= KEPT_PICTURES) break;
      if (!shown.has(id)) this.forgetPicture(id);
    }
  }

  /** @param {string} id */
  forgetPicture(id) {
    URL.revokeObjectURL(this.pictures.get(id) ?? "");
    this.pictures.delete(id);
  }

  /** Forget what answers to other filters. */
  clear() {
    this.rows.clear();
    this.pages.clear();
  }

  close() {
    clearTimeout(this.timer);
    for (const id of [...this.pictures.keys()]) this.forgetPicture(id);
  }
}
