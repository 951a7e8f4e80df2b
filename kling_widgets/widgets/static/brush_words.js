// What the brush says: of the painting, and of the tool in hand.

import { FROZEN } from "./brush_labels.js";

/** @typedef {import("./brush_labels.js").Labels} Labels */
/** @typedef {import("./brush_painting.js").Painting} Painting */

export const WAITING = "Waiting for the kernel. If it is gone, run the cell again.";
export const NO_PICTURE = "Choose a picture first.";
export const KEYS = [
  "Arrow keys move the cursor on the picture, with Shift by one pixel.",
  "Space paints, or sets and takes hold of a point; keep it down to go on, or use Enter to start and Enter to end.",
  "Escape gives up. Delete removes the chosen point.",
  "B brush, E eraser, F fill, P path, M move; 0 frozen, 1 to 6 areas; [ and ] size; + and − zoom; Ctrl+Z undo, Ctrl+Shift+Z redo.",
].join(" ");

/**
 * @param {number} label
 * @returns {string}
 */
export function nameOf(label) {
  return label === FROZEN ? "the frozen area" : `area ${label - FROZEN}`;
}

/**
 * @param {string} tool
 * @param {number} label
 * @returns {string} What to do with the tool.
 */
export function hint(tool, label) {
  const name = nameOf(label);
  const paint = label === FROZEN ? "Paint what must stay still." : `Paint what shall move as ${name}.`;
  const draw = `Drag the way that ${name} shall go. Drag a point to move it; click the line, or anywhere, to add one.`;
  return {
    brush: paint,
    eraser: "Rub out what was painted, in any area.",
    fill: `Click inside an outline to fill it with ${name}.`,
    path: label === FROZEN ? "The frozen area has no path. Choose a moving area." : draw,
    move: "Drag the picture. Pinch or Ctrl+wheel zooms.",
  }[tool] ?? "";
}

/**
 * @param {Labels} labels
 * @param {number} label
 */
function share({ counts, width, height }, label) {
  const percent = (100 * counts[label]) / (width * height);
  if (percent > 0 && percent < 0.1) return "under 0.1 %";
  return `${percent.toFixed(percent < 1 ? 1 : 0)} %`;
}

/**
 * @param {Painting} painting
 * @returns {string} What is painted, and what is still missing.
 */
export function summary({ labels, paths }) {
  const frozen = labels.counts[FROZEN] ? [`Frozen ${share(labels, FROZEN)}`] : [];
  const areas = paths.flatMap((path, place) => {
    const painted = labels.counts[FROZEN + 1 + place] > 0;
    if (!painted && !path.length) return [];
    const size = painted ? share(labels, FROZEN + 1 + place) : "nothing painted";
    const way = { 0: "no path yet", 1: "path 1 point, needs 2" }[path.length] ?? `path ${path.length} points`;
    return [`area ${place + 1}: ${size}, ${way}`];
  });
  const text = [...frozen, ...areas].join(" · ") || "nothing painted yet";
  return text[0].toUpperCase() + text.slice(1);
}
