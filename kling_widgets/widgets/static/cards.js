// The jobs of a panel, one card each: stage, clock, what it costs, where it went.
//
// Python writes the trait `cards`; this page only draws it and ticks the clocks.
// A clock ticks only after a sign of life from the kernel, and until Jupyter marks
// the widget as cut off from it: nothing pretends that a job is still being watched.

import { CardView } from "./card.js";
import { PLAYER_WORDS } from "../../clips/player.js";
import { begin, element, follow, say } from "./dom.js";

/** @typedef {import("./card.js").Card} Card */
/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./dom.js").Model} Model */

const TICK_MS = 1000;
const CUT_OFF = ".jupyter-widgets-disconnected";
const PANEL = ".kling-studio";
const WORKPLACES = new Set(["INPUT", "TEXTAREA", "SELECT", "CANVAS"]);

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
    this.gone = element("p", { class: "kling-gone kling-error", role: "alert" });
    root.append(this.gone);
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
      this.views.get(String(message.id))?.take(buffers[0], film);
    }
    if (message.kind === "reveal") this.reveal();
    this.tick();
  }

  /**
   * Whoever asked for these cards is brought to them, for they may be below the fold;
   * but not who types meanwhile, or has started the job from a cell.
   */
  reveal() {
    const { activeElement: now, body } = document;
    const isHere = !now || now === body || this.root.closest(PANEL)?.contains(now);
    if (isHere && !WORKPLACES.has(now?.tagName ?? "")) this.root.querySelector("article")?.focus();
  }

  /** A change of the trait is news from the kernel. */
  change() {
    this.alive = true;
    this.draw();
  }

  tick() {
    const isCutOff = this.root.closest(CUT_OFF) !== null;
    for (const view of this.views.values()) view.tick(this.alive && !isCutOff);
    const isWaitedFor = [...this.views.values()].some((view) => view.card?.ticking);
    say(this.gone, isCutOff && isWaitedFor ? this.model.get("gone") : "");
  }
}

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const controller = begin(model, el, PLAYER_WORDS);
  const root = element("section", { class: "kling-cards", "aria-label": model.get("label") });
  const list = new List(model, root);
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
