// Lines, points, numbers and the brush's ring: drawn so that they show on any picture.

/** @typedef {import("./brush_path.js").Point} Point */
/** @typedef {CanvasRenderingContext2D} Context */

const DARK = "rgb(0 0 0 / 65%)";

/**
 * @param {Context} context
 * @param {Path2D} line
 * @param {number} width
 * @param {string} colour
 */
function outlined(context, line, width, colour) {
  context.lineCap = context.lineJoin = "round";
  context.lineWidth = width + 2;
  context.strokeStyle = DARK;
  context.stroke(line);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke(line);
}

/**
 * A path, with an arrow at its end.
 *
 * @param {Context} context
 * @param {Point[]} points
 * @param {string} colour
 */
export function drawWay(context, points, colour) {
  const way = new Path2D();
  for (const point of points) way.lineTo(...point);
  const [x, y] = points[points.length - 1];
  const [fromX, fromY] = [...points].reverse().find((one) => Math.hypot(one[0] - x, one[1] - y) > 4) ?? points[0];
  for (const turn of [2.6, -2.6]) {
    const angle = Math.atan2(y - fromY, x - fromX) + turn;
    way.moveTo(x, y);
    way.lineTo(x + 11 * Math.cos(angle), y + 11 * Math.sin(angle));
  }
  outlined(context, way, 2.5, colour);
}

/**
 * @param {Context} context
 * @param {Point} point
 * @param {number} radius
 * @param {string} colour
 * @param {string} rim
 * @param {string} [text]
 */
export function drawDot(context, [x, y], radius, colour, rim, text = "") {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = context.fillStyle = rim;
  context.stroke();
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 1);
}

/**
 * @param {Context} context
 * @param {Point} point
 * @param {number} radius
 * @param {boolean} cross
 */
export function drawRing(context, [x, y], radius, cross) {
  const ring = new Path2D();
  ring.arc(x, y, Math.max(radius, 1.5), 0, 7);
  for (const [dx, dy] of cross ? [[1, 0], [-1, 0], [0, 1], [0, -1]] : []) {
    ring.moveTo(x + dx * 3, y + dy * 3);
    ring.lineTo(x + dx * 12, y + dy * 12);
  }
  outlined(context, ring, 1.5, "white");
}
