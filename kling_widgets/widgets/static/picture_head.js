// What a picture file says of itself in its first bytes: its kind, and whether it
// stands upright.

export const HEAD_BYTES = 65_536;

const SIGNATURES = /** @type {const} */ ([
  ["\x89PNG", 0, "PNG"],
  ["\xff\xd8\xff", 0, "JPEG"],
  ["GIF8", 0, "GIF"],
  ["BM", 0, "BMP"],
  ["WEBP", 8, "WebP"],
  ["ftypavi", 4, "AVIF"],
  ["ftyphei", 4, "HEIC"],
  ["ftypmif1", 4, "HEIC"],
]);
const UPRIGHT = 1;
const ORIENTATION = 0x0112;
const EXIF = 0xe1;
const PIXELS = 0xda;

/**
 * @typedef {object} Head
 * @property {string} kind "JPEG", "PNG" and so on; empty if it is none known here.
 * @property {boolean} turned Whether the pixels have to be turned to be upright.
 */

/**
 * @param {ArrayBuffer} bytes
 * @returns {Head}
 */
export function readHead(bytes) {
  const text = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 16)));
  const found = SIGNATURES.find(([letters, at]) => text.startsWith(letters, at));
  const kind = found?.[2] ?? "";
  return { kind, turned: kind === "JPEG" && orientation(new DataView(bytes)) !== UPRIGHT };
}

/**
 * The EXIF orientation of a JPEG; upright where nothing readable is said.
 *
 * @param {DataView} view
 */
function orientation(view) {
  try {
    const start = exifStart(view);
    return start ? readOrientation(view, start) : UPRIGHT;
  } catch {
    return UPRIGHT; // a length that leads beyond the end
  }
}

/**
 * Where the TIFF part of a JPEG's EXIF segment starts, or 0.
 *
 * @param {DataView} view
 */
function exifStart(view) {
  for (let at = 2; view.getUint8(at + 1) !== PIXELS; at += 2 + view.getUint16(at + 2)) {
    const isExif = view.getUint8(at + 1) === EXIF && view.getUint32(at + 4) === 0x45786966;
    if (isExif) return at + 10;
  }
  return 0;
}

/**
 * @param {DataView} view
 * @param {number} start
 */
function readOrientation(view, start) {
  const little = view.getUint16(start) === 0x4949;
  const list = start + view.getUint32(start + 4, little);
  for (let entry = 0; entry < view.getUint16(list, little); entry += 1) {
    const at = list + 2 + 12 * entry;
    if (view.getUint16(at, little) === ORIENTATION) return view.getUint16(at + 8, little);
  }
  return UPRIGHT;
}
