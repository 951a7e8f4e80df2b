// What every script here needs of the page. Text goes in as text, never as HTML.

/** @typedef {{kind: string, [key: string]: unknown}} Message */
/** @typedef {(event: string, listener: (...args: any[]) => void) => void} Listen */
/** @typedef {(content: Message, callbacks?: unknown, buffers?: ArrayBuffer[]) => void} Send */

/** @typedef {{get: (name: string) => any, send: Send, on: Listen, off: Listen}} Model The part of anywidget's model that is used here. */

/**
 * Make an element with attributes and children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
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

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
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
