// One painting: areas, their ways, what can be undone, and the talk with Python.
//
// All views of one widget share it. A finished edit travels at once, and only its
// changed pixels do; Python answers an edit only if it could not take it as it is.

import { follow, unique } from "./dom.js";
import { FROZEN, Labels, NOTHING } from "./brush_labels.js";

/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./dom.js").Model} Model */
/** @typedef {import("./brush_labels.js").Change} Change */
/** @typedef {import("./brush_labels.js").Dab} Dab */
/** @typedef {import("./brush_labels.js").Rect} Rect */
/** @typedef {import("./brush_path.js").Point} Point */
/** @typedef {{changes: Change[], paths: Point[][]}} Edit What changed, and the paths as they were before. */

export const AREAS = 6;
const STEPS = 200;

/** The "paint" event tells a touched rectangle, "change" a finished edit. */
export class Painting extends EventTarget {
  /** @param {Model} model */
  constructor(model) {
    super();
    this.model = model;
    this.id = unique();
    this.epoch = 0;
    this.known = false;
    /** @type {ImageBitmap | null} */
    this.picture = null;
    this.reset(0, 0);
  }

  /** @param {AbortSignal} signal */
  open(signal) {
    follow(this.model, "msg:custom", (message, buffers) => this.hear(message, buffers), signal);
    this.hello();
  }

  hello() {
    this.model.send({ kind: "hello", page: this.id, picture: this.picture === null });
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  reset(width, height) {
    this.labels = new Labels(width, height);
    /** @type {Point[][]} By area; a path that changes is replaced. */
    this.paths = Array.from({ length: AREAS }, () => []);
    this.keptPaths = this.paths;
    /** @type {Edit[]} */
    this.past = [];
    /** @type {Edit[]} */
    this.future = [];
  }

  /**
   * @param {Dab} from
   * @param {Dab} to
   * @param {number} label
   */
  stroke(from, to, label) {
    const rect = this.labels.stroke(from, to, label);
    if (rect) this.tell("paint", rect);
  }

  /**
   * @param {Point} at
   * @param {number} label
   */
  fill([x, y], label) {
    this.labels.fill(x, y, label);
    this.tell("paint", this.labels.whole);
  }

  /**
   * @param {number} area
   * @param {Point[]} points
   */
  setPath(area, points) {
    this.paths = this.paths.map((path, place) => (place === area - 1 ? points : path));
    this.tell("paint", null);
  }

  /** @param {number[]} labels The areas to empty, their ways too. */
  clear(labels) {
    for (const label of labels) {
      this.labels.replace(label, NOTHING);
      if (label > FROZEN) this.setPath(label - FROZEN, []);
    }
    this.commit();
  }

  /** Finish what was done, so that it can be undone, and send it. */
  commit() {
    if (this.record(this.past, true)) this.future = [];
  }

  /** Take back what is not finished. */
  revert() {
    this.labels.revert();
    this.paths = this.keptPaths;
    this.tell("paint", this.labels.whole);
  }

  undo() {
    this.step(this.past, this.future);
  }

  redo() {
    this.step(this.future, this.past);
  }

  /**
   * @param {Edit[]} from
   * @param {Edit[]} to
   */
  step(from, to) {
    this.commit();
    const edit = from.pop();
    if (!edit) return;
    for (const change of edit.changes) this.labels.apply(change, change.before);
    this.paths = edit.paths;
    this.record(to, true);
  }

  /**
   * @param {Edit[]} stack
   * @param {boolean} send
   * @returns {boolean} Whether there was anything to finish.
   */
  record(stack, send) {
    const edit = { changes: this.labels.commit(), paths: this.keptPaths };
    const moved = this.paths.some((path, place) => path !== this.keptPaths[place]);
    this.keptPaths = this.paths;
    if (!edit.changes.length && !moved) return false;
    stack.push(edit);
    stack.splice(0, stack.length - STEPS);
    if (send) this.send(edit);
    this.tell("paint", this.labels.whole);
    this.tell("change", null);
    return true;
  }

  /** @param {Edit} edit */
  send({ changes, paths }) {
    const changed = this.paths.flatMap((path, place) => (path === paths[place] ? [] : [[place + 1, path]]));
    changes.forEach(({ x, y, width, height, after }, place) => {
      const more = changed.length > 0 || place < changes.length - 1;
      this.say({ kind: "pixels", rect: [x, y, width, height], more }, after.buffer);
    });
    if (changed.length) this.say({ kind: "paths", paths: Object.fromEntries(changed) });
  }

  /**
   * @param {Message} message
   * @param {...any} buffers
   */
  say(message, ...buffers) {
    this.model.send({ ...message, page: this.id, epoch: this.epoch }, undefined, buffers);
  }

  /**
   * @param {any} message
   * @param {DataView[]} buffers
   */
  hear(message, buffers) {
    if (message.kind === "moved" && message.by !== this.id) this.hello();
    if (message.to && message.to !== this.id) return;
    if (message.kind === "all") this.hearAll(message, buffers[0]);
    if (message.kind === "edit") this.hearEdit(message, buffers[0]);
  }

  /**
   * @param {any} message
   * @param {DataView} [jpeg]
   */
  hearAll({ width, height, epoch }, jpeg) {
    this.known = true;
    this.epoch = epoch;
    this.reset(width, height);
    if (jpeg) void this.decode(jpeg);
    this.tell("open", null);
  }

  /** @param {DataView} jpeg */
  async decode(jpeg) {
    this.picture = jpeg.byteLength ? await createImageBitmap(new Blob([/** @type {any} */ (jpeg)])) : null;
    this.tell("open", null);
  }

  /**
   * What Python has changed; it can be undone here, unless it only catches up.
   *
   * @param {any} message
   * @param {DataView} [runs]
   */
  hearEdit({ rect: [x, y, width, height], paths, epoch, to }, runs) {
    this.commit();
    this.epoch = epoch;
    if (runs) this.labels.apply({ x, y, width, height }, new Uint32Array(runs.buffer.slice(runs.byteOffset, runs.byteOffset + runs.byteLength)));
    for (const [area, path] of Object.entries(paths)) this.setPath(Number(area), path);
    this.record(to ? [] : this.past, false);
    if (!to) this.future = [];
  }

  /**
   * @param {string} event
   * @param {Rect | null} detail
   */
  tell(event, detail) {
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }
}
