// The grid: only the tiles on the screen exist, at the places where all would be.

import { element } from "./dom.js";
import { Tile } from "./gallery_tile.js";

/** @typedef {import("./gallery_rows.js").Rows} Rows */
/** @typedef {import("./gallery_tile.js").Acts} Acts */

const TILE_PX = 190;
const GAP_PX = 12;
const WORDS_PX = 66;
const SPARE_LINES = 1;
/** @type {Record<string, (columns: number, lines: number) => number>} How far each key goes, in tiles. */
const STEPS = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
  PageUp: (columns, lines) => -columns * lines,
  PageDown: (columns, lines) => columns * lines,
  Home: () => -Infinity,
  End: () => Infinity,
};

export class Grid {
  /**
   * @param {Rows} rows
   * @param {Set<string>} chosen The jobs that are selected.
   * @param {Acts} acts
   */
  constructor(rows, chosen, acts) {
    this.rows = rows;
    this.chosen = chosen;
    this.acts = acts;
    /** @type {Map<number, Tile>} */
    this.tiles = new Map();
    this.active = 0;
    this.columns = 1;
    this.width = TILE_PX;
    this.height = TILE_PX;
    this.floor = element("div", { class: "kling-grid-floor", role: "list" });
    this.root = element("div", { class: "kling-grid" }, this.floor);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.root.addEventListener("scroll", () => this.draw(), { signal, passive: true });
    this.root.addEventListener("keydown", (event) => this.key(event), { signal });
    this.root.addEventListener("focusin", (event) => this.hold(event), { signal });
    const size = new ResizeObserver(() => this.draw());
    size.observe(this.root);
    signal.addEventListener("abort", () => size.disconnect());
  }

  /** Measure: as many columns as fit, each as wide as it can be. */
  measure() {
    const room = this.floor.clientWidth;
    this.columns = Math.max(1, Math.floor((room + GAP_PX) / (TILE_PX + GAP_PX)));
    this.width = (room - GAP_PX * (this.columns - 1)) / this.columns;
    this.height = Math.round((this.width * 9) / 16) + WORDS_PX;
  }

  /** @returns {number} From one line to the next. */
  get pitch() {
    return this.height + GAP_PX;
  }

  /** Put the tiles where they belong, and say what is on the screen. */
  draw() {
    this.measure();
    const { total } = this.rows;
    const lines = Math.ceil(total / this.columns);
    const full = `${Math.max(0, lines * this.pitch - GAP_PX)}px`;
    this.floor.style.height = full;
    this.root.style.setProperty("--kling-full", full);
    const top = Math.floor(this.root.scrollTop / this.pitch) - SPARE_LINES;
    const bottom = Math.ceil((this.root.scrollTop + this.root.clientHeight) / this.pitch) + SPARE_LINES;
    const first = Math.max(0, top * this.columns);
    const last = Math.min(total, bottom * this.columns) - 1;
    this.active = Math.max(0, Math.min(this.active, total - 1));
    this.prune(first, last);
    for (let place = first; place <= last; place += 1) this.put(place);
    this.rows.look(first, last);
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  prune(first, last) {
    for (const [place, tile] of this.tiles) {
      const stays = place >= first && place <= last;
      const held = place < this.rows.total && tile.root.contains(document.activeElement);
      if (stays || held) continue;
      this.acts.leave(tile);
      tile.root.remove();
      this.tiles.delete(place);
    }
  }

  /** @param {number} place */
  put(place) {
    const tile = this.tiles.get(place) ?? this.make(place);
    const [line, column] = [Math.floor(place / this.columns), place % this.columns];
    const style = tile.root.style;
    style.width = `${this.width}px`;
    style.height = `${this.height}px`;
    style.transform = `translate(${column * (this.width + GAP_PX)}px, ${line * this.pitch}px)`;
    const row = this.rows.rows.get(place);
    tile.show(place, this.rows.total, row);
    tile.dress(this.rows.pictures.get(row?.id ?? ""), this.chosen.has(row?.id ?? ""));
    tile.reach(place === this.active);
  }

  /**
   * Make a tile, behind the one before it: the order of reading is that of the eye.
   *
   * @param {number} place
   * @returns {Tile}
   */
  make(place) {
    const tile = new Tile(this.acts);
    this.tiles.set(place, tile);
    const later = [...this.tiles].filter(([other]) => other > place).sort(([a], [b]) => a - b)[0];
    this.floor.insertBefore(tile.root, later?.[1].root ?? null);
    return tile;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || !this.rows.total) return;
    event.preventDefault();
    const lines = Math.max(1, Math.floor(this.root.clientHeight / this.pitch));
    this.go(this.active + step(this.columns, lines));
  }

  /**
   * Put the keyboard on a tile, and show it.
   *
   * @param {number} place
   */
  go(place) {
    this.active = Math.max(0, Math.min(place, this.rows.total - 1));
    const top = Math.floor(this.active / this.columns) * this.pitch;
    const { scrollTop, clientHeight } = this.root;
    if (top < scrollTop) this.root.scrollTop = top;
    if (top + this.height > scrollTop + clientHeight) this.root.scrollTop = top + this.height - clientHeight;
    this.draw();
    this.tiles.get(this.active)?.ui.open.focus({ preventScroll: true });
  }

  /** @param {FocusEvent} event */
  hold(event) {
    for (const [place, tile] of this.tiles) {
      const here = event.target instanceof Node && tile.root.contains(event.target);
      if (here) this.active = place;
    }
    for (const [place, tile] of this.tiles) tile.reach(place === this.active);
  }

  top() {
    this.root.scrollTop = 0;
    this.active = 0;
  }
}
