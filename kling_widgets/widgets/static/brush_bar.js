// The brush's buttons and sliders.

import { element } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  brush: "M13.5 2.5 7.500 8.500M7 9c-2.200-.4-3.500 1-3.700 2.600-.1 1-.7 1.600-1.500 1.900 2.800.7 6 .2 6.200-2.600C8 10 7.600 9.300 7 9z",
  eraser: "M6 13 2.500 9.500 9.500 2.500l4 4L7 13zM5.800 6.200l4 4M4 13.500h9.500",
  fill: "M7 2l5.500 5.500-5 5L2 7zM2.500 7.500H12M13.500 10q2 3.500 0 3.500t0-3.500z",
  path: "M3.500 13.500a1.500 1.500 0 1 1 .1 0C8 13.500 6 4 13 4M10.500 1.500 13 4l-2.500 2.500",
  move: "M8 1.500v13M1.500 8h13M6 3.500l2-2 2 2M6 12.500l2 2 2-2M3.500 6l-2 2 2 2M12.500 6l2 2-2 2",
  undo: "M5.500 3l-3 3 3 3M2.500 6H10a3.500 3.500 0 0 1 0 7H6",
  redo: "M10.500 3l3 3-3 3M13.500 6H6a3.500 3.500 0 0 0 0 7h4",
  clear: "M2.500 4.500h11M6 4.500v-2h4v2M4 4.500l.6 9h6.800l.6-9",
  point: "M2 8a6 6 0 1 1 12 0A6 6 0 1 1 2 8zM5 8h6",
  out: "M2.500 7a4.500 4.500 0 1 1 9 0 4.500 4.500 0 1 1-9 0zM10.300 10.300 14 14M5 7h4",
  in: "M2.500 7a4.500 4.500 0 1 1 9 0 4.500 4.500 0 1 1-9 0zM10.300 10.300 14 14M5 7h4M7 5v4",
  fit: "M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10",
  frozen: "M8 1.500v13M2.400 4.700l11.200 6.600M13.600 4.700 2.400 11.300",
};

/** @typedef {keyof typeof ICONS} Icon */

/** @param {Icon} name */
function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * @param {Icon | null} picture
 * @param {string} word
 * @param {string} title
 * @param {() => void} act
 */
export function button(picture, word, title, act) {
  const node = element("button", { type: "button", class: "kling-tool", title });
  node.append(...(picture ? [icon(picture)] : []), element("span", {}, word));
  node.addEventListener("click", () => node.getAttribute("aria-disabled") === "true" || act());
  return node;
}

/**
 * Buttons that belong together: one stop for Tab, arrow keys between them.
 *
 * @param {string} label
 * @param {...HTMLElement} buttons
 */
export function group(label, ...buttons) {
  const node = element("div", { role: "group", class: "kling-group", "aria-label": label }, ...buttons);
  /** @param {EventTarget | null} current */
  const mark = (current) => buttons.forEach((one) => one.setAttribute("tabindex", one === current ? "0" : "-1"));
  mark(buttons[0]);
  node.addEventListener("focusin", (event) => mark(event.target));
  node.addEventListener("keydown", ({ key, target }) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key] ?? 0;
    const shown = buttons.filter((one) => !one.hidden);
    const next = shown[shown.indexOf(/** @type {HTMLElement} */ (target)) + by];
    if (by) next?.focus();
  });
  return node;
}

/**
 * @param {string} word
 * @param {number} value 0 to 100
 * @param {(value: number) => void} act
 */
export function slider(word, value, act) {
  const input = element("input", { type: "range", min: "0", max: "100", value: String(value) });
  const shown = element("output", { class: "kling-small" });
  input.addEventListener("input", () => act(input.valueAsNumber));
  return { input, shown, root: element("label", { class: "kling-slider" }, word, input, shown) };
}
