// What every script here needs of the page. Text goes in as text, never as HTML.

/** @typedef {{kind: string, [key: string]: unknown}} Message */
/** @typedef {(event: string, listener: (...args: any[]) => void) => void} Listen */
/** @typedef {(content: Message, callbacks?: unknown, buffers?: ArrayBuffer[]) => void} Send */

/** @typedef {{get: (name: string) => any, send: Send, on: Listen, off: Listen}} Model The part of anywidget's model that is used here. */

/** @type {[RegExp, string][]} What the scripts say in the reader's language; nothing in English. */
let words = [];

/**
 * Begin a view: learn the reader's words and say whose they are, and make the place ours.
 *
 * @param {Model} model Its `words` are patterns and what is said, the most telling first.
 * @param {HTMLElement} place
 * @param {...Record<string, any>} tables What the script says by name, to be told from now on.
 * @returns {AbortController} What ends the view.
 */
export function begin(model, place, ...tables) {
  /** @type {[string, string][]} */
  const table = model.get("words");
  const controller = new AbortController();
  words = table.map(([like, own]) => [new RegExp(like, "s"), own]);
  for (const named of tables) for (const [name, text] of Object.entries(named)) named[name] = told(text);
  place.lang = model.get("lang");
  place.classList.add("kling-view");
  // From the window: Notebook 7 looks before any element hears of the key.
  addEventListener("keydown", (event) => keepLetter(event, place), { capture: true, signal: controller.signal });
  return controller;
}

/**
 * Keep a letter from Jupyter, which would take it for a command: "x" cuts the cell. It
 * looks for this mark on the element itself. A panel's other parts are Jupyter's own
 * widgets, which set none; with Ctrl, Alt or a Command key it is meant for Jupyter.
 *
 * @param {KeyboardEvent} event
 * @param {HTMLElement} place
 */
function keepLetter({ target, ctrlKey, metaKey, altKey }, place) {
  const ours = place.closest(".kling-studio") ?? place;
  if (target instanceof HTMLElement && ours.contains(target))
    target.toggleAttribute("data-lm-suppress-shortcuts", !(ctrlKey || metaKey || altKey));
}

/**
 * @param {string} text As the script has it.
 * @returns {string} As the reader is told it.
 */
export function told(text) {
  for (const [like, own] of words) {
    const hit = like.exec(text);
    if (hit) return own.replace(/{(\d)}/g, (_, n) => told(hit[+n + 1]));
  }
  return text;
}

/**
 * Make an element with attributes and children; their words are the script's own.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    node.setAttribute(name, /^(alt|aria-label|placeholder|title)$/.test(name) ? told(value) : value);
  node.append(...children.map((one) => (typeof one === "string" ? told(one) : one)));
  return node;
}

/**
 * Show a text, or nothing. The same text is not written twice: a screen reader
 * would say it again.
 *
 * @param {HTMLElement} node
 * @param {string} text
 */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
  node.hidden = text === "";
}

/** @returns {string} A name that nothing else on the page has. */
export function unique() {
  return `kling-${Math.random().toString(36).slice(2)}${Date.now().toString(36)}`;
}

/**
 * Listen to the model until the view is gone.
 *
 * @param {Model} model
 * @param {string} event
 * @param {(...args: any[]) => void} listener
 * @param {AbortSignal} signal
 */
export function follow(model, event, listener, signal) {
  model.on(event, listener);
  signal.addEventListener("abort", () => model.off(event, listener));
}
