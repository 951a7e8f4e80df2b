// The motion brush: paint on a picture what stays still and what moves, and where to.

import { element, follow, say, unique } from "./dom.js";
import { button, group, slider } from "./brush_bar.js";
import { Input } from "./brush_input.js";
import { FROZEN } from "./brush_labels.js";
import { AREAS, Painting } from "./brush_painting.js";
import { Screen } from "./brush_screen.js";
import { hint, KEYS, nameOf, NO_PICTURE, summary, WAITING } from "./brush_words.js";

/** @typedef {import("./dom.js").Model} Model */

const TOOLS = /** @type {const} */ (["brush", "eraser", "fill", "path", "move"]);
const TITLES = { brush: "Brush (B)", eraser: "Eraser (E)", fill: "Fill an outline (F)", path: "Draw a path (P)", move: "Move the picture (M)" };
const ZOOM = 1.5;
const ALL = Array.from({ length: AREAS + 1 }, (_, place) => place + FROZEN);

/** @param {string} word */
function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

/** One view of a painting, and what is in its hand. */
class Desk {
  /**
   * @param {Model} model
   * @param {Painting} painting
   */
  constructor(model, painting) {
    this.model = model;
    this.painting = painting;
    this.tool = "brush";
    this.label = FROZEN + 1;
    this.size = 40;
    /** Which point of the path is chosen, -1 for none. */
    this.chosen = -1;
    this.palette = /** @type {[string, string][]} */ (model.get("palette"));
    this.screen = new Screen(painting, this.palette, () => this.pen());
    this.input = new Input(this);
    this.ui = this.build();
    this.posterUrl = "";
  }

  build() {
    const { painting, screen } = this;
    const tools = TOOLS.map((tool) => button(tool, capital(tool), TITLES[tool], () => this.take(tool, this.label)));
    const chips = ALL.map((label) => this.chip(label));
    const undo = button("undo", "Undo", "Undo (Ctrl+Z)", () => painting.undo());
    const redo = button("redo", "Redo", "Redo (Ctrl+Shift+Z)", () => painting.redo());
    const point = button("point", "Remove point", "Remove the chosen point (Delete)", () => this.removePoint());
    const area = button("clear", "Clear area", "Clear the chosen area and its path", () => painting.clear([this.label]));
    const all = button("clear", "Clear all", "Clear everything", () => painting.clear(ALL));
    const out = button("out", "Zoom out", "Zoom out (−)", () => this.zoom(1 / ZOOM));
    const into = button("in", "Zoom in", "Zoom in (+)", () => this.zoom(ZOOM));
    const fit = button("fit", "Fit", "Show the whole picture", () => screen.fit());
    for (const one of [out, into, fit]) one.classList.add("kling-bare");
    const size = slider("Size", 0, (value) => this.resize(this.sizeAt(value / 100)));
    const opacity = slider("Overlay", 50, (value) => this.fade(value / 100));
    const help = unique();
    const ui = { tools, chips, undo, redo, point, area, all, size, opacity, ...this.words(help) };
    const rows = [
      [group("Tool", ...tools), group("Area", ...chips)],
      [group("Steps", undo, redo, point, area, all), group("View", out, into, fit), size.root, opacity.root],
    ];
    const bar = rows.map((row) => element("div", { class: "kling-bar" }, ...row));
    screen.front.setAttribute("aria-describedby", help);
    return { ...ui, bar: element("div", { class: "kling-bars" }, ...bar) };
  }
}
