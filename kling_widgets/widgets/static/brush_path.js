// The way of a moving area: whole picture pixels, in order, the first is the start.

/** @typedef {[number, number]} Point */

export const MAX_POINTS = 77;

/**
 * @param {Point} from
 * @param {Point} to
 * @param {Point} point
 * @returns {number} How far the point is from the line between the two.
 */
function distance([ax, ay], [bx, by], [x, y]) {
  const [dx, dy] = [bx - ax, by - ay];
  const part = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
  const along = Math.min(1, Math.max(0, part));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/**
 * @param {Point[]} points
 * @param {number} slack
 * @returns {Point[]} The points, thinned only where they are too many.
 */
export function limited(points, slack) {
  return points.length <= MAX_POINTS ? points : thinned(points, slack);
}

/**
 * Leave out every point that the line passes within *slack* anyway (Douglas and
 * Peucker), and allow ever more slack until few enough are left.
 *
 * @param {Point[]} points
 * @param {number} slack Above 0.
 * @returns {Point[]}
 */
export function thinned(points, slack) {
  return limited(straightened(points, slack), slack * 1.25);
}

/**
 * @param {Point[]} points
 * @param {number} slack
 * @returns {Point[]}
 */
function straightened(points, slack) {
  const [first, last] = [points[0], points[points.length - 1]];
  const away = points.map((point) => distance(first, last, point));
  const farthest = away.reduce((best, far, place) => (far > away[best] ? place : best), 0);
  if (away[farthest] <= slack) return points.length > 1 ? [first, last] : points;
  const before = straightened(points.slice(0, farthest + 1), slack);
  return [...before, ...straightened(points.slice(farthest), slack).slice(1)];
}

/**
 * @param {Point[]} points
 * @param {Point} at
 * @param {number} reach
 * @returns {number} The place of the point that is meant, or -1.
 */
export function pointAt(points, at, reach) {
  const away = points.map((point) => distance(point, point, at));
  const nearest = away.indexOf(Math.min(...away));
  return away[nearest] <= reach ? nearest : -1;
}

/**
 * @param {Point[]} points
 * @param {Point} at
 * @param {number} reach
 * @returns {number} The place that a new point on the line takes, or -1.
 */
export function gapAt(points, at, reach) {
  const away = points.slice(1).map((point, place) => distance(points[place], point, at));
  const nearest = away.indexOf(Math.min(...away));
  return away[nearest] <= reach ? nearest + 1 : -1;
}
