// Mouse, pen, fingers and keys, all turned into the same gestures.

import { GESTURES, whole } from "./brush_tools.js";

/** @typedef {import("./brush_labels.js").Dab} Dab */
/** @typedef {import("./brush_path.js").Point} Point */
/** @typedef {import("./brush_tools.js").Gesture} Gesture */
/** @typedef {import("./brush_tools.js").Hand} Hand */
/** @typedef {import("./brush_tools.js").Spot} Spot */

/**
 * @typedef {object} Rest What else there is to be told.
 * @property {string} tool
 * @property {() => void} changed The cursor has moved, or a gesture is over.
 */

/** @type {Record<string, Point>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** How far an arrow key goes, in pixels of the page. */
const STEP = 8;
/** Which of a pen's buttons is its other end. */
const PEN_ERASER = 32;

export class Input {
  /** @type {Map<number, Point>} Where on the stage each pointer is that is down. */
  pointers = new Map();
  /** @type {Gesture | null} */
  gesture = null;
  /** @type {Point | null} Where in the picture the pointer is, or where the keys have gone. */
  cursor = null;
  byKeys = false;

  /** @param {Hand & Rest} desk */
  constructor(desk) {
    this.desk = desk;
    this.screen = desk.screen;
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    /** @type {Record<string, (event: any) => void>} */
    const acts = {
      pointerdown: (event) => this.down(event),
      pointermove: (event) => this.move(event),
      pointerup: (event) => this.up(event),
      pointercancel: (event) => this.up(event),
      pointerleave: () => this.pointers.size || this.byKeys || this.goTo(null),
      wheel: (event) => this.wheel(event),
      keydown: (event) => this.keyDown(event),
      keyup: ({ key }) => key === " " && this.finish(true),
      blur: () => this.blur(),
    };
    for (const [name, act] of Object.entries(acts)) this.screen.front.addEventListener(name, act, { signal });
  }

  /** @returns {Dab | null} Where to draw the brush. */
  get ring() {
    const { tool, size } = this.desk;
    const radius = tool === "Brush" || tool === "Eraser" ? size / 2 : 0;
    return this.cursor && (radius || this.byKeys) ? { x: this.cursor[0], y: this.cursor[1], radius } : null;
  }

  /**
   * @param {PointerEvent} event
   * @returns {Spot}
   */
  spot(event) {
    const stage = this.screen.at(event);
    // Only a pen knows how hard; at half its force and above it is the whole brush.
    const force = event.pointerType === "pen" ? Math.min(1, Math.max(0.15, 2 * event.pressure)) : 1;
    return { stage, place: this.screen.toPicture(stage), force };
  }

  /** @param {PointerEvent} event */
  down(event) {
    const { button, buttons, pointerId, pointerType } = event;
    const second = this.pointers.size > 0;
    if (![0, 1, 5].includes(button) || (second && pointerType !== "touch")) return;
    event.preventDefault();
    this.screen.front.focus({ preventScroll: true });
    this.screen.front.setPointerCapture(pointerId);
    this.pointers.set(pointerId, this.screen.at(event));
    // With a second finger it is a pinch, and never was a stroke.
    this.finish(!second);
    const tool = button === 1 ? "Move" : buttons & PEN_ERASER ? "Eraser" : this.desk.tool;
    if (!second) this.gesture = GESTURES[tool](this.desk, this.spot(event));
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { pointers } = this;
    const known = pointers.has(event.pointerId);
    if (known && pointers.size > 1) this.pinch(event);
    else if (known) for (const one of steps(event)) this.gesture?.move(this.spot(one));
    if (known || !pointers.size) this.goTo(event.pointerType === "touch" ? null : this.spot(event).place);
  }

  /** @param {PointerEvent} event */
  pinch(event) {
    const to = this.screen.at(event);
    const from = this.pointers.get(event.pointerId) ?? to;
    const [other] = [...this.pointers].flatMap(([id, at]) => (id === event.pointerId ? [] : [at]));
    const [before, now] = [from, to].map(([x, y]) => Math.hypot(x - other[0], y - other[1]));
    this.pointers.set(event.pointerId, to);
    // (First larger, then aside: a picture that is shown whole cannot go aside.)
    this.screen.zoom(now / (before || 1), [(from[0] + other[0]) / 2, (from[1] + other[1]) / 2]);
    this.screen.pan((to[0] - from[0]) / 2, (to[1] - from[1]) / 2);
  }

  /** @param {PointerEvent} event */
  up({ pointerId, type }) {
    if (this.pointers.delete(pointerId)) this.finish(type === "pointerup");
  }

  /**
   * End the gesture: keep what it did, or take it back.
   *
   * @param {boolean} well
   */
  finish(well) {
    const { gesture } = this;
    this.gesture = null;
    if (well) gesture?.end();
    else this.desk.painting.revert();
    this.desk.changed();
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return; // that scrolls the page
    event.preventDefault();
    this.screen.zoom(Math.exp(-event.deltaY / 300), this.screen.at(event));
  }

  blur() {
    this.finish(true);
    this.goTo(null);
  }

  /**
   * @param {Point | null} place
   * @param {boolean} [byKeys]
   */
  goTo(place, byKeys = false) {
    this.cursor = place;
    this.byKeys = byKeys;
    this.screen.refresh();
    this.desk.changed();
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    const { key, shiftKey } = event;
    const { gesture } = this;
    if (event.ctrlKey || event.metaKey || event.altKey || this.pointers.size) return;
    if (key in ARROWS) this.walk(ARROWS[key], shiftKey);
    else if (gesture && (key === "Escape" || key === "Enter")) this.finish(key === "Enter");
    else if (key === "Enter" || key === " ") gesture || this.press();
    else return; // the desk may know it
    event.preventDefault();
  }

  /** Put the tool down where the cursor is. */
  press() {
    this.walk([0, 0], true);
    this.gesture = GESTURES[this.desk.tool](this.desk, this.byHand());
  }

  /** @returns {Spot} */
  byHand() {
    const place = this.cursor ?? [0, 0];
    return { place, stage: this.screen.toStage(place), force: 1 };
  }

  /**
   * @param {Point} direction
   * @param {boolean} finely
   */
  walk([dx, dy], finely) {
    const { painting } = this.desk;
    const [x, y] = this.cursor ?? [painting.labels.width / 2, painting.labels.height / 2];
    const step = finely ? 1 : Math.max(1, Math.round(STEP / this.screen.scale));
    const place = whole(painting, [x + dx * step, y + dy * step]);
    // The middle of a pixel.
    this.goTo([place[0] + 0.5, place[1] + 0.5], true);
    this.screen.reveal(place);
    this.gesture?.move(this.byHand());
  }
}

/**
 * @param {PointerEvent} event
 * @returns {PointerEvent[]} Every place that it passed; only https and localhost tell.
 */
function steps(event) {
  return [...(event.getCoalescedEvents?.() ?? []), event];
}
