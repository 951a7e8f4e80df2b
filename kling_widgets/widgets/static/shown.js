// What the panel shows goes along with a click that pays for it.
//
// Jupyter sends a click at once, but keeps changes back while an earlier one of the same
// field is under way: behind a running cell for minutes. The click alone would pay for
// half a prompt.

import { begin } from "./dom.js";

/** @typedef {import("./dom.js").Model} Model */

const PAYING = ".kling-pays";
const FIELD = "[class*='kling-of-']";
const CONTROL = "select:enabled, textarea:enabled, input:enabled";

/**
 * @param {Element} panel
 * @returns {Record<string, string>} What a person reads in each field, by its parameter's name.
 */
function shown(panel) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const field of panel.querySelectorAll(FIELD)) {
    const name = /kling-of-(\w+)/.exec(field.className)?.[1];
    const control = field.querySelector(CONTROL);
    if (name && control && "value" in control) texts[name] = String(control.value);
  }
  return texts;
}

/**
 * A button that is switched off while it works loses the focus, and gets it back here
 * unless it went elsewhere.
 * @param {HTMLButtonElement} button
 * @param {AbortSignal} signal
 */
function keepFocus(button, signal) {
  const watch = new MutationObserver(() => {
    if (button.disabled) return;
    watch.disconnect();
    if (document.activeElement === document.body) button.focus({ preventScroll: true });
  });
  watch.observe(button, { attributeFilter: ["disabled"] });
  signal.addEventListener("abort", () => watch.disconnect());
}

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const controller = begin(model, el);
  /** @param {Event} event */
  const tell = ({ target }) => {
    const panel = el.closest(".kling-studio");
    const button = target instanceof Element ? target.closest(PAYING) : null;
    if (!panel?.contains(button)) return;
    model.send({ kind: "shown", fields: shown(panel) });
    if (button instanceof HTMLButtonElement) keepFocus(button, controller.signal);
  };
  // Before the button itself hears of it.
  addEventListener("click", tell, { capture: true, signal: controller.signal });
  return () => controller.abort();
}

export default { render };
