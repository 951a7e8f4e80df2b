// The buttons of one card. Some act at once; some ask first, for a word or for a yes.

import { copyText } from "../../clips/player.js";
import { element, say, unique } from "./dom.js";

/**
 * @typedef {object} Action What can be done; every text is written by Python.
 * @property {string} kind What is sent when it is pressed.
 * @property {string} label
 * @property {boolean} primary Whether it is the one to press.
 * @property {string} says Stands beside the button.
 * @property {string} title Comes up over the button.
 * @property {string} asks What must be agreed to first.
 * @property {string} field What must be filled in first.
 * @property {string} yes The button that agrees, or hands in.
 * @property {string} text What is copied.
 * @property {string} done Says that it was copied.
 */

const COPIED_MS = 2000;
const MAX_TEXT = "1000";

/** One button, with what it asks first if it does. */
class ActionView {
  /**
   * @param {Action} action
   * @param {(message: Record<string, unknown>) => void} act
   */
  constructor(action, act) {
    this.action = action;
    this.act = act;
    this.button = element("button", { type: "button", class: "kling-button" }, action.label);
    if (action.primary) this.button.dataset.primary = "true";
    if (action.title) this.button.title = action.title;
    this.button.addEventListener("click", (event) => this.press(event));
    this.root = element("div", { class: "kling-action" }, this.button);
    if (action.says) this.describe(action.says);
    this.question = action.asks || action.field ? this.ask() : null;
  }

  /** @param {string} text */
  describe(text) {
    const id = unique();
    this.button.setAttribute("aria-describedby", id);
    this.root.append(element("span", { class: "kling-small", id }, text));
  }

  /** @returns {HTMLElement} The question, which is hidden until it is asked. */
  ask() {
    const { asks, field, yes } = this.action;
    const id = unique();
    const question = element("form", { class: "kling-question", id, "aria-label": this.action.label });
    this.input = element("input", { type: "text", maxlength: MAX_TEXT, spellcheck: "false", required: "" });
    this.yes = element("button", { type: "submit", class: "kling-button" }, yes);
    this.back = element("button", { type: "button", class: "kling-button" });
    if (asks) question.append(element("p", {}, asks));
    else question.append(element("label", {}, element("span", {}, field), this.input));
    question.append(this.yes, this.back);
    question.hidden = true;
    question.addEventListener("submit", (event) => this.answer(event));
    question.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    // JupyterLab keeps Enter from handing a form in.
    this.input.addEventListener("keydown", (event) => event.key === "Enter" && this.answer(event));
    this.back.addEventListener("click", () => this.close());
    this.button.setAttribute("aria-controls", id);
    this.button.setAttribute("aria-expanded", "false");
    return question;
  }

  /** @param {MouseEvent} event */
  press(event) {
    if (event.detail > 1) return; // the second half of a double click
    if (this.question) this.question.hidden ? this.open() : this.close();
    else if (this.action.text) this.copy();
    else this.act({ kind: this.action.kind });
  }

  async copy() {
    if (!(await copyText(this.action.text))) return;
    this.button.textContent = this.action.done;
    setTimeout(() => (this.button.textContent = this.action.label), COPIED_MS);
  }

  open() {
    this.set(true);
    // Where money is at stake, a second Enter must not agree.
    (this.action.field ? this.input : this.back)?.focus({ preventScroll: true });
  }

  close() {
    this.set(false);
    this.button.focus({ preventScroll: true });
  }

  /** @param {boolean} isOpen */
  set(isOpen) {
    if (this.question) this.question.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
  }

  /** @param {Event} event */
  answer(event) {
    event.preventDefault();
    const { kind, field } = this.action;
    // What was typed stays, to be mended if it was wrong.
    if (field && !this.input?.value.trim()) return this.input?.focus();
    if (field) return this.act({ kind, text: this.input?.value });
    this.close();
    this.act({ kind });
  }
}

/** All buttons of a card, and their questions below them. */
export class ActionList {
  /** @param {(message: Record<string, unknown>) => void} act */
  constructor(act) {
    this.act = act;
    /** @type {Map<string, ActionView>} */
    this.views = new Map();
    this.buttons = element("div", { class: "kling-actions" });
    this.questions = element("div");
    this.problem = element("p", { class: "kling-error", role: "alert" });
    this.root = element("div", {}, this.buttons, this.questions, this.problem);
  }

  /**
   * Show these buttons. One that stays is left alone, with its focus and its question.
   *
   * @param {Action[]} actions
   * @param {string} back
   * @param {string} problem What was wrong with the last one.
   */
  show(actions, back, problem) {
    const stay = new Set(actions.map((action) => JSON.stringify(action)));
    for (const [key, view] of this.views) if (!stay.has(key)) this.remove(key, view);
    actions.forEach((action, place) => this.put(JSON.stringify(action), action, place, back));
    say(this.problem, problem);
    this.root.hidden = actions.length === 0 && problem === "";
  }

  /** @returns {boolean} Whether the focus is on one of them. */
  get hasFocus() {
    return this.root.contains(document.activeElement);
  }

  /**
   * @param {string} key
   * @param {ActionView} view
   */
  remove(key, view) {
    view.root.remove();
    view.question?.remove();
    this.views.delete(key);
  }

  /**
   * @param {string} key
   * @param {Action} action
   * @param {number} place
   * @param {string} back
   */
  put(key, action, place, back) {
    const view = this.views.get(key) ?? new ActionView(action, this.act);
    this.views.set(key, view);
    if (view.back) view.back.textContent = back;
    if (view.question && !view.question.isConnected) this.questions.append(view.question);
    const there = this.buttons.children[place];
    if (there !== view.root) this.buttons.insertBefore(view.root, there ?? null);
  }
}
