// One file on its way to the kernel, in binary messages of at most CHUNK_BYTES,
// each sent when the kernel has acknowledged the one before. (A trait travels as
// one message, and servers drop messages above some 10 MB without a word.)

import { unique } from "./dom.js";

/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./dom.js").Model} Model */

/**
 * @typedef {object} Hooks
 * @property {(received: number) => void} progress So many bytes have arrived.
 * @property {() => void} slow The kernel has not answered for a while.
 * @property {(complaint: string) => void} end It is over, well or with a sentence.
 */

export const CHUNK_BYTES = 1_000_000;
export const MAX_BYTES = 64_000_000;
const SLOW_MS = 4000;

export class Upload {
  /**
   * @param {File} file
   * @param {Model} model
   * @param {Hooks} hooks
   */
  constructor(file, model, hooks) {
    this.id = unique();
    this.file = file;
    this.model = model;
    this.hooks = hooks;
    this.over = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.patience = undefined;
  }

  start() {
    this.model.send({ kind: "begin", upload: this.id, name: this.file.name, size: this.file.size });
    this.advance(0);
  }

  /** Give up, and tell the kernel. */
  cancel() {
    if (this.over) return;
    this.model.send({ kind: "cancel", upload: this.id });
    this.finish("");
  }

  /** @param {Message} message */
  hear(message) {
    if (this.over || message.upload !== this.id) return;
    if (message.kind === "ack") void this.next(Number(message.received));
    if (message.kind === "done") this.finish("");
  }

  /**
   * Send the piece that starts at *offset*.
   *
   * @param {number} offset
   */
  async next(offset) {
    this.advance(offset);
    if (offset >= this.file.size) return;
    const blob = this.file.slice(offset, offset + CHUNK_BYTES);
    const piece = await blob.arrayBuffer().catch(() => null);
    if (this.over) return; // cancelled while the disk was read
    if (piece) this.model.send({ kind: "chunk", upload: this.id, offset }, undefined, [piece]);
    else this.fail("The browser could not read this file; it may have been moved or changed.");
  }

  /** @param {string} complaint */
  fail(complaint) {
    this.model.send({ kind: "cancel", upload: this.id });
    this.finish(complaint);
  }

  /** @param {number} received */
  advance(received) {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.hooks.slow(), SLOW_MS);
    this.hooks.progress(received);
  }

  /** @param {string} complaint */
  finish(complaint) {
    this.over = true;
    clearTimeout(this.patience);
    this.hooks.end(complaint);
  }
}
