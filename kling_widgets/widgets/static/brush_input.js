// Mouse, pen, fingers and keys, all turned into the same gestures.

import { GESTURES, whole } from "./brush_tools.js";

/** @typedef {import("./brush_labels.js").Dab} Dab */
/** @typedef {import("./brush_path.js").Point} Point */
/** @typedef {import("./brush_tools.js").Gesture} Gesture */
/** @typedef {import("./brush_tools.js").Hand} Hand */
/** @typedef {import("./brush_tools.js").Spot} Spot */

/**
 * @typedef {object} Act What else a key or the wheel may ask for.
 * @property {(key: string, event: KeyboardEvent) => boolean} key Whether the key means something.
 * @property {() => void} changed The cursor has moved, or a gesture is over.
 */

/** @typedef {Hand & Act & {tool: string}} Worker */

const ARROWS = new Map([["ArrowLeft", [-1, 0]], ["ArrowRight", [1, 0]], ["ArrowUp", [0, -1]], ["ArrowDown", [0, 1]]]);
/** How far an arrow key goes, in pixels of the page. */
const STEP = 8;
const PEN_ERASER = 32;

export class Input {
  /** @param {Worker} worker */
  constructor(worker) {
    this.worker = worker;
    /** @type {Map<number, Point>} Where each pointer is that is down, on the screen. */
    this.pointers = new Map();
    /** @type {Gesture | null} */
    this.gesture = null;
    /** @type {Point | null} The place in the picture under the pointer, or where the keys have gone. */
    this.cursor = null;
    this.byKeys = false;
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { front } = this.worker.screen;
    const options = { signal };
    front.addEventListener("pointerdown", (event) => this.down(event), options);
    front.addEventListener("pointermove", (event) => this.move(event), options);
    front.addEventListener("pointerup", (event) => this.up(event, true), options);
    front.addEventListener("pointercancel", (event) => this.up(event, false), options);
    front.addEventListener("pointerleave", () => this.leave(), options);
    front.addEventListener("dblclick", (event) => event.preventDefault(), options);
    front.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
    front.addEventListener("keydown", (event) => this.keyDown(event), options);
    front.addEventListener("keyup", (event) => event.key === " " && this.finish(true), options);
    front.addEventListener("blur", () => this.blur(), options);
  }

  /** @returns {Dab | null} Where to draw the brush. */
  get ring() {
    const paints = ["brush", "eraser"].includes(this.worker.tool);
    if (!this.cursor || !(paints || this.byKeys)) return null;
    return { x: this.cursor[0], y: this.cursor[1], radius: paints ? this.worker.size / 2 : 0 };
  }

  /**
   * @param {PointerEvent} event
   * @returns {Spot}
   */
  spot(event) {
    const device = this.worker.screen.at(event);
    // Only a pen knows how hard; at half its force and above it is the whole brush.
    const force = event.pointerType === "pen" ? Math.min(1, Math.max(0.15, 2 * event.pressure)) : 1;
    return { device, place: this.worker.screen.toPicture(device), force };
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (![0, 1, 5].includes(event.button)) return;
    event.preventDefault();
    const { front } = this.worker.screen;
    front.focus({ preventScroll: true });
    const second = this.pointers.size > 0;
    if (second && event.pointerType !== "touch") return;
    front.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.worker.screen.at(event));
    this.finish(!second); // a second finger: it was no stroke but a pinch
    if (!second) this.begin(event.button === 1 ? "move" : event.buttons & PEN_ERASER ? "eraser" : this.worker.tool, this.spot(event));
  }

  /**
   * @param {string} tool
   * @param {Spot} spot
   */
  begin(tool, spot) {
    this.gesture = GESTURES[tool](this.worker, spot);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const spot = this.spot(event);
    if (this.pointers.size > 1) return this.pinch(event.pointerId, spot.device);
    if (this.pointers.has(event.pointerId)) {
      const all = event.getCoalescedEvents();
      for (const one of all.length ? all : [event]) this.gesture?.move(this.spot(one));
    } else if (this.pointers.size) return;
    this.goTo(event.pointerType === "touch" ? null : spot.place, false);
  }

  /**
   * @param {number} id
   * @param {Point} to
   */
  pinch(id, to) {
    const from = this.pointers.get(id);
    const other = [...this.pointers].find(([one]) => one !== id)?.[1];
    if (!from || !other) return;
    const { screen } = this.worker;
    const apart = Math.hypot(from[0] - other[0], from[1] - other[1]);
    screen.pan((to[0] - from[0]) / 2, (to[1] - from[1]) / 2);
    screen.zoom(Math.hypot(to[0] - other[0], to[1] - other[1]) / (apart || 1), [(to[0] + other[0]) / 2, (to[1] + other[1]) / 2]);
    this.pointers.set(id, to);
    this.worker.changed();
  }

  /**
   * @param {PointerEvent} event
   * @param {boolean} well
   */
  up(event, well) {
    if (this.pointers.delete(event.pointerId)) this.finish(well);
  }

  leave() {
    if (!this.pointers.size && !this.byKeys) this.goTo(null, false);
  }

  /**
   * End the gesture: keep what it did, or take it back.
   *
   * @param {boolean} well
   */
  finish(well) {
    const gesture = this.gesture;
    this.gesture = null;
    if (gesture && well) gesture.end();
    if (gesture && !well) this.worker.painting.revert();
    this.worker.changed();
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return; // the page's own scrolling
    event.preventDefault();
    this.worker.screen.zoom(Math.exp(-event.deltaY / 300), this.worker.screen.at(event));
    this.worker.changed();
  }

  blur() {
    this.finish(true);
    this.goTo(null, false);
  }

  /**
   * @param {Point | null} place
   * @param {boolean} byKeys
   */
  goTo(place, byKeys) {
    this.cursor = place;
    this.byKeys = byKeys;
    this.worker.screen.refresh(null);
    this.worker.changed();
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    if (this.pointers.size || !this.understood(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean}
   */
  understood(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return this.worker.key(key, event);
    const arrow = ARROWS.get(key);
    if (arrow) this.walk(arrow, event.shiftKey);
    else if (key === "Escape" && this.gesture) this.finish(false);
    else if (key === "Enter" && this.gesture) this.finish(true);
    else if (key === " " || key === "Enter") this.press();
    else return !this.gesture && this.worker.key(key, event);
    return true;
  }

  /** Put the brush down where the cursor is. */
  press() {
    if (this.gesture) return;
    this.walk([0, 0], true);
    this.begin(this.worker.tool, this.byHand());
  }

  /** @returns {Spot} */
  byHand() {
    const [x, y] = this.cursor ?? [0, 0];
    return { place: [x, y], device: this.worker.screen.toScreen([x, y]), force: 1 };
  }

  /**
   * @param {number[]} direction
   * @param {boolean} finely
   */
  walk([dx, dy], finely) {
    const { painting, screen } = this.worker;
    const { width, height } = painting.labels;
    const [x, y] = this.cursor ?? [width / 2, height / 2];
    const step = finely ? 1 : Math.max(1, Math.round((STEP * screen.unit) / screen.scale));
    const place = whole(painting, [x + dx * step, y + dy * step]);
    this.goTo([place[0] + 0.5, place[1] + 0.5], true); // the middle of a pixel
    screen.reveal(place);
    this.gesture?.move(this.byHand());
  }
}
