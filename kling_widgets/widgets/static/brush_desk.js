// One view of a painting: the tools, the picture, and a line that says what is there.

import { element, say, unique } from "./dom.js";
import { button, group, slider } from "./brush_bar.js";
import { Input } from "./brush_input.js";
import { FROZEN } from "./brush_labels.js";
import { Screen } from "./brush_screen.js";
import { hint, nameOf, placeOf, summary, TOOLS } from "./brush_words.js";

/** @typedef {import("./brush_painting.js").Painting} Painting */

const ZOOM = 1.5;
const GROWTH = 1.25;
/** Of the picture's shorter side: the brush at first, and the largest. */
const [USUAL, LARGEST] = [1 / 12, 1 / 2];

export class Desk {
  /**
   * @param {Painting} painting
   * @param {[string, string][]} palette Colour and ink of the frozen area, area 1, area 2, …
   * @param {string} help What the keyboard can do.
   */
  constructor(painting, palette, help) {
    this.painting = painting;
    this.tool = "Brush";
    this.label = FROZEN + 1;
    /** The moving area that was chosen last. */
    this.moving = this.label;
    this.size = 0;
    /** Which point of the path is chosen, -1 for none. */
    this.chosen = -1;
    /** @type {Screen} */
    this.screen = new Screen(this, palette);
    /** @type {Input} */
    this.input = new Input(this);
    this.tools = TOOLS.map((tool) => button(tool, tool[0], () => this.take(tool, this.label)));
    this.chips = palette.map((colours, place) => this.chip(place, colours));
    this.undo = button("Undo", "Ctrl+Z", () => painting.undo());
    this.redo = button("Redo", "Ctrl+Y", () => painting.redo());
    this.point = button("Remove point", "Delete", () => this.removePoint());
    this.brush = slider("Size", (part) => this.resize(1 + (this.largest - 1) * part ** 2));
    this.overlay = slider("Overlay", (part) => this.fade(part));
    this.hint = element("p", { class: "kling-small" });
    this.status = element("p", { role: "status" });
    this.place = element("p", { role: "status", class: "kling-small" });
    this.bar = element("div", { class: "kling-tools" });
    const attributes = { class: "kling-brush", "aria-label": "Motion brush" };
    this.root = element("section", attributes, this.bar, this.screen.stage, this.status, this.place, this.keys(help));
    this.fillBar();
  }

  fillBar() {
    const { painting, screen } = this;
    const clear = button("Clear area", "", () => painting.clear([this.label]));
    const clearAll = button("Clear all", "", () => painting.clear(this.chips.map((_, place) => place + FROZEN)));
    const out = button("Zoom out", "−", () => screen.zoom(1 / ZOOM));
    const into = button("Zoom in", "+", () => screen.zoom(ZOOM));
    const fit = button("Whole picture", "", () => screen.fit());
    const steps = [this.undo, this.redo, this.point, clear, clearAll];
    const groups = [group("Tool", this.tools), group("Area", this.chips), group("Steps", steps), group("View", [out, into, fit])];
    this.bar.append(...groups, this.brush.root, this.overlay.root, this.hint);
  }

  /**
   * What the keyboard can do, for the canvas and for whoever asks.
   *
   * @param {string} help
   */
  keys(help) {
    const id = unique();
    this.screen.front.setAttribute("aria-describedby", id);
    return element("details", { class: "kling-small" }, element("summary", {}, "Keyboard"), element("p", { id }, help));
  }

  /**
   * @param {number} area
   * @param {[string, string]} colours
   */
  chip(area, [colour, ink]) {
    const chip = button(area ? String(area) : "Frozen", String(area), () => this.take(this.tool, area + FROZEN));
    chip.classList.add("kling-chip");
    chip.ariaLabel = nameOf(area + FROZEN);
    chip.style.setProperty("--kling-area", colour);
    chip.style.setProperty("--kling-ink", ink);
    return chip;
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { painting, screen, root } = this;
    this.input.listen(signal);
    screen.watch(signal);
    root.addEventListener("keydown", (event) => this.key(event) && event.preventDefault(), { signal });
    painting.views.add(this);
    this.fade(screen.opacity);
    this.open();
  }

