// The picture on the screen, and over it what is painted, at the screen's own pixels.

import { element } from "./dom.js";
import { around, FROZEN } from "./brush_labels.js";
import { drawBadge, drawDot, drawRing, drawWay } from "./brush_ink.js";

/** @typedef {import("./brush_labels.js").Dab} Dab */
/** @typedef {import("./brush_labels.js").Rect} Rect */
/** @typedef {import("./brush_painting.js").Painting} Painting */
/** @typedef {import("./brush_path.js").Point} Point */

/**
 * @typedef {object} Pen What is drawn besides the painting itself.
 * @property {number} area The area whose path is worked on, 0 for none.
 * @property {number} chosen Which of its points, -1 for none.
 * @property {Dab | null} ring Where the brush is.
 * @property {boolean} cross Whether keys move it.
 */

const MAX_SCALE = 16;
const HATCH = 4;

/**
 * @param {string} colour As `#rrggbb`.
 * @param {number} opacity
 * @returns {number} The pixel as an ImageData holds it.
 */
function pixel(colour, opacity) {
  const rgb = parseInt(colour.slice(1), 16);
  const bgr = ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >> 16);
  return ((Math.round(opacity * 255) << 24) | bgr) >>> 0;
}

/**
 * @param {number} offset
 * @param {number} room What is left of the stage beside the picture; negative if it is wider.
 */
function held(offset, room) {
  return room > 0 ? room / 2 : Math.max(room, Math.min(0, offset));
}

export class Screen {
  /**
   * @param {Painting} painting
   * @param {[string, string][]} palette Colour and ink of the frozen area, area 1, area 2, …
   * @param {() => Pen} pen
   */
  constructor(painting, palette, pen) {
    this.painting = painting;
    this.palette = palette;
    this.pen = pen;
    this.back = element("canvas", { "aria-hidden": "true" });
    this.front = element("canvas", { tabindex: "0", role: "application" });
    this.stage = element("div", { class: "kling-stage" }, this.back, this.front);
    this.opacity = 0.5;
    /** Device pixels for a picture pixel, and where the picture's corner is. */
    this.scale = 1;
    this.fitted = 1;
    this.left = 0;
    this.top = 0;
    this.layer = new ImageData(1, 1);
    /** @type {Rect | null} The part of the picture whose colours are out of date. */
    this.stale = null;
    /** @type {CanvasImageSource | null} Shown until the picture itself is here. */
    this.poster = null;
    this.request = 0;
  }

