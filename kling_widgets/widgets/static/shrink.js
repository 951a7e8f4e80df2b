// A picture file made light before it travels: turned upright, shrunk and coded anew
// by the browser. What the browser cannot open goes as it is where Python might;
// Python looks at everything again in any case.

import { HEAD_BYTES, readHead } from "./picture_head.js";

/** @typedef {import("./picture_head.js").Head} Head */

/**
 * @typedef {object} Was What a picture was before it was coded anew.
 * @property {string} kind
 * @property {number} width Upright, as the height is.
 * @property {number} height
 * @property {boolean} turned
 * @property {boolean} filled Whether transparency became white.
 * @property {number} side The longest side now.
 */

/** @typedef {{blob: Blob, was: Was | null}} Parcel What travels; null if it is the file itself. */

/** @typedef {Head & {side: number}} Wish */

const LIGHT_BYTES = 1_000_000; // one message: nothing to be gained
const FINE_BYTES = 5_000_000; // a drawing stays a PNG up to here, as in Python
const MAX_RATIO = 2.5; // Kling's, of the long side to the short one
const QUALITIES = [0.9, 0.85, 0.8];
const PYTHONS_OWN = ["JPEG", "PNG"];

/**
 * @param {File} file
 * @param {number} side The longest side that is worth sending, in pixels.
 * @returns {Promise<Parcel | string>} What to send, or why nothing can be.
 */
export async function pack(file, side) {
  const head = readHead(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const whole = PYTHONS_OWN.includes(head.kind) ? { blob: file, was: null } : unopened(head.kind);
  if (typeof whole === "object" && file.size <= LIGHT_BYTES) return whole;
  try {
    const picture = await createImageBitmap(file); // turns it upright, too
    const fits = Math.max(picture.width, picture.height) <= side && file.size <= FINE_BYTES;
    if (typeof whole === "object" && fits) return whole;
    return await repacked(picture, { ...head, side });
  } catch {
    return whole; // damaged, too large for this browser, or a kind it does not know
  }
}

/** @param {string} kind */
function unopened(kind) {
  return kind
    ? `This browser cannot open ${kind} pictures, and Kling takes only JPEG and PNG. Save it as one of them.`
    : "This browser cannot open the file as a picture. Choose a JPEG or PNG.";
}

/**
 * @param {ImageBitmap} picture
 * @param {Wish} wish
 * @returns {Promise<Parcel>}
 */
async function repacked(picture, { kind, turned, side }) {
  const { width, height } = picture;
  const canvas = await drawn(picture, reach(width, height, side));
  const drawing = kind === "JPEG" ? null : await canvas.convertToBlob({ type: "image/png" });
  const was = { kind, width, height, turned, filled: false, side: Math.max(canvas.width, canvas.height) };
  if (drawing && drawing.size <= FINE_BYTES) return { blob: drawing, was };
  was.filled = kind !== "JPEG" && fillWithWhite(canvas);
  return { blob: await photo(canvas), was };
}

/**
 * The longest side of what is drawn. What is too slim for Kling is to be cropped or
 * padded: it keeps as many pixels as its middle part would have.
 *
 * @param {number} width
 * @param {number} height
 * @param {number} side
 */
function reach(width, height, side) {
  const [short, long] = [width, height].sort((one, other) => one - other);
  return Math.min(long, Math.max(side, Math.ceil((side * long) / (short * MAX_RATIO))));
}

/**
 * The short side is rounded up, so that the ratio never leaves Kling's limit.
 *
 * @param {ImageBitmap} picture
 * @param {number} side The longest side of what is drawn.
 */
async function drawn(picture, side) {
  const long = Math.max(picture.width, picture.height);
  const width = Math.ceil((side * picture.width) / long);
  const height = Math.ceil((side * picture.height) / long);
  const canvas = new OffscreenCanvas(width, height);
  const size = { resizeWidth: width, resizeHeight: height };
  const small = await createImageBitmap(picture, { ...size, resizeQuality: "high" });
  picture.close();
  paper(canvas).drawImage(small, 0, 0);
  small.close();
  return canvas;
}

/**
 * Lay the picture on white; say whether that changed anything.
 *
 * @param {OffscreenCanvas} canvas
 */
function fillWithWhite(canvas) {
  const { width, height } = canvas;
  const context = paper(canvas);
  const { data } = context.getImageData(0, 0, width, height);
  const clear = data.some((level, place) => place % 4 === 3 && level < 255);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  return clear;
}

/**
 * A JPEG at the best quality that is light; at the least one if none is.
 *
 * @param {OffscreenCanvas} canvas
 */
async function photo(canvas) {
  let blob = new Blob();
  for (const quality of QUALITIES) {
    blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
    if (blob.size <= LIGHT_BYTES) break;
  }
  return blob;
}

/** @param {OffscreenCanvas} canvas */
function paper(canvas) {
  return /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
}
