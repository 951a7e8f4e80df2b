// Clips on their way to the page, in pieces: the next one is asked for when one has come,
// so that a pointer that moves on costs one piece at most.

/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./gallery_rows.js").Rows} Rows */

/**
 * @typedef {object} Film A clip that has come.
 * @property {string} url
 * @property {number} fps
 * @property {string} name
 */

const KEPT_FILMS = 6;
/** A longer clip is played when it is opened, and not under the pointer. */
const PASSING_BYTES = 12_000_000;

export class Films {
  /** @param {Rows} rows */
  constructor(rows) {
    this.rows = rows;
    /** @type {Map<string, Film>} */
    this.films = new Map();
    /** @type {{id: string, parts: DataView[], got: number, passing: boolean, done: (film: Film) => void} | null} */
    this.wish = null;
  }

  /**
   * Get a clip; only the one that was asked for last comes.
   *
   * @param {string} id
   * @param {boolean} passing Whether it is only looked at in passing.
   * @param {(film: Film) => void} done
   */
  get(id, passing, done) {
    const film = this.films.get(id);
    this.wish = film ? null : { id, parts: [], got: 0, passing, done };
    if (film) done(film);
    else this.rows.send({ kind: "piece", id, offset: 0 });
  }

  /** Want no clip any more. */
  stop() {
    this.wish = null;
  }

  /**
   * @param {Message} message
   * @param {DataView[]} buffers
   */
  hear(message, buffers) {
    const wish = this.wish;
    if (!wish || message.kind !== "piece" || message.id !== wish.id || message.offset !== wish.got) return;
    const size = Number(message.size);
    if (!buffers[0] || (wish.passing && size > PASSING_BYTES)) return;
    wish.parts.push(buffers[0]);
    wish.got += buffers[0].byteLength;
    if (wish.got < size) this.rows.send({ kind: "piece", id: wish.id, offset: wish.got });
    else this.finish(message);
  }

  /** @param {Message} message */
  finish(message) {
    const wish = this.wish;
    if (!wish) return;
    const blob = new Blob(/** @type {any} */ (wish.parts), { type: "video/mp4" });
    const film = { url: URL.createObjectURL(blob), fps: Number(message.fps), name: String(message.name) };
    this.films.set(wish.id, film);
    this.wish = null;
    for (const id of this.films.keys()) if (this.films.size > KEPT_FILMS) this.forget(id);
    wish.done(film);
  }

  /** @param {string} id */
  forget(id) {
    URL.revokeObjectURL(this.films.get(id)?.url ?? "");
    this.films.delete(id);
  }

  close() {
    this.stop();
    for (const id of [...this.films.keys()]) this.forget(id);
  }
}
