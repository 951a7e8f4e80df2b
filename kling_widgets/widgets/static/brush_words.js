// What the brush says: of the painting, and of the tool in hand.

import { FROZEN } from "./brush_labels.js";

/** @typedef {import("./brush_painting.js").Painting} Painting */
/** @typedef {import("./brush_path.js").Point} Point */

/** Each is a key too, by its first letter. */
export const TOOLS = ["Brush", "Eraser", "Fill", "Path", "Move"];
export const KEYS =
  "Arrow keys move a cursor over the picture, with Shift by one pixel. Space paints, or sets or takes a point; hold it " +
  "to go on, or press Enter to start and to end. Escape gives up. Delete removes the chosen point. B, E, F, P and M take " +
  "a tool, 0 the frozen area, 1 to 6 a moving one. [ and ] change the size, + and − zoom. Ctrl+Z undoes, Ctrl+Y redoes.";

/** @param {number} label */
export function nameOf(label) {
  return label === FROZEN ? "Frozen area" : `Area ${label - FROZEN}`;
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
  return hints[tool];
}

/**
 * @param {Painting} painting
 * @returns {string} What is painted, and what is still missing.
 */
export function summary({ labels: { counts, width, height }, paths, known }) {
  if (!known) return "Waiting for the kernel. If it is gone, run the cell again.";
  if (!width) return "Choose a picture first.";
  const shares = [...counts].map((count) => (100 * count) / (width * height));
  const [, frozen, ...areas] = shares.map((share) => (share < 0.1 ? "under 0.1 %" : `${share.toFixed(share < 1 ? 1 : 0)} %`));
  const told = paths.map(({ length }, place) => {
    const painted = counts[place + 1 + FROZEN] > 0;
    const way = length > 1 ? `path ${length} points` : length ? "path 1 point, needs 2" : "no path yet";
    return painted || length ? `Area ${place + 1}: ${painted ? areas[place] : "nothing painted"}, ${way}` : "";
  });
  return [counts[FROZEN] ? `Frozen ${frozen}` : "", ...told].filter(Boolean).join(" · ") || "Nothing painted yet";
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
