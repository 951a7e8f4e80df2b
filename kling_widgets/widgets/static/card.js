// One job's card: where it stands, since when, and what can be done about it.
//
// Every word comes from Python; this page draws them and ticks the clocks.

import { playerBar } from "../../clips/player.js";
import { ActionList } from "./card_actions.js";
import { element, say, unique } from "./dom.js";

/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./card_actions.js").Action} Action */
/** @typedef {import("../../clips/player.js").Film} Film */

/**
 * @typedef {object} Card What Python says of one job, in plain values.
 * @property {string} id
 * @property {string} tone One of "busy", "held", "done", "bad", "idle".
 * @property {string} stage The state in words.
 * @property {number | null} elapsed Seconds since Generate, when this was sent.
 * @property {string} took How to say that it is over, with {time} in it; else empty.
 * @property {boolean} ticking Whether the clock goes on.
 * @property {[number, string][]} bands What to say of the time from which second on.
 * @property {number | null} left Seconds until it goes on of itself.
 * @property {[string, string]} next How to say that, with {time} in it, and that it does.
 * @property {string} prompt
 * @property {string} facts Model, mode, length and price.
 * @property {string} note One sentence on what is going on.
 * @property {string} error
 * @property {string} hint
 * @property {string} problem What was wrong with what was pressed.
 * @property {Action[]} actions
 * @property {string} back How to leave a question.
 * @property {string} clip What a screen reader calls the clip.
 * @property {boolean} inline Whether the clip is to be played in the card itself.
 */

const TEXTS = /** @type {const} */ (["stage", "prompt", "facts", "note", "error", "hint"]);

/**
 * @param {number} seconds
 * @returns {string} Minutes and seconds, as a clock shows them.
 */
function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** One job on the page. */
export class CardView {
  /** @param {(message: Message) => void} send */
  constructor(send) {
    this.send = send;
    /** @type {Card | null} */
    this.card = null;
    this.since = 0;
    this.clipUrl = "";
    this.opens = false;
    this.ui = {
      stage: element("span", { class: "kling-stage", id: unique() }),
      time: element("span", { class: "kling-time" }),
      band: element("span"),
      next: element("span", { class: "kling-next" }),
      prompt: element("p", { class: "kling-prompt", id: unique() }),
      facts: element("p", { class: "kling-small" }),
      note: element("p"),
      error: element("p", { class: "kling-error" }),
      hint: element("p", { class: "kling-small" }),
    };
    this.actions = new ActionList((message) => this.act(message));
    this.root = this.assemble();
  }

  /** @returns {HTMLElement} */
  assemble() {
    const { stage, time, band, next, prompt, facts, note, error, hint } = this.ui;
    const dot = element("span", { class: "kling-dot", "aria-hidden": "true" });
    // Only what is news is announced; the ticking clocks are not.
    const news = { role: "status", "aria-live": "polite" };
    const times = element("div", { class: "kling-times" }, time, band, next);
    const title = element("div", news, dot, stage);
    const head = element("div", { class: "kling-head" }, title, times);
    const said = element("div", news, note, error);
    const named = { class: "kling-card", tabindex: "-1", "aria-labelledby": `${stage.id} ${prompt.id}` };
    return element("article", named, head, said, prompt, facts, hint, this.actions.root);
  }

  /** @param {Card} card */
  show(card) {
    this.card = card;
    this.since = performance.now();
    this.root.dataset.tone = card.tone;
    for (const name of TEXTS) say(this.ui[name], card[name]);
    const hadFocus = this.actions.hasFocus;
    this.actions.show(card.actions, card.back, card.problem);
    // Keys that were meant for a button must not reach the notebook's cells.
    if (hadFocus && !this.actions.hasFocus) this.root.focus({ preventScroll: true });
    if (card.inline && !this.clipUrl) this.send({ kind: "clip", id: card.id });
  }

  /** @param {Record<string, unknown>} message */
  act(message) {
    if (!this.card) return;
    const opens = message.kind === "open";
    this.opens ||= opens;
    if (opens && this.clipUrl) this.open();
    else this.send({ ...message, kind: opens ? "clip" : String(message.kind), id: this.card.id });
  }

  /** @param {boolean} alive Whether the kernel has been heard. */
  tick(alive) {
    if (!this.card) return;
    const { elapsed, took, ticking, bands, left, next } = this.card;
    const here = ticking && alive ? (performance.now() - this.since) / 1000 : 0;
    const seconds = (elapsed ?? 0) + here;
    const time = clock(seconds);
    say(this.ui.time, elapsed === null ? "" : took ? took.replace("{time}", time) : time);
    say(this.ui.band, bands.filter(([from]) => seconds >= from).at(-1)?.[1] ?? "");
    const toWait = left === null ? null : left - here;
    const soon = toWait !== null && toWait < 1 ? next[1] : next[0].replace("{time}", clock(toWait ?? 0));
    say(this.ui.next, toWait === null ? "" : soon);
  }

  /**
   * Take the clip: to play it here where no cell output can, or in a tab of its own.
   *
   * @param {DataView} bytes
   * @param {Film} film
   */
  take(bytes, film) {
    this.clipUrl ||= URL.createObjectURL(new Blob([/** @type {any} */ (bytes)], { type: "video/mp4" }));
    if (this.opens) this.open();
    if (this.card?.inline && !this.root.querySelector("video")) this.play(film);
  }

  open() {
    this.opens = false;
    window.open(this.clipUrl, "_blank");
  }

  /** @param {Film} film */
  play(film) {
    const named = { class: "kling-clip", src: this.clipUrl, "aria-label": this.card?.clip ?? "" };
    const video = element("video", named);
    Object.assign(video, { controls: true, muted: true, loop: true, playsInline: true });
    this.root.append(video, playerBar(video, film, this.root));
  }

  close() {
    URL.revokeObjectURL(this.clipUrl);
    this.root.remove();
  }
}