  /** Finish what is under way: nothing painted is lost. */
  close() {
    this.input.finish(true);
    this.painting.views.delete(this);
    this.root.remove();
  }

  get largest() {
    const { width, height } = this.painting.labels;
    return Math.max(2, Math.min(width, height) * LARGEST);
  }

  /** There is a picture, or another one. */
  open() {
    const { labels, known } = this.painting;
    const { width, height } = labels;
    const { stage } = this.screen;
    stage.hidden = !width;
    stage.style.setProperty("--kling-ratio", String(width / height));
    this.bar.inert = !known || !width;
    this.screen.resize();
    this.resize((this.largest / LARGEST) * USUAL);
    this.changed();
  }

  /**
   * @param {string} tool
   * @param {number} label
   */
  take(tool, label) {
    // What is frozen has no path: whichever was chosen last decides.
    if (tool === "Path" && label === FROZEN) [tool, label] = tool === this.tool ? ["Brush", label] : [tool, this.moving];
    if (label !== FROZEN) this.moving = label;
    Object.assign(this, { tool, label, chosen: -1 });
    this.screen.refresh();
    this.changed();
  }

  /** @param {number} size In picture pixels. */
  resize(size) {
    this.size = Math.round(Math.max(1, Math.min(this.largest, size)));
    this.brush.show(Math.sqrt((this.size - 1) / (this.largest - 1)), `${this.size} px`);
    this.screen.refresh();
  }

  /** @param {number} opacity */
  fade(opacity) {
    this.screen.opacity = opacity;
    this.overlay.show(opacity, `${Math.round(100 * opacity)} %`);
    this.screen.refresh(0, this.painting.labels.height);
  }

  removePoint() {
    const { painting, chosen, label } = this;
    if (chosen < 0) return;
    this.chosen--;
    const points = painting.paths[label - FROZEN - 1];
    painting.setPath(label - FROZEN, points.filter((_, place) => place !== chosen));
    painting.commit();
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} Whether the key means something.
   */
  key({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    const letter = key.toUpperCase();
    const tool = TOOLS.find((one) => one[0] === letter);
    if (altKey || this.input.gesture) return false;
    if (ctrlKey || metaKey) {
      if (letter === "Y" || (letter === "Z" && shiftKey)) this.painting.redo();
      else if (letter === "Z") this.painting.undo();
      else return false;
    } else if (tool) this.take(tool, this.label);
    else if ("0123456".includes(key)) this.take(this.tool, Number(key) + FROZEN);
    else if (key === "[") this.resize(this.size / GROWTH);
    else if (key === "]") this.resize(this.size * GROWTH + 1);
    else if (key === "-") this.screen.zoom(1 / ZOOM);
    else if (key === "+" || key === "=") this.screen.zoom(ZOOM);
    else if (key === "Delete" || key === "Backspace") this.removePoint();
    else return false;
    return true;
  }

  /** Bring words and buttons to what is the case. */
  changed() {
    const { painting, tool, label, input } = this;
    this.tools.forEach((one, place) => (one.ariaPressed = String(TOOLS[place] === tool)));
    this.chips.forEach((one, place) => (one.ariaPressed = String(place + FROZEN === label)));
    this.undo.ariaDisabled = String(!painting.past.length);
    this.redo.ariaDisabled = String(!painting.future.length);
    this.point.ariaDisabled = String(this.chosen < 0);
    this.screen.front.dataset.tool = tool;
    say(this.hint, hint(tool, label));
    say(this.status, summary(painting));
    say(this.place, input.byKeys && input.cursor ? placeOf(painting, input.cursor) : "");
  }
}
