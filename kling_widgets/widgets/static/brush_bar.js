// Buttons with a picture and a word, buttons that belong together, sliders.

import { element, told } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const GLASS = "M2.5 7a4.5 4.5 0 1 1 9 0 4.5 4.5 0 1 1-9 0zM10.3 10.3 14 14M5 7h4";
/** @type {Record<string, string>} Each drawn with one line, 16 by 16. */
const ICONS = {
  Brush: "M13.5 2.5l-6 6M7 9c-2-.4-3.5 1-3.7 2.6-.1 1-.7 1.6-1.5 1.9 2.8.7 6 .2 6.2-2.6C8 10 7.6 9.3 7 9z",
  Eraser: "M6 13 2.5 9.5l7-7 4 4L7 13zM6 6l4 4M4 13.5h9",
  Fill: "M7 2l5.5 5.5-5 5L2 7zM2.5 7.5H12M13.5 10q2 3.5 0 3.5t0-3.5z",
  Path: "M3.5 13.5a1.5 1.5 0 1 1 .1 0C8 13.5 6 4 13 4M10.5 1.5 13 4l-2.5 2.5",
  Move: "M8 1.5v13M1.5 8h13M6 3.5l2-2 2 2M6 12.5l2 2 2-2M3.5 6l-2 2 2 2M12.5 6l2 2-2 2",
  Frozen: "M8 1.5v13M2.4 4.7l11.2 6.6M13.6 4.7 2.4 11.3",
  Undo: "M5.5 3l-3 3 3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6",
  Redo: "M10.5 3l3 3-3 3M13.5 6H6a3.5 3.5 0 0 0 0 7h4",
  "Zoom out": GLASS,
  "Zoom in": `${GLASS}M7 5v4`,
  "Whole picture": "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
};

/** @param {string} drawing */
function icon(drawing) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", drawing);
  svg.append(path);
  return svg;
}

/**
 * @param {string} word
 * @param {string} key Which one does the same.
 * @param {() => void} act
 */
export function button(word, key, act) {
  const title = key ? `${told(word)} (${key})` : word;
  const node = element("button", { type: "button", class: "kling-tool", title });
  if (ICONS[word]) node.append(icon(ICONS[word]));
  node.append(element("span", {}, word));
  node.addEventListener("click", () => node.ariaDisabled === "true" || act());
  return node;
}

/**
 * Buttons that belong together: one stop for Tab, arrow keys between them.
 *
 * @param {string} label
 * @param {HTMLElement[]} buttons
 */
export function group(label, buttons) {
  const node = element("div", { role: "group", class: "kling-group", "aria-label": label }, ...buttons);
  /** @param {EventTarget | null} current */
  const mark = (current) => buttons.forEach((one) => (one.tabIndex = one === current ? 0 : -1));
  mark(buttons[0]);
  node.addEventListener("focusin", ({ target }) => mark(target));
  node.addEventListener("keydown", ({ key, target }) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (by) buttons[buttons.findIndex((one) => one === target) + by]?.focus();
  });
  return node;
}

/**
 * @param {string} word
 * @param {(part: number) => void} act Told a number from 0 to 1.
 */
export function slider(word, act) {
  const input = element("input", { type: "range", min: "0", max: "100" });
  const shown = element("span", { class: "kling-small", "aria-hidden": "true" });
  const root = element("label", { class: "kling-slider" }, word, input, shown);
  input.addEventListener("input", () => act(input.valueAsNumber / 100));
  return {
    root,
    /**
     * @param {number} part
     * @param {string} text
     */
    show(part, text) {
      input.value = String(100 * part);
      input.ariaValueText = shown.textContent = text;
    },
  };
}
