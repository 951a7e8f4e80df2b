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
export function outlined(context, line, width, colour) {
  context.lineCap = context.lineJoin = "round";
  for (const [wide, ink] of /** @type {[number, string][]} */ ([[width * 1.9, DARK], [width, colour]])) {
    context.lineWidth = wide;
    context.strokeStyle = ink;
    context.stroke(line);
  }
}

/**
 * A path, with an arrow at its end.
 *
 * @param {Context} context
 * @param {Point[]} points
 * @param {string} colour
 * @param {number} unit A pixel of the page.
 */
export function drawWay(context, points, colour, unit) {
  const way = new Path2D();
  for (const [x, y] of points) way.lineTo(x, y);
  const [x, y] = points[points.length - 1];
  const from = [...points].reverse().find((one) => Math.hypot(one[0] - x, one[1] - y) > 4 * unit);
  const angle = from && Math.atan2(y - from[1], x - from[0]);
  for (const turn of angle === undefined ? [] : [angle + 2.6, angle - 2.6]) {
    way.moveTo(x, y);
    way.lineTo(x + 11 * unit * Math.cos(turn), y + 11 * unit * Math.sin(turn));
  }
  outlined(context, way, 2.5 * unit, colour);
}

/**
 * @param {Context} context
 * @param {Point} point
 * @param {number} radius
 * @param {string} colour
 * @param {string} rim
 * @param {number} unit
 */
export function drawDot(context, [x, y], radius, colour, rim, unit) {
  context.beginPath();
  context.arc(x, y, radius * unit, 0, 7);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1.5 * unit;
  context.strokeStyle = rim;
  context.stroke();
}

/**
 * @param {Context} context
 * @param {Point} point
 * @param {string} text
 * @param {[string, string]} colours
 * @param {number} unit
 */
export function drawBadge(context, [x, y], text, [colour, ink], unit) {
  drawDot(context, [x, y], 9, colour, DARK, unit);
  context.fillStyle = ink;
  context.font = `600 ${12 * unit}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + unit);
}

/**
 * @param {Context} context
 * @param {Point} point
 * @param {number} radius In device pixels.
 * @param {boolean} cross
 * @param {number} unit
 */
export function drawRing(context, [x, y], radius, cross, unit) {
  const ring = new Path2D();
  ring.arc(x, y, Math.max(radius, 1.5 * unit), 0, 7);
  for (const [dx, dy] of cross ? [[1, 0], [-1, 0], [0, 1], [0, -1]] : []) {
    ring.moveTo(x + dx * 3 * unit, y + dy * 3 * unit);
    ring.lineTo(x + dx * 12 * unit, y + dy * 12 * unit);
  }
  outlined(context, ring, 1.5 * unit, "white");
}
