// The jobs of a panel, one card each: stage, clock, what it costs, where it went.
//
// Python writes the trait `cards`; this page only draws it and ticks the clocks.
// A clock ticks only after a sign of life from the kernel, so that a notebook
// opened without one does not pretend that a job is still being watched.

import { playerBar } from "../../clips/player.js";
import { element, follow, say } from "./dom.js";

/** @typedef {import("../../clips/player.js").Film} Film */
/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./dom.js").Model} Model */

/**
 * @typedef {object} Card What Python says of one job, in plain values.
 * @property {string} id
 * @property {string} tone One of "busy", "done", "bad", "idle".
 * @property {string} stage The state in words.
 * @property {number | null} elapsed Seconds since Generate, when this was sent.
 * @property {boolean} ticking Whether the clock goes on.
 * @property {string} band How long such a clip usually takes.
 * @property {number | null} late_after Seconds after which it takes longer than usual.
 * @property {string} prompt
 * @property {string} facts Model, mode, length and price.
 * @property {string} note
 * @property {string} error
 * @property {string} stop What it means to stop watching; empty when it cannot be stopped.
 * @property {boolean} inline Whether the clip is to be played in the card itself.
 * @property {boolean} chains Whether its last frame can become the next picture.
 */

const TICK_MS = 1000;
const CHAIN = "Start the next clip from its last frame";

/**
 * @param {number} seconds
 * @returns {string} Minutes and seconds, as a clock shows them.
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** One job on the page. */
class CardView {
  /** @param {(message: Message) => void} send */
  constructor(send) {
    this.send = send;
    /** @type {Card | null} */
    this.card = null;
    this.since = 0;
    this.clipUrl = "";
    this.ui = {
      stage: element("span", { class: "kling-stage" }),
      time: element("span", { class: "kling-time" }),
      band: element("span", { class: "kling-band" }),
      prompt: element("p", { class: "kling-prompt" }),
      facts: element("p", { class: "kling-small" }),
      note: element("p", { class: "kling-note" }),
      error: element("p", { class: "kling-error" }),
      stop: element("button", { type: "button", class: "kling-button" }, "Stop watching"),
      meaning: element("span", { class: "kling-small" }),
      chain: element("button", { type: "button", class: "kling-button" }, CHAIN),
    };
    this.stopping = element("div", { class: "kling-stop" }, this.ui.stop, this.ui.meaning);
    this.next = element("div", { class: "kling-stop" }, this.ui.chain);
    this.root = this.assemble();
    this.ui.stop.addEventListener("click", () => this.card && send({ kind: "stop", id: this.card.id }));
    this.ui.chain.addEventListener("click", () => this.card && send({ kind: "chain", id: this.card.id }));
  }

  /** @returns {HTMLElement} */
  assemble() {
    const { stage, time, band, prompt, facts, note, error } = this.ui;
    const dot = element("span", { class: "kling-dot", "aria-hidden": "true" });
    // Only what is news is announced; the ticking clock is not.
    const news = element("div", { class: "kling-news", role: "status", "aria-live": "polite" });
    news.append(stage, note, error);
    const head = element("div", { class: "kling-head" }, dot, news, time, band);
    return element("article", { class: "kling-card", tabindex: "-1" }, head, prompt, facts, this.stopping, this.next);
  }

  /** @param {Card} card */
  show(card) {
    this.card = card;
    this.since = performance.now();
    this.root.dataset.tone = card.tone;
    for (const name of /** @type {const} */ (["stage", "prompt", "facts", "note", "error"]))
      say(this.ui[name], card[name]);
    say(this.ui.meaning, card.stop);
    const loses_focus = card.stop === "" && this.stopping.contains(document.activeElement);
    this.stopping.hidden = card.stop === "";
    this.next.hidden = !card.chains;
    if (loses_focus) this.root.focus({ preventScroll: true });
    if (card.inline && !this.clipUrl) this.send({ kind: "clip", id: card.id });
  }

