// Everything ever made here, as a grid of pictures.
//
// Python has the jobs; the page asks for what is on the screen and keeps little more.

import { PLAYER_WORDS } from "../../clips/player.js";
import { begin, element, follow, say } from "./dom.js";
import { Films } from "./gallery_film.js";
import { Filters } from "./gallery_filters.js";
import { Grid } from "./gallery_grid.js";
import { Opened } from "./gallery_open.js";
import { Rows } from "./gallery_rows.js";
import { COSTS, counted, selected, WORDS, writeDatesIn } from "./gallery_words.js";

/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./dom.js").Model} Model */
/** @typedef {import("./gallery_rows.js").Row} Row */
/** @typedef {import("./gallery_tile.js").Tile} Tile */

const HOVER_MS = 250;
const NEWS_MS = 300;

class Gallery {
  /** @param {Model} model */
  constructor(model) {
    /** @type {Set<string>} */
    this.chosen = new Set();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.hover = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.news = undefined;
    /** @type {Tile | null} */
    this.over = null;
    this.panel = new ResizeObserver(([{ target }]) => {
      if (target.clientHeight) this.panel.disconnect();
      if (target.clientHeight) target.scrollIntoView({ block: "nearest" });
    });
    this.rows = new Rows(model, () => this.draw());
    this.films = new Films(this.rows);
    this.filters = new Filters(model.get("states"), () => this.find(true));
    this.grid = new Grid(this.rows, this.chosen, {
      open: (place) => this.open(place),
      star: (row) => this.star(row),
      select: (row, on) => this.select(row, on),
      enter: (tile) => this.enter(tile),
      leave: (tile) => this.leave(tile),
    });
    this.opened = new Opened(this.rows, this.films, (place) => this.grid.go(place), (row) => this.star(row));
    this.ui = {
      count: element("span", { class: "kling-small", role: "status" }),
      chosen: element("span"),
      export: element("button", { type: "button", class: "kling-button" }, WORDS.export),
      unselect: element("button", { type: "button", class: "kling-quiet" }, WORDS.unselect),
      said: element("p", { role: "status" }),
      empty: element("p", { class: "kling-empty" }),
    };
    this.choice = element("span", { class: "kling-choice" }, this.ui.chosen, this.ui.export, this.ui.unselect);
    this.root = this.assemble();
  }

  assemble() {
    const attributes = { class: "kling-gallery", "aria-label": WORDS.gallery };
    const line = element("div", { class: "kling-gallery-line" }, this.ui.count, this.choice);
    const parts = [this.filters.root, line, this.ui.said, this.ui.empty, this.grid.root, this.opened.root];
    return element("section", attributes, ...parts);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.filters.listen(signal);
    this.grid.listen(signal);
    this.opened.listen(signal);
    this.ui.export.addEventListener("click", () => this.export(), { signal });
    this.ui.unselect.addEventListener("click", () => this.unselect(), { signal });
    this.draw();
    this.find(false);
  }

  /** @param {boolean} anew Whether something else is looked for. */
  find(anew) {
    if (anew) this.rows.clear();
    if (anew) this.grid.top();
    this.rows.find(this.filters.value());
  }

  /**
   * @param {Message} message
   * @param {DataView[]} buffers
   */
  hear(message, buffers) {
    if (message.kind === "changed") this.news ??= setTimeout(() => this.refresh(), NEWS_MS);
    if (message.view !== this.rows.view) return;
    this.films.hear(message, buffers);
    this.rows.hear(message, buffers);
    if (message.kind === "said" && message.panel) this.showPanel();
    if (message.kind === "said") this.tell(String(message.text), message.bad === true);
  }

  refresh() {
    this.news = undefined;
    this.find(false);
  }

  /**
   * @param {string} text
   * @param {boolean} bad
   */
  tell(text, bad) {
    this.ui.export.disabled = false;
    this.ui.said.classList.toggle("kling-error", bad);
    say(this.ui.said, text);
  }

  /** Bring the panel that was filled into view, once it has been drawn. */
  showPanel() {
    this.panel.disconnect();
    const place = this.root.parentElement?.nextElementSibling;
    if (place) this.panel.observe(place);
  }

  draw() {
    const { rows, ui } = this;
    say(ui.count, rows.known ? counted(rows.total, rows.all) : WORDS.waiting);
    const empty = rows.all ? WORDS.notFound : WORDS.nothing;
    say(ui.empty, rows.known && rows.total === 0 ? empty : "");
    this.filters.offerModels(rows.models);
    this.filters.root.hidden = rows.known && rows.all === 0;
    this.grid.root.hidden = rows.total === 0;
    say(ui.chosen, this.chosen.size ? selected(this.chosen.size) : "");
    this.choice.hidden = this.chosen.size === 0;
    this.root.classList.toggle("kling-choosing", this.chosen.size > 0);
    this.grid.draw();
    this.opened.refresh();
  }

  /** @param {number} place */
  open(place) {
    if (this.over) this.leave(this.over);
    this.opened.show(place);
  }

  /** @param {Row} row */
  star(row) {
    this.rows.send({ kind: "star", id: row.id, on: !row.starred });
    row.starred = !row.starred; // at once; the journal's word follows
    this.draw();
  }

  /**
   * @param {Row} row
   * @param {boolean} on
   */
  select(row, on) {
    if (on) this.chosen.add(row.id);
    else this.chosen.delete(row.id);
    this.draw();
  }

  unselect() {
    this.chosen.clear();
    this.draw();
    this.grid.go(this.grid.active);
  }

  export() {
    this.tell(WORDS.exporting, false);
    this.ui.export.disabled = true;
    this.rows.send({ kind: "export", ids: [...this.chosen] });
  }

  /** @param {Tile} tile */
  enter(tile) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    if (this.over && this.over !== tile) this.leave(this.over);
    this.over = tile;
    clearTimeout(this.hover);
    this.hover = setTimeout(() => this.pass(tile), HOVER_MS);
  }

  /**
   * Play a clip in passing.
   *
   * @param {Tile} tile
   */
  pass(tile) {
    const row = tile.row;
    if (!row?.plays || tile.video || this.opened.root.open) return;
    this.films.get(row.id, true, (film) => this.over === tile && tile.row?.id === row.id && tile.play(film));
  }

  /** @param {Tile} tile */
  leave(tile) {
    if (this.over !== tile) return;
    this.over = null;
    clearTimeout(this.hover);
    if (!this.opened.root.open) this.films.stop();
    tile.still();
  }

  close() {
    clearTimeout(this.hover);
    clearTimeout(this.news);
    this.panel.disconnect();
    this.rows.close();
    this.films.close();
    this.root.remove();
  }
}

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const controller = begin(model, el, WORDS, PLAYER_WORDS, ...COSTS);
  writeDatesIn(el.lang);
  const gallery = new Gallery(model);
  follow(model, "msg:custom", (message, buffers) => gallery.hear(message, buffers), controller.signal);
  el.append(gallery.root);
  gallery.listen(controller.signal);
  return () => {
    controller.abort();
    gallery.close();
  };
}

export default { render };