  /** @param {AbortSignal} signal */
  watch(signal) {
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.stage);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      cancelAnimationFrame(this.request);
    });
  }

  /** Device pixels for a pixel of the page. */
  get unit() {
    return Math.min(2, window.devicePixelRatio);
  }

  /** Follow the room that the page gives. */
  resize() {
    const { clientWidth, clientHeight } = this.stage;
    const [width, height] = [Math.round(clientWidth * this.unit), Math.round(clientHeight * this.unit)];
    if (!width || !height) return;
    for (const canvas of [this.back, this.front]) Object.assign(canvas, { width, height });
    this.layer = new ImageData(width, height);
    this.fit();
  }

  /** Show the whole picture. */
  fit() {
    const { width, height } = this.painting.labels;
    if (width) this.fitted = Math.min(this.front.width / width, this.front.height / height);
    this.scale = this.fitted;
    this.pan(0, 0);
  }

  /**
   * @param {number} factor
   * @param {Point} [middle] The device pixel that stays where it is.
   */
  zoom(factor, [x, y] = [this.front.width / 2, this.front.height / 2]) {
    const most = Math.max(MAX_SCALE * this.unit, this.fitted);
    const scale = Math.max(this.fitted, Math.min(this.scale * factor, most));
    const change = scale / this.scale;
    this.scale = scale;
    this.pan((x - this.left) * (1 - change), (y - this.top) * (1 - change));
  }

  /**
   * Move the picture by device pixels; it never leaves the stage.
   *
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    const { width, height } = this.painting.labels;
    this.left = held(this.left + dx, this.front.width - width * this.scale);
    this.top = held(this.top + dy, this.front.height - height * this.scale);
    this.drawPicture(width * this.scale, height * this.scale);
    new Uint32Array(this.layer.data.buffer).fill(0);
    this.refresh(this.painting.labels.whole);
  }

  /**
   * Bring a place of the picture into view.
   *
   * @param {Point} place
   */
  reveal(place) {
    const margin = 24 * this.unit;
    const [x, y] = this.toScreen(place);
    const [right, bottom] = [this.front.width - margin - x, this.front.height - margin - y];
    this.pan(Math.max(margin - x, 0) + Math.min(right, 0), Math.max(margin - y, 0) + Math.min(bottom, 0));
  }

  /**
   * @param {{clientX: number, clientY: number}} event
   * @returns {Point} Where on the screen, in device pixels.
   */
  at({ clientX, clientY }) {
    const box = this.front.getBoundingClientRect();
    const ratio = this.front.width / box.width;
    return [(clientX - box.left) * ratio, (clientY - box.top) * ratio];
  }

  /**
   * @param {Point} device
   * @returns {Point} The place in the picture, with fractions.
   */
  toPicture([x, y]) {
    return [(x - this.left) / this.scale, (y - this.top) / this.scale];
  }

  /**
   * @param {Point} place
   * @returns {Point}
   */
  toScreen([x, y]) {
    return [x * this.scale + this.left, y * this.scale + this.top];
  }

  /** @param {Rect | null} rect What has changed; null if only what is drawn over it has. */
  refresh(rect) {
    if (rect) this.stale = around(this.stale, rect);
    this.request ||= requestAnimationFrame(() => this.draw());
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  drawPicture(width, height) {
    const context = this.back.getContext("2d");
    const picture = this.painting.picture ?? this.poster;
    context?.clearRect(0, 0, this.back.width, this.back.height);
    if (!context || !picture || !width) return;
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, this.left, this.top, width, height);
  }

  draw() {
    this.request = 0;
    const context = this.front.getContext("2d");
    if (!context) return;
    if (this.stale) this.paint(this.stale);
    this.stale = null;
    context.putImageData(this.layer, 0, 0);
    const pen = this.pen();
    this.painting.paths.forEach((_, place) => this.drawArea(context, place + 1, pen));
    const { ring, cross } = pen;
    if (ring) drawRing(context, this.toScreen([ring.x, ring.y]), ring.radius * this.scale, cross, this.unit);
  }

  /**
   * Colour the screen's pixels over a part of the picture: see-through inside an
   * area, strong where it ends, hatched where it is frozen.
   *
   * @param {Rect} rect
   */
  paint(rect) {
    const { width, height, now } = this.painting.labels;
    const [left, top] = this.toScreen([rect.x, rect.y]).map((edge) => Math.max(0, Math.floor(edge)));
    const [right, bottom] = this.toScreen([rect.x + rect.width, rect.y + rect.height]).map(Math.ceil);
    const pixels = new Uint32Array(this.layer.data.buffer);
    const fills = this.colours(this.opacity);
    const edges = this.colours(Math.min(1, 2 * this.opacity));
    const hatch = pixel(this.palette[0][1], this.opacity);
    for (let y = top; y <= Math.min(bottom, this.layer.height - 1); y++) {
      const row = Math.floor((y + 0.5 - this.top) / this.scale);
      if (row < 0 || row >= height) continue;
      const above = Math.max(0, Math.floor((y - 0.5 - this.top) / this.scale)) * width;
      for (let x = left; x <= Math.min(right, this.layer.width - 1); x++) {
        const column = Math.floor((x + 0.5 - this.left) / this.scale);
        if (column < 0 || column >= width) continue;
        const label = now[row * width + column];
        const before = now[row * width + Math.max(0, Math.floor((x - 0.5 - this.left) / this.scale))];
        const other = before === label ? now[above + column] : before;
        const striped = label === FROZEN && ((x + y) >> 2) % HATCH === 0;
        const inside = striped ? hatch : fills[label];
        pixels[y * this.layer.width + x] = other === label ? inside : edges[label || other];
      }
    }
  }

  /** @param {number} opacity */
  colours(opacity) {
    return [0, ...this.palette.map(([colour]) => pixel(colour, opacity))];
  }

  /**
   * The path of an area, and its number.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {number} area
   * @param {Pen} pen
   */
  drawArea(context, area, { area: active, chosen }) {
    const { labels, paths } = this.painting;
    const [colours, count] = [this.palette[area], labels.counts[area + FROZEN]];
    const points = paths[area - 1].map(([x, y]) => this.toScreen([x + 0.5, y + 0.5]));
    const [x, y] = [labels.sumsX[area + FROZEN] / count, labels.sumsY[area + FROZEN] / count];
    if (points.length > 1) drawWay(context, points, colours[0], this.unit);
    if (area === active) for (const point of points) drawDot(context, point, 4, "white", "black", this.unit);
    if (points.length || count) drawBadge(context, points[0] ?? this.toScreen([x, y]), String(area), colours, this.unit);
    if (area === active && points[chosen]) drawDot(context, points[chosen], 6, "black", "white", this.unit);
  }
}
