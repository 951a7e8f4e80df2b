// One painting: areas, their paths, what can be undone, and the talk with Python.
//
// All views of one widget share it. A finished edit travels at once, and only its
// changed pixels do; Python answers an edit only if it could not take it as it is.

import { follow, unique } from "./dom.js";
import { FROZEN, Labels } from "./brush_labels.js";

/** @typedef {import("./dom.js").Model} Model */
/** @typedef {import("./brush_labels.js").Change} Change */
/** @typedef {import("./brush_labels.js").Dab} Dab */
/** @typedef {import("./brush_path.js").Point} Point */
/** @typedef {{before: Change, paths: Point[][]}} Edit What was there before it. */

const AREAS = 6;
const STEPS = 200;
/** A message holds at most a megabyte: servers drop big ones without a word. */
const MAX_RUNS = 250_000;

/**
 * @typedef {object} View What shows a painting, and is told of it.
 * @property {{front: HTMLElement, refresh: (from: number, to: number) => void}} screen Told which rows look different.
 * @property {() => void} changed Something has been finished.
 * @property {() => void} open There is another picture.
 */

export class Painting {
  /** @type {Set<View>} */
  views = new Set();
  id = unique();
  /** How often Python has changed the painting, as far as is known here. */
  epoch = 0;
  /** Whether Python has told its state. */
  known = false;
  /** @type {ImageBitmap | null} */
  picture = null;
  labels = new Labels(0, 0);
  paths = noPaths();
  /** As they were at the last commit. */
  keptPaths = this.paths;
  /** @type {Edit[]} */
  past = [];
  /** @type {Edit[]} */
  future = [];

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
  }

  /** @param {AbortSignal} signal */
  open(signal) {
    follow(this.model, "msg:custom", (message, buffers) => this.hear(message, buffers[0]), signal);
    signal.addEventListener("abort", () => this.picture?.close());
    this.hello();
  }

  hello() {
    this.model.send({ kind: "hello", page: this.id, picture: !this.picture });
  }

  /**
   * @param {number} [from]
   * @param {number} [to]
   */
  refresh(from = 0, to = this.labels.height) {
    for (const view of this.views) view.screen.refresh(from, to);
  }

  /**
   * @param {Dab} from
   * @param {Dab} to
   * @param {number} label
   */
  stroke(from, to, label) {
    this.refresh(...this.labels.stroke(from, to, label));
  }

  /**
   * @param {Point} at
   * @param {number} label
   */
  fill([x, y], label) {
    this.labels.fill(y * this.labels.width + x, label);
    this.refresh();
  }

  /**
   * @param {number} area
   * @param {Point[]} points
   */
  setPath(area, points) {
    this.paths = this.paths.map((path, place) => (place === area - 1 ? points : path));
    this.refresh(0, 0);
  }

  /** @param {number[]} labels The areas to empty, their paths too. */
  clear(labels) {
    for (const label of labels) {
      this.labels.empty(label);
      if (this.paths[label - FROZEN - 1]?.length) this.setPath(label - FROZEN, []);
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
    this.refresh();
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
    const edit = from.pop();
    if (!edit) return;
    this.labels.apply(edit.before);
    this.paths = edit.paths;
    this.record(to, true);
  }

  /**
   * @param {Edit[]} stack
   * @param {boolean} send
   * @returns {boolean} Whether there was anything to finish.
   */
  record(stack, send) {
    const { before, after } = this.labels.commit();
    const paths = this.keptPaths;
    const moved = this.paths.flatMap((path, place) => (path === paths[place] ? [] : [[place + 1, path]]));
    if (!after.runs.length && !moved.length) return false;
    this.keptPaths = this.paths;
    stack.push({ before, paths });
    stack.splice(0, stack.length - STEPS);
    if (send) this.send(after, Object.fromEntries(moved));
    this.refresh();
    for (const view of this.views) view.changed();
    return true;
  }

  /**
   * @param {Change} change
   * @param {Record<string, Point[]>} paths
   */
  send({ start, runs }, paths) {
    const piece = runs.slice(0, MAX_RUNS);
    const rest = runs.slice(MAX_RUNS);
    const more = rest.length > 0;
    const message = { kind: "edit", page: this.id, epoch: this.epoch, start, paths: more ? {} : paths, more };
    this.model.send(message, undefined, [piece.buffer]);
    if (more) this.send({ start: piece.reduce((place, run) => place + (run >>> 4), start), runs: rest }, paths);
  }

  /**
   * @param {any} message
   * @param {DataView} [bytes]
   */
  hear(message, bytes) {
    const { kind, to = this.id, by = this.id } = message;
    if (by !== this.id) this.hello();
    if (to !== this.id) return;
    if (kind === "focus") for (const { screen } of this.views) screen.front.focus();
    if (kind === "all") this.hearAll(message, bytes);
    if (kind === "edit" && this.known) this.hearEdit(message, bytes);
  }

  /**
   * The painting starts anew; what is on it follows.
   *
   * @param {any} message
   * @param {DataView} [picture]
   */
  hearAll({ width, height, epoch }, picture) {
    this.known = true;
    this.epoch = epoch;
    this.labels = new Labels(width, height);
    this.paths = this.keptPaths = noPaths();
    this.past = [];
    this.future = [];
    if (picture) void this.decode(picture);
    for (const view of this.views) view.open();
  }

  /**
   * What Python has changed. It can be undone here, unless it only catches up.
   *
   * @param {any} message
   * @param {any} bytes
   */
  hearEdit({ start, paths, epoch, undoable }, { buffer, byteOffset, byteLength }) {
    this.commit();
    this.epoch = epoch;
    // (The bytes may begin at any place, which an array of numbers may not.)
    const runs = new Uint32Array(Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength)).buffer);
    this.labels.apply({ start, runs });
    for (const [area, path] of Object.entries(paths)) this.setPath(Number(area), path);
    if (this.record(undoable ? this.past : [], false)) this.future = [];
  }

  /** @param {any} bytes */
  async decode(bytes) {
    // Rather nothing than the old one at the new one's size.
    this.picture = null;
    if (bytes.byteLength) this.picture = await createImageBitmap(new Blob([bytes]));
    for (const view of this.views) view.open();
  }
}

/** @returns {Point[][]} By area. A path that changes is replaced. */
function noPaths() {
  return Array.from({ length: AREAS }, () => []);
}