  /** @param {boolean} alive Whether the kernel has been heard. */
  tick(alive) {
    if (!this.card) return;
    const { elapsed, ticking, band, late_after } = this.card;
    const here = ticking && alive ? (performance.now() - this.since) / 1000 : 0;
    const seconds = (elapsed ?? 0) + here;
    const late = late_after !== null && seconds > late_after;
    say(this.ui.time, elapsed === null ? "" : `${ticking ? "" : "took "}${clock(seconds)}`);
    say(this.ui.band, late ? `${band}; longer than usual, and still going` : band);
  }

  /**
   * Play the clip in the card, where no cell output can show it.
   *
   * @param {DataView} bytes
   * @param {Film} film
   */
  play(bytes, film) {
    if (this.clipUrl) return;
    this.clipUrl = URL.createObjectURL(new Blob([/** @type {any} */ (bytes)], { type: "video/mp4" }));
    const video = element("video", { class: "kling-clip", src: this.clipUrl, "aria-label": "Clip" });
    Object.assign(video, { controls: true, muted: true, loop: true, playsInline: true });
    this.root.append(video, playerBar(video, film, this.root));
  }

  close() {
    URL.revokeObjectURL(this.clipUrl);
    this.root.remove();
  }
}

/** All jobs of one panel. */
class List {
  /**
   * @param {Model} model
   * @param {HTMLElement} root
   */
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.alive = false;
    /** @type {Map<string, CardView>} */
    this.views = new Map();
  }

  /** Draw the cards in Python's order, keeping those that are there. */
  draw() {
    /** @type {Card[]} */
    const cards = this.model.get("cards");
    this.prune(new Set(cards.map((card) => card.id)));
    cards.forEach((card, place) => {
      const view = this.view(card.id);
      const known = JSON.stringify(view.card) === JSON.stringify(card);
      if (!known) view.show(card);
      const there = this.root.children[place];
      if (there !== view.root) this.root.insertBefore(view.root, there ?? null);
    });
    this.root.hidden = cards.length === 0;
    this.tick();
  }

  /**
   * @param {string} id
   * @returns {CardView}
   */
  view(id) {
    const view = this.views.get(id) ?? new CardView((message) => this.model.send(message));
    this.views.set(id, view);
    return view;
  }

  /** @param {Set<string>} ids The jobs that stay. */
  prune(ids) {
    for (const [id, view] of this.views) {
      if (ids.has(id)) continue;
      view.close();
      this.views.delete(id);
    }
  }

  /**
   * @param {Message} message
   * @param {DataView[]} buffers
   */
  hear(message, buffers) {
    this.alive = true;
    if (message.kind === "clip" && buffers[0]) {
      const film = { fps: Number(message.fps), name: String(message.name), path: String(message.path) };
      this.views.get(String(message.id))?.play(buffers[0], film);
    }
    this.tick();
  }

  /** A change of the trait is news from the kernel. */
  change() {
    this.alive = true;
    this.draw();
  }

  tick() {
    for (const view of this.views.values()) view.tick(this.alive);
  }
}

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  // JupyterLab's one-letter shortcuts would act on the cell while a button has focus.
  const attributes = { class: "kling-cards", "aria-label": "Jobs", "data-lm-suppress-shortcuts": "true" };
  const root = element("section", attributes);
  const list = new List(model, root);
  const controller = new AbortController();
  follow(model, "change:cards", () => list.change(), controller.signal);
  follow(model, "msg:custom", (message, buffers) => list.hear(message, buffers), controller.signal);
  el.append(root);
  list.draw();
  // Which load of the page this is: output from before a reload is not updated any more.
  model.send({ kind: "hello", page: performance.timeOrigin });
  const timer = setInterval(() => list.tick(), TICK_MS);
  return () => {
    clearInterval(timer);
    controller.abort();
    list.prune(new Set());
    root.remove();
  };
}

export default { render };
