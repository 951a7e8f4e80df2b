// One file on its way to the kernel: made light first, then sent in binary messages
// of at most CHUNK_BYTES, each when the kernel has acknowledged the one before. (A trait travels as
// one message, and servers drop messages above some 10 MB without a word.)

import { told, unique } from "./dom.js";
import { pack } from "./shrink.js";

/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./dom.js").Model} Model */
/** @typedef {import("./shrink.js").Parcel} Parcel */

/**
 * @typedef {object} Hooks
 * @property {(parcel: Parcel, received: number) => void} progress So many bytes have arrived.
 * @property {() => void} slow The kernel has not answered for a while.
 * @property {(complaint: string) => void} end It is over, well or with a sentence.
 */

const CHUNK_BYTES = 1_000_000;
const MAX_BYTES = 64_000_000;
const SLOW_MS = 4000;
const UNREADABLE = "The browser could not read this file; it may have been moved or changed.";

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
    /** @type {Parcel} */
    this.parcel = { blob: file, was: null };
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.patience = undefined;
  }

  async start() {
    this.model.send({ kind: "coming", upload: this.id });
    const parcel = await pack(this.file, this.model.get("max_side")).catch(() => UNREADABLE);
    if (this.over) return; // cancelled while the picture was looked at
    if (typeof parcel === "string") this.fail(parcel);
    else this.begin(parcel);
  }

  /** @param {Parcel} parcel */
  begin(parcel) {
    const { blob, was } = parcel;
    if (blob.size > MAX_BYTES) return this.fail(tooLarge(blob.size));
    this.parcel = parcel;
    this.model.send({ kind: "begin", upload: this.id, name: this.file.name, size: blob.size, was });
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
    const { blob } = this.parcel;
    this.advance(offset);
    if (offset >= blob.size) return;
    const piece = await blob.slice(offset, offset + CHUNK_BYTES).arrayBuffer().catch(() => null);
    if (this.over) return; // cancelled while the disk was read
    if (piece) this.model.send({ kind: "chunk", upload: this.id, offset }, undefined, [piece]);
    else this.fail(UNREADABLE);
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
    this.hooks.progress(this.parcel, received);
  }

  /** @param {string} complaint */
  finish(complaint) {
    this.over = true;
    clearTimeout(this.patience);
    this.hooks.end(complaint);
  }
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;
}

/**
 * @param {Parcel} parcel
 * @returns {string} What travels, and what was done to it.
 */
export function sending({ blob, was }) {
  const size = megabytes(blob.size);
  if (!was) return `Sending ${size}`;
  const { kind, width, height, turned, side } = was;
  const shrunk = side < Math.max(width, height) ? `shrunk to ${side} px` : "";
  const facts = [`${width}\u00d7${height} ${kind}`, turned ? "turned upright" : "", shrunk, size];
  return `Sending ${facts.filter(Boolean).map(told).join(", ")}`;
}

/** @param {number} bytes */
function tooLarge(bytes) {
  const limit = `at most ${megabytes(MAX_BYTES)} can be sent to the kernel`;
  return `This file has ${megabytes(bytes)}; ${limit}, and the browser could not shrink it.`;
}
