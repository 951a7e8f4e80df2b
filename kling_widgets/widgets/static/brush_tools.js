// What a pointer or a key does between going down and coming up.

import { NOTHING } from "./brush_labels.js";
import { gapAt, limited, pointAt, thinned } from "./brush_path.js";

/** @typedef {import("./brush_path.js").Point} Point */
/** @typedef {import("./brush_painting.js").Painting} Painting */
/** @typedef {import("./brush_screen.js").Screen} Screen */

/** @typedef {{place: Point, device: Point, force: number}} Spot In the picture, on the screen, and how hard. */
/** @typedef {{move: (spot: Spot) => void, end: () => void}} Gesture */
/** @typedef {{painting: Painting, screen: Screen, label: number, size: number, chosen: number}} Hand */

/** How near a path one has to come to mean it, in pixels of the page. */
const REACH = 11;
/** A drag that stays within this is a click. */
const STILL = 3;

/**
 * @param {Hand} hand
 * @param {Spot} spot
 * @param {number} label
 * @returns {Gesture}
 */
function stroke({ painting, size }, spot, label) {
  /** @param {Spot} spot */
  const dab = ({ place: [x, y], force }) => ({ x, y, radius: (size / 2) * force });
  let last = dab(spot);
  painting.stroke(last, last, label);
  return {
    move(spot) {
      const next = dab(spot);
      painting.stroke(last, next, label);
      last = next;
    },
    end: () => painting.commit(),
  };
}

/**
 * @param {Hand} hand
 * @param {Spot} spot
 * @returns {Gesture}
 */
function fill({ painting, label }, spot) {
  painting.fill(whole(painting, spot.place), label);
  return { move() {}, end: () => painting.commit() };
}

/**
 * @param {Hand} hand
 * @param {Spot} spot
 * @returns {Gesture}
 */
function pan({ screen }, spot) {
  let [x, y] = spot.device;
  return {
    move({ device }) {
      screen.pan(device[0] - x, device[1] - y);
      [x, y] = device;
    },
    end() {},
  };
}

/**
 * Work on a path: move the point that is meant, add one where the line is meant,
 * else draw a new path; a click elsewhere adds a point at its end.
 *
 * @param {Hand} hand
 * @param {Spot} spot
 * @returns {Gesture}
 */
function trace(hand, spot) {
  const { painting, label } = hand;
  const area = label - 1;
  const points = painting.paths[area - 1];
  const at = whole(painting, spot.place);
  const reach = (REACH * hand.screen.unit) / hand.screen.scale;
  const meant = pointAt(points, at, reach);
  const gap = meant < 0 ? gapAt(points, at, reach) : -1;
  hand.chosen = Math.max(meant, gap);
  if (hand.chosen < 0) return draw(hand, area, points, at);
  const [before, after] = [points.slice(0, hand.chosen), points.slice(hand.chosen + (gap < 0 ? 1 : 0))];
  /** @param {Point} point */
  const put = (point) => painting.setPath(area, limited([...before, point, ...after], reach / REACH));
  if (meant < 0) put(at);
  return {
    move: ({ place }) => put(whole(painting, place)),
    end: () => painting.commit(),
  };
}

/**
 * @param {Hand} hand
 * @param {number} area
 * @param {Point[]} points The path so far.
 * @param {Point} at
 * @returns {Gesture}
 */
function draw(hand, area, points, at) {
  const { painting, screen } = hand;
  const unit = screen.unit / screen.scale;
  let drawn = [at];
  let still = true;
  const longer = limited([...points, at], unit);
  painting.setPath(area, longer);
  return {
    move({ place: [x, y] }) {
      still &&= Math.hypot(x - at[0], y - at[1]) < STILL * unit;
      drawn = [...drawn, whole(painting, [x, y])];
      if (!still) painting.setPath(area, drawn);
    },
    end() {
      hand.chosen = still ? longer.length - 1 : -1;
      painting.setPath(area, still ? longer : thinned(drawn, unit));
      painting.commit();
    },
  };
}

/**
 * @param {Painting} painting
 * @param {Point} place
 * @returns {Point} The nearest pixel of the picture.
 */
export function whole({ labels: { width, height } }, [x, y]) {
  return [Math.max(0, Math.min(width - 1, Math.floor(x))), Math.max(0, Math.min(height - 1, Math.floor(y)))];
}

/** @type {Record<string, (hand: Hand, spot: Spot) => Gesture>} */
export const GESTURES = {
  brush: (hand, spot) => stroke(hand, spot, hand.label),
  eraser: (hand, spot) => stroke(hand, spot, NOTHING),
  fill,
  path: trace,
  move: pan,
};
