// What is looked for: words, state, model, days, cost, star.

import { element } from "./dom.js";
import { COSTS, WORDS } from "./gallery_words.js";

/** @typedef {{label: string, states: string[]}} Choice */

const CALM_MS = 200;

/**
 * @param {string} label
 * @param {HTMLElement} control
 */
function labelled(label, control) {
  return element("label", { class: "kling-filter" }, element("span", { class: "kling-small" }, label), control);
}

/**
 * @param {HTMLInputElement} box
 */
function ticked(box) {
  return element("label", { class: "kling-filter kling-tick" }, box, WORDS.starred);
}

/**
 * @param {HTMLSelectElement} list
 * @param {string[]} labels
 */
function offer(list, labels) {
  list.replaceChildren(...labels.map((label, place) => new Option(label, String(place))));
}

/**
 * @param {string} day As a date field gives it.
 * @param {number} days How many later.
 * @returns {string} When that day begins for the reader, in UTC.
 */
function dawn(day, days) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year, month - 1, date + days).toISOString();
}

export class Filters {
  /**
   * @param {Choice[]} states
   * @param {() => void} changed
   */
  constructor(states, changed) {
    this.states = states;
    this.changed = changed;
    /** @type {string[]} */
    this.models = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    const day = { type: "date", class: "kling-control" };
    const list = { class: "kling-control" };
    this.ui = {
      text: element("input", { type: "search", class: "kling-control", placeholder: WORDS.search, "aria-label": WORDS.search }),
      state: element("select", list),
      model: element("select", list),
      from: element("input", day),
      to: element("input", day),
      cost: element("select", list),
      starred: element("input", { type: "checkbox" }),
      clear: element("button", { type: "button", class: "kling-quiet" }, WORDS.clear),
    };
    const { text, state, model, from, to, cost, starred, clear } = this.ui;
    offer(state, [WORDS.anyState, ...states.map(({ label }) => label)]);
    offer(model, [WORDS.anyModel]);
    offer(cost, COSTS.map(({ label }) => label));
    this.root = element(
      "div",
      { class: "kling-filters", role: "search" },
      text,
      labelled(WORDS.state, state),
      labelled(WORDS.model, model),
      labelled(WORDS.cost, cost),
      labelled(WORDS.from, from),
      labelled(WORDS.to, to),
      ticked(starred),
      clear,
    );
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { text, clear, ...rest } = this.ui;
    text.addEventListener("input", () => this.soon(), { signal });
    for (const control of Object.values(rest)) control.addEventListener("change", () => this.now(), { signal });
    clear.addEventListener("click", () => this.reset(), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.timer));
    this.draw();
  }

  /** Typing is one question, not one for each key. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), CALM_MS);
  }

  now() {
    clearTimeout(this.timer);
    this.draw();
    this.changed();
  }

  reset() {
    const { text, state, model, from, to, cost, starred } = this.ui;
    for (const field of [text, from, to]) field.value = "";
    for (const list of [state, model, cost]) list.selectedIndex = 0;
    starred.checked = false;
    this.now();
    text.focus();
  }

  draw() {
    this.ui.clear.hidden = Object.keys(this.value()).length === 0;
  }

  /**
   * Offer the models that jobs were sent to; the chosen one stays.
   *
   * @param {string[]} models
   */
  offerModels(models) {
    if (JSON.stringify(models) === JSON.stringify(this.models)) return;
    const chosen = this.models[this.ui.model.selectedIndex - 1];
    this.models = models;
    offer(this.ui.model, [WORDS.anyModel, ...models]);
    this.ui.model.selectedIndex = models.indexOf(chosen) + 1;
  }

  /** @returns {Record<string, unknown>} What is asked for, and nothing else. */
  value() {
    const { text, state, model, from, to, cost, starred } = this.ui;
    /** @type {Record<string, unknown>} */
    const asked = {
      text: text.value.trim(),
      states: this.states[state.selectedIndex - 1]?.states,
      model: this.models[model.selectedIndex - 1],
      since: from.value && dawn(from.value, 0),
      until: to.value && dawn(to.value, 1),
      least: COSTS[cost.selectedIndex]?.least,
      most: COSTS[cost.selectedIndex]?.most,
      starred: starred.checked || undefined,
    };
    return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined && value !== ""));
  }
}
