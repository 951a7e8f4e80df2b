// What the brush says: of the painting, and of the tool in hand.

import { told } from "./dom.js";
import { FROZEN } from "./brush_labels.js";

/** @typedef {import("./brush_painting.js").Painting} Painting */
/** @typedef {import("./brush_path.js").Point} Point */

/** Each is a key too, by its first letter. */
export const TOOLS = ["Brush", "Eraser", "Fill", "Path", "Move"];

/** @param {number} label */
export function nameOf(label) {
  return told(label === FROZEN ? "Frozen area" : `Area ${label - FROZEN}`);
}

/**
 * @param {string} tool
 * @param {number} label
 * @returns {string} What to do with the tool.
 */
export function hint(tool, label) {
  const name = nameOf(label).toLowerCase();
  /** @type {Record<string, string>} */
  const hints = {
    Brush: label === FROZEN ? "Paint what must stay still." : `Paint what moves as ${name}.`,
    Eraser: "Rub out what is painted, in any area.",
    Fill: `Click inside an outline to fill it as ${name}.`,
    Path: `Drag the way that ${name} goes. Drag a point to move it; click on the line or beyond it to add one.`,
    Move: "Drag the picture. Pinch or Ctrl+wheel zooms.",
  };
  return told(hints[tool]);
}

/**
 * @param {Painting} painting
 * @returns {string} What is painted, and what is still missing.
 */
export function summary({ labels: { counts, width, height }, paths, known }) {
  if (!known) return told("Waiting for the kernel. If it is gone, run the cell again.");
  if (!width) return told("Choose a picture first.");
  const shares = [...counts].map((count) => (100 * count) / (width * height));
  const [, frozen, ...areas] = shares.map((share) => (share < 0.1 ? "under 0.1 %" : `${share.toFixed(share < 1 ? 1 : 0)} %`));
  const rest = paths.map(({ length }, place) => {
    const painted = counts[place + 1 + FROZEN] > 0;
    const way = length > 1 ? `path ${length} points` : length ? "path 1 point, needs 2" : "no path yet";
    return painted || length ? `Area ${place + 1}: ${painted ? areas[place] : "nothing painted"}, ${way}` : "";
  });
  const facts = [counts[FROZEN] ? `Frozen ${frozen}` : "", ...rest];
  return facts.filter(Boolean).map(told).join(" · ") || told("Nothing painted yet");
}

/**
 * @param {Painting} painting
 * @param {Point} place
 * @returns {string} Where the keys have gone, and what is there.
 */
export function placeOf({ labels }, place) {
  const [x, y] = place.map(Math.floor);
  const label = labels.now[y * labels.width + x];
  return `x ${x}, y ${y}` + (label ? `: ${nameOf(label).toLowerCase()}` : "");
}
