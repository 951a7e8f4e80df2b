// The picture on the screen, and over it what is painted, at the screen's own pixels.

import { element } from "./dom.js";
import { FROZEN } from "./brush_labels.js";
import { drawDot, drawRing, drawWay } from "./brush_ink.js";

/** @typedef {import("./brush_labels.js").Dab} Dab */
/** @typedef {import("./brush_painting.js").Painting} Painting */
/** @typedef {import("./brush_path.js").Point} Point */

/**
 * @typedef {object} Desk What is drawn besides the painting itself.
 * @property {Painting} painting
 * @property {string} tool
 * @property {number} label
 * @property {number} chosen Which point of the path, -1 for none.
 * @property {{ring: Dab | null, byKeys: boolean}} input Where the brush is.
 */

/** Pixels of the page for one of the picture, at most. */
const MAX_SCALE = 16;

/**
 * @param {string} colour As `#rrggbb`.
 * @param {number} opacity
 * @returns {number} The pixel as an ImageData holds it.
 */
function pixel(colour, opacity) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return ((Math.round(opacity * 255) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/**
 * @param {number} offset
 * @param {number} room What the stage has beside the picture; negative if the picture is larger.
 */
function held(offset, room) {
  return room > 0 ? room / 2 : Math.max(room, Math.min(0, offset));
}

export class Screen {
  back = element("canvas", { "aria-hidden": "true" });
  front = element("canvas", { tabindex: "0", role: "application", "aria-label": "Painting" });
  stage = element("div", { class: "kling-easel" }, this.back, this.front);
  opacity = 0.5;
  width = 1;
  height = 1;
  /** Pixels of the page for one of the picture: now, and when all of it is shown. */
  scale = 1;
  fitted = 1;
  /** Where on the stage the picture's corner is. */
  left = 0;
  top = 0;
  /** Device pixels for a pixel of the page. */
  unit = 1;
  layer = new ImageData(1, 1);
  /** The rows of the picture whose colours are out of date. */
  from = 0;
  to = 0;
  request = 0;

  /**
   * @param {Desk} desk
   * @param {[string, string][]} palette Colour and ink of the frozen area, area 1, area 2, …
   */
  constructor(desk, palette) {
    this.desk = desk;
    this.painting = desk.painting;
    this.palette = palette;
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

  /** Follow the room that the page gives. */
  resize() {
    this.unit = Math.min(2, devicePixelRatio);
    this.width = this.stage.clientWidth;
    this.height = this.stage.clientHeight;
    if (!this.width || !this.height) return;
    const [width, height] = [this.width, this.height].map((side) => Math.round(side * this.unit));
    for (const canvas of [this.back, this.front]) Object.assign(canvas, { width, height });
    this.layer = new ImageData(width, height);
    this.fit();
  }

  /** Show the whole picture. */
  fit() {
    const { width, height } = this.painting.labels;
    this.scale = this.fitted = Math.min(this.width / width, this.height / height);
    this.pan(0, 0);
  }

  /**
   * @param {number} factor
   * @param {Point} [middle] The place on the stage that stays where it is.
   */
  zoom(factor, [x, y] = [this.width / 2, this.height / 2]) {
    const most = Math.max(MAX_SCALE, this.fitted);
    const change = Math.max(this.fitted, Math.min(this.scale * factor, most)) / this.scale;
    this.scale *= change;
    this.pan((x - this.left) * (1 - change), (y - this.top) * (1 - change));
  }

  /**
   * Move the picture; it never leaves the stage.
   *
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    const { labels, picture } = this.painting;
    const [width, height] = [labels.width * this.scale, labels.height * this.scale];
    this.left = held(this.left + dx, this.width - width);
    this.top = held(this.top + dy, this.height - height);
    const context = this.context(this.back);
    context.clearRect(0, 0, this.width, this.height);
    context.imageSmoothingQuality = "high";
    if (picture) context.drawImage(picture, this.left, this.top, width, height);
    this.layer.data.fill(0);
    this.refresh(0, labels.height);
  }

  /** @param {HTMLCanvasElement} canvas */
  context(canvas) {
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.setTransform(this.unit, 0, 0, this.unit, 0, 0);
    return context;
  }

  /**
   * Bring a place of the picture into view.
   *
   * @param {Point} place
   */
  reveal(place) {
    const [x, y] = this.toStage(place);
    if (x < 0 || y < 0 || x > this.width || y > this.height) this.pan(this.width / 2 - x, this.height / 2 - y);
  }

  /**
   * @param {{clientX: number, clientY: number}} event
   * @returns {Point} Where on the stage.
   */
  at({ clientX, clientY }) {
    const { left, top } = this.front.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /**
   * @param {Point} place On the stage.
   * @returns {Point} In the picture, with fractions.
   */
  toPicture([x, y]) {
    return [(x - this.left) / this.scale, (y - this.top) / this.scale];
  }

  /**
   * @param {Point} place In the picture.
   * @returns {Point} On the stage.
   */
  toStage([x, y]) {
    return [x * this.scale + this.left, y * this.scale + this.top];
  }

  /**
   * Draw again, and colour these rows of the picture again, if any.
   *
   * @param {number} [from]
   * @param {number} [to]
   */
  refresh(from = 0, to = 0) {
    const none = this.from >= this.to;
    if (from < to) [this.from, this.to] = none ? [from, to] : [Math.min(this.from, from), Math.max(this.to, to)];
    this.request ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    const context = this.context(this.front);
    const { ring, byKeys } = this.desk.input;
    this.request = 0;
    this.shade(this.from, this.to);
    this.from = this.to = 0;
    context.putImageData(this.layer, 0, 0);
    this.painting.paths.forEach((_, place) => this.drawArea(context, place + 1));
    if (ring) drawRing(context, this.toStage([ring.x, ring.y]), ring.radius * this.scale, byKeys);
  }

  /**
   * Colour the screen's pixels over some rows of the picture: see-through inside an
   * area, strong where it ends, hatched where it is frozen.
   *
   * @param {number} first
   * @param {number} last
   */
  shade(first, last) {
    const { palette, opacity, layer } = this;
    const { width, height, now } = this.painting.labels;
    const [scale, left, top] = [this.scale, this.left, this.top].map((length) => length * this.unit);
    const pixels = new Uint32Array(layer.data.buffer);
    const fills = [0, ...palette.map(([colour]) => pixel(colour, opacity))];
    const edges = [0, ...palette.map(([colour]) => pixel(colour, Math.min(1, 2 * opacity)))];
    const hatch = pixel(palette[0][1], opacity);
    const end = Math.min(layer.height, Math.ceil(last * scale + top) + 1);
    for (let y = Math.max(0, Math.floor(first * scale + top)); y < end; y++) {
      const row = Math.floor((y + 0.5 - top) / scale);
      const above = Math.max(0, Math.floor((y - 0.5 - top) / scale)) * width;
      for (let x = 0, before = -1; row >= 0 && row < height && x < layer.width; x++) {
        const column = Math.floor((x + 0.5 - left) / scale);
        if (column < 0 || column >= width) continue;
        const label = now[row * width + column];
        const beside = before < 0 || before === label ? now[above + column] : before;
        const inside = label === FROZEN && (x + y) % 16 < 4 ? hatch : fills[label];
        pixels[y * layer.width + x] = beside === label ? inside : edges[label || beside];
        before = label;
      }
    }
  }

  /**
   * The path of an area, and its number at the start, or else where the area begins.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {number} area
   */
  drawArea(context, area) {
    const { labels: { now, width }, paths } = this.painting;
    const { tool, label, chosen } = this.desk;
    const worked = tool === "Path" && label === area + FROZEN;
    const [colour, ink] = this.palette[area];
    const points = paths[area - 1].map(([x, y]) => this.toStage([x + 0.5, y + 0.5]));
    const first = now.indexOf(area + FROZEN);
    const [start] = [...points, ...(first < 0 ? [] : [this.toStage([first % width, Math.floor(first / width)])])];
    if (points.length > 1) drawWay(context, points, colour);
    if (worked) for (const point of points) drawDot(context, point, 4, "white", "black");
    if (start) drawDot(context, start, 9, colour, ink, String(area));
    if (worked && points[chosen]) drawDot(context, points[chosen], 6, "black", "white");
  }
}
