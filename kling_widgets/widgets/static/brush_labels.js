// Which area each pixel of the picture belongs to: one number a pixel, hard edges.
//
// No canvas is read back for it: browsers that guard against fingerprinting put
// noise into what a page reads from one, and a mask must be exact.

/** @typedef {{x: number, y: number, radius: number}} Dab A round spot, in picture pixels. */
/** @typedef {{start: number, runs: Uint32Array}} Change Pixels row by row from a place on; each run is `length << 4 | label`. */

export const NOTHING = 0;
export const FROZEN = 1;
/** In a run: these pixels stay as they are. */
const LEAVE = 15;

export class Labels {
  /** How many pixels each area has. */
  counts = new Float64Array(LEAVE);
  low = 0;
  high = 0;

  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.now = new Uint8Array(width * height);
    /** As it was at the last commit. */
    this.kept = this.now.slice();
    this.settle();
  }

  /** From here on, nothing has been touched: no place from `low` to before `high`. */
  settle() {
    [this.low, this.high] = [this.now.length, 0];
  }

  /**
   * Give one pixel to an area.
   *
   * @param {number} place
   * @param {number} label
   */
  set(place, label) {
    const old = this.now[place];
    if (old === label) return;
    this.now[place] = label;
    this.counts[old]--;
    this.counts[label]++;
    if (place < this.low) this.low = place;
    if (place >= this.high) this.high = place + 1;
  }

  /**
   * Paint from one spot to another: every pixel whose middle the round brush passes.
   *
   * @param {Dab} from
   * @param {Dab} to
   * @param {number} label
   * @returns {[number, number]} The rows that may have changed.
   */
  stroke(from, to, label) {
    const { width, height } = this;
    const reach = Math.max(from.radius, to.radius);
    const [left, right] = span(from.x, to.x, reach, width);
    const [top, bottom] = span(from.y, to.y, reach, height);
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = dx * dx + dy * dy || 1;
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) {
        const [ax, ay] = [x + 0.5 - from.x, y + 0.5 - from.y];
        const part = Math.min(1, Math.max(0, (ax * dx + ay * dy) / length));
        const radius = from.radius + part * (to.radius - from.radius);
        if ((ax - part * dx) ** 2 + (ay - part * dy) ** 2 <= radius ** 2) this.set(y * width + x, label);
      }
    return [top, bottom];
  }

  /**
   * Fill everything that hangs together with a pixel and belongs to the same area.
   *
   * @param {number} place
   * @param {number} label
   */
  fill(place, label) {
    const { width, now } = this;
    const old = now[place];
    const seeds = old === label ? [] : [place];
    for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop()) {
      const row = seed - (seed % width);
      let [from, to] = [seed, seed + 1];
      while (from > row && now[from - 1] === old) from--;
      while (to < row + width && now[to] === old) to++;
      for (let at = from; at < to; at++) this.set(at, label);
      for (const by of [-width, width])
        for (let at = from + by; at < to + by; at++)
          if (now[at] === old && (at === from + by || now[at - 1] !== old)) seeds.push(at);
    }
  }

  /** @param {number} label The area that loses all its pixels. */
  empty(label) {
    for (let place = this.now.indexOf(label); place >= 0; place = this.now.indexOf(label, place))
      this.set(place, NOTHING);
  }

  /** @param {Change} change */
  apply({ start, runs }) {
    for (const run of runs) {
      const end = start + (run >>> 4);
      if ((run & 15) !== LEAVE) for (let place = start; place < end; place++) this.set(place, run & 15);
      start = end;
    }
  }

  /** Take back what was done since the last commit. */
  revert() {
    for (let place = this.low; place < this.high; place++) this.set(place, this.kept[place]);
    this.settle();
  }

  /** @returns {{before: Change, after: Change}} What has changed since the last commit. */
  commit() {
    const { low, high, now, kept } = this;
    const edit = { before: this.changed(kept), after: this.changed(now) };
    kept.set(now.subarray(low, high), low);
    this.settle();
    return edit;
  }

  /**
   * @param {Uint8Array} labels
   * @returns {Change} The pixels that have changed, as these labels have them.
   */
  changed(labels) {
    /** @type {number[]} */
    const runs = [];
    let [label, length] = [LEAVE, 0];
    for (let place = this.low; place < this.high; place++) {
      const next = this.now[place] === this.kept[place] ? LEAVE : labels[place];
      if (next !== label && length) runs.push((length << 4) | label);
      length = next === label ? length + 1 : 1;
      label = next;
    }
    if (length) runs.push((length << 4) | label);
    return { start: this.low, runs: Uint32Array.from(runs) };
  }
}

/**
 * @param {number} one
 * @param {number} other
 * @param {number} reach
 * @param {number} end
 * @returns {[number, number]} The pixels within reach of both, inside the picture.
 */
function span(one, other, reach, end) {
  const from = Math.max(0, Math.floor(Math.min(one, other) - reach));
  return [from, Math.min(end, Math.ceil(Math.max(one, other) + reach))];
}
