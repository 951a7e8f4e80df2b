// The path of a moving area: whole picture pixels, in order, the first is the start.

/** @typedef {[number, number]} Point */

const MAX_POINTS = 77;

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
  const last = points.length - 1;
  const away = points.map((point) => distance(points[0], points[last], point));
  const far = Math.max(...away);
  if (far <= slack) return [points[0], points[last]];
  const bend = away.indexOf(far);
  return [...straightened(points.slice(0, bend + 1), slack).slice(0, -1), ...straightened(points.slice(bend), slack)];
}

/**
 * Find what is meant by pointing at a path: one of its points, or its line.
 *
 * @param {Point[]} points
 * @param {Point} at
 * @param {number} reach
 * @returns {[number, number]} The place of the point, or where a new one goes, and which of the two: 1 or 0 there.
 */
export function meant(points, at, reach) {
  const point = points.map((one) => distance(one, one, at));
  const line = points.slice(1).map((one, place) => distance(points[place], one, at));
  const [nearest, gap] = [point, line].map((away) => away.indexOf(Math.min(...away)));
  if (point[nearest] <= reach) return [nearest, 1];
  return [line[gap] <= reach ? gap + 1 : points.length, 0];
}
