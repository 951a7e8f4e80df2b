// What a pointer or a key does between going down and coming up.

import { NOTHING } from "./brush_labels.js";
import { limited, meant, thinned } from "./brush_path.js";

/** @typedef {import("./brush_path.js").Point} Point */
/** @typedef {import("./brush_painting.js").Painting} Painting */
/** @typedef {import("./brush_screen.js").Screen} Screen */

/** @typedef {{place: Point, stage: Point, force: number}} Spot In the picture, on the stage, and how hard. */
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
function fill({ painting, label }, { place }) {
  painting.fill(whole(painting, place), label);
  return { move() {}, end: () => painting.commit() };
}

/**
 * @param {Hand} hand
 * @param {Spot} spot
 * @returns {Gesture}
 */
function pan({ screen }, { stage: [x, y] }) {
  return {
    move({ stage }) {
      screen.pan(stage[0] - x, stage[1] - y);
      [x, y] = stage;
    },
    end() {},
  };
}

/**
 * Work on a path: move the point that is meant, add one where the line is meant,
 * else draw a new path; a click beyond the line adds a point at its end.
 *
 * @param {Hand} hand
 * @param {Spot} spot
 * @returns {Gesture}
 */
function trace(hand, { place }) {
  const { painting, label, screen } = hand;
  const points = painting.paths[label - 2];
  const slack = 1 / screen.scale;
  const start = whole(painting, place);
  const [chosen, there] = meant(points, start, REACH * slack);
  const beyond = !there && chosen === points.length;
  /** @param {Point[]} path */
  const put = (path) => painting.setPath(label - 1, limited(path, slack));
  /** @param {Point} at */
  const turn = (at) => put([...points.slice(0, chosen), at, ...points.slice(chosen + there)]);
  const drawn = [start];
  let drawing = false;
  if (!there) turn(start);
  hand.chosen = chosen;
  return {
    move({ place }) {
      const at = whole(painting, place);
      drawn.push(at);
      drawing ||= beyond && Math.hypot(at[0] - start[0], at[1] - start[1]) > STILL * slack;
      if (drawing) put([...drawn]);
      else if (!beyond) turn(at);
    },
    end() {
      if (drawing) put(thinned(drawn, slack));
      if (drawing) hand.chosen = -1;
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
  return [within(x, width), within(y, height)];
}

/**
 * @param {number} at
 * @param {number} end
 */
function within(at, end) {
  return Math.max(0, Math.min(end - 1, Math.floor(at)));
}

/** @type {Record<string, (hand: Hand, spot: Spot) => Gesture>} */
export const GESTURES = {
  Brush: (hand, spot) => stroke(hand, spot, hand.label),
  Eraser: (hand, spot) => stroke(hand, spot, NOTHING),
  Fill: fill,
  Path: trace,
  Move: pan,
};
