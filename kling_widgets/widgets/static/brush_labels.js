// Which area each pixel of the picture belongs to: one number a pixel, hard edges.
//
// No canvas is read back for it: browsers that guard against fingerprinting put
// noise into what a page reads from one, and a mask must be exact.

/** @typedef {{x: number, y: number, width: number, height: number}} Rect */
/** @typedef {{x: number, y: number, radius: number}} Dab A round spot, in picture pixels. */
/** @typedef {Rect & {before: Uint32Array, after: Uint32Array}} Change The changed pixels of a rectangle, as runs. */

export const NOTHING = 0;
export const FROZEN = 1;
/** In a run: these pixels stay as they are. */
const LEAVE = 15;
const LABELS = 8;
const MAX_RUN_BYTES = 1_000_000;

/**
 * @param {Rect | null} one
 * @param {Rect} other
 * @returns {Rect} The smallest rectangle around both.
 */
export function around(one, other) {
  if (!one) return other;
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  const right = Math.max(one.x + one.width, other.x + other.width);
  const bottom = Math.max(one.y + one.height, other.y + other.height);
  return { x, y, width: right - x, height: bottom - y };
}

export class Labels {
  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.now = new Uint8Array(width * height);
    /** As it was at the last commit. */
    this.kept = new Uint8Array(width * height);
    /** Of each area: its pixels, and the sums of their places. */
    this.counts = new Float64Array(LABELS);
    this.sumsX = new Float64Array(LABELS);
    this.sumsY = new Float64Array(LABELS);
    this.counts[NOTHING] = width * height;
    /** @type {Rect | null} What has been touched since the last commit. */
    this.touched = null;
  }

  /** @returns {Rect} */
  get whole() {
    return { x: 0, y: 0, width: this.width, height: this.height };
  }

  /**
   * Give one pixel to an area.
   *
   * @param {number} x
   * @param {number} y
   * @param {number} label
   */
  set(x, y, label) {
    const place = y * this.width + x;
    const old = this.now[place];
    this.now[place] = label;
    this.tally(old, x, y, -1);
    this.tally(label, x, y, 1);
  }

  /**
   * @param {number} label
   * @param {number} x
   * @param {number} y
   * @param {number} by
   */
  tally(label, x, y, by) {
    this.counts[label] += by;
    this.sumsX[label] += by * x;
    this.sumsY[label] += by * y;
  }

  /**
   * Paint from one spot to another: every pixel whose centre the round brush passes.
   *
   * @param {Dab} from
   * @param {Dab} to
   * @param {number} label
   * @returns {Rect | null} What has been touched, if it lies in the picture.
   */
  stroke(from, to, label) {
    const reach = Math.max(from.radius, to.radius);
    const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
    const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
    const right = Math.min(this.width, Math.ceil(Math.max(from.x, to.x) + reach));
    const bottom = Math.min(this.height, Math.ceil(Math.max(from.y, to.y) + reach));
    if (left >= right || top >= bottom) return null;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = dx * dx + dy * dy || 1;
    for (let y = top; y < bottom; y++) {
      const fy = y + 0.5 - from.y;
      for (let x = left; x < right; x++) {
        const fx = x + 0.5 - from.x;
        const part = Math.min(1, Math.max(0, (fx * dx + fy * dy) / length));
        const radius = from.radius + part * (to.radius - from.radius);
        const [ax, ay] = [fx - part * dx, fy - part * dy];
        if (ax * ax + ay * ay <= radius * radius) this.set(x, y, label);
      }
    }
    return this.touch({ x: left, y: top, width: right - left, height: bottom - top });
  }

  /**
   * Fill everything that hangs together with a pixel and belongs to the same area.
   *
   * @param {number} x
   * @param {number} y
   * @param {number} label
   */
  fill(x, y, label) {
    const { width, height, now } = this;
    const old = now[y * width + x];
    if (old === label) return;
    const seeds = [[x, y]];
    for (let seed = seeds.pop(); seed; seed = seeds.pop()) {
      const row = seed[1] * width;
      let [from, to] = [seed[0], seed[0]];
      if (now[row + from] !== old) continue;
      while (from > 0 && now[row + from - 1] === old) from--;
      while (to < width - 1 && now[row + to + 1] === old) to++;
      for (let at = from; at <= to; at++) this.set(at, seed[1], label);
      for (const next of [seed[1] - 1, seed[1] + 1]) {
        if (next < 0 || next >= height) continue;
        for (let at = from; at <= to; at++) {
          const here = next * width + at;
          if (now[here] === old && (at === from || now[here - 1] !== old)) seeds.push([at, next]);
        }
      }
    }
    this.touch(this.whole);
  }

  /**
   * Give all pixels of one area to another.
   *
   * @param {number} from
   * @param {number} to
   */
  replace(from, to) {
    for (let place = this.now.indexOf(from); place >= 0; place = this.now.indexOf(from, place + 1))
      this.set(place % this.width, Math.floor(place / this.width), to);
    this.touch(this.whole);
  }

  /**
   * Apply a change's runs.
   *
   * @param {Rect} rect
   * @param {Uint32Array} runs
   */
  apply(rect, runs) {
    let at = 0;
    for (const run of runs) {
      const end = at + (run >>> 4);
      if ((run & 15) !== LEAVE)
        for (let i = at; i < end; i++)
          this.set(rect.x + (i % rect.width), rect.y + Math.floor(i / rect.width), run & 15);
      at = end;
    }
    this.touch(rect);
  }

  /** Take back what was done since the last commit. */
  revert() {
    const { x, y, width, height } = this.touched ?? { ...this.whole, height: 0 };
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++)
        this.set(column, row, this.kept[row * this.width + column]);
    this.touched = null;
  }

  /** @returns {Change[]} What has changed since the last commit, each small enough for one message. */
  commit() {
    const rect = this.touched && this.trimmed(this.touched);
    const changes = rect ? this.changes(rect) : [];
    this.touched = null;
    if (!rect) return changes;
    for (let row = rect.y; row < rect.y + rect.height; row++) {
      const start = row * this.width + rect.x;
      this.kept.set(this.now.subarray(start, start + rect.width), start);
    }
    return changes;
  }

  /**
   * @param {Rect} rect
   * @returns {Rect}
   */
  touch(rect) {
    this.touched = around(this.touched, rect);
    return rect;
  }

  /**
   * @param {Rect} rect
   * @returns {Rect | null} The part of it that has really changed.
   */
  trimmed({ x, y, width, height }) {
    let [left, top, right, bottom] = [this.width, this.height, -1, -1];
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++) {
        const place = row * this.width + column;
        if (this.now[place] === this.kept[place]) continue;
        if (column < left) left = column;
        if (column > right) right = column;
        if (row < top) top = row;
        bottom = row;
      }
    if (right < 0) return null;
    return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  }

  /**
   * @param {Rect} rect
   * @returns {Change[]}
   */
  changes(rect) {
    const after = this.runs(rect, this.now);
    if (after.byteLength <= MAX_RUN_BYTES) return [{ ...rect, before: this.runs(rect, this.kept), after }];
    const half = Math.ceil(rect.height / 2);
    const below = { ...rect, y: rect.y + half, height: rect.height - half };
    return [...this.changes({ ...rect, height: half }), ...this.changes(below)];
  }

  /**
   * @param {Rect} rect
   * @param {Uint8Array} labels
   * @returns {Uint32Array} Its changed pixels, row by row: each run is `length << 4 | label`.
   */
  runs({ x, y, width, height }, labels) {
    /** @type {number[]} */
    const runs = [];
    let [label, length] = [LEAVE, 0];
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++) {
        const place = row * this.width + column;
        const next = this.now[place] === this.kept[place] ? LEAVE : labels[place];
        if (next !== label && length) runs.push((length << 4) | label);
        length = next === label ? length + 1 : 1;
        label = next;
      }
    return Uint32Array.from([...runs, (length << 4) | label]);
  }
}
