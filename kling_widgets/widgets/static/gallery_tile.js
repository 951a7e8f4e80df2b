// One job on the grid: its picture, or its state in words, and what it was asked for with.

import { element, say } from "./dom.js";
import { nameOf, shortly, WORDS } from "./gallery_words.js";

/** @typedef {import("./gallery_film.js").Film} Film */
/** @typedef {import("./gallery_rows.js").Row} Row */

/**
 * @typedef {object} Acts What a tile lets a person do.
 * @property {(place: number) => void} open
 * @property {(row: Row) => void} star
 * @property {(row: Row, on: boolean) => void} select
 * @property {(tile: Tile) => void} enter The pointer or the keyboard has come.
 * @property {(tile: Tile) => void} leave
 */

export class Tile {
  /** @param {Acts} acts */
  constructor(acts) {
    /** @type {Row | null} */
    this.row = null;
    this.place = -1;
    /** @type {HTMLVideoElement | null} */
    this.video = null;
    this.ui = {
      open: element("button", { type: "button", class: "kling-tile-open" }),
      picture: element("img", { class: "kling-tile-picture", alt: "", draggable: "false" }),
      stage: element("span", { class: "kling-tile-stage" }),
      prompt: element("span", { class: "kling-tile-prompt" }),
      facts: element("span", { class: "kling-tile-facts" }),
      star: element("button", { type: "button", class: "kling-tile-star", "aria-label": WORDS.star }),
      select: element("input", { type: "checkbox", class: "kling-tile-select", "aria-label": WORDS.select }),
    };
    const { open, picture, stage, prompt, facts, star, select } = this.ui;
    this.frame = element("span", { class: "kling-tile-frame" }, picture, stage);
    open.append(this.frame, prompt, facts);
    this.root = element("div", { class: "kling-tile", role: "listitem" }, open, star, select);
    open.addEventListener("click", () => acts.open(this.place));
    star.addEventListener("click", () => this.row && acts.star(this.row));
    select.addEventListener("change", () => this.row && acts.select(this.row, select.checked));
    this.root.addEventListener("pointerenter", () => acts.enter(this));
    this.root.addEventListener("pointerleave", () => acts.leave(this));
    open.addEventListener("focus", () => acts.enter(this));
    open.addEventListener("blur", () => acts.leave(this));
  }

  /**
   * Show a job, or that it has not come yet.
   *
   * @param {number} place
   * @param {number} total
   * @param {Row | undefined} row
   */
  show(place, total, row) {
    this.place = place;
    this.root.setAttribute("aria-posinset", String(place + 1));
    this.root.setAttribute("aria-setsize", String(total));
    if (row?.id !== this.row?.id) this.still();
    this.row = row ?? null;
    this.root.dataset.tone = row?.tone ?? "";
    this.root.classList.toggle("kling-tile-empty", !row);
    say(this.ui.prompt, row ? row.prompt || WORDS.noPrompt : "");
    say(this.ui.facts, row ? `${shortly(row.at)} · ${row.facts}` : "");
    this.ui.open.setAttribute("aria-label", row ? nameOf(row) : WORDS.waiting);
    for (const name of /** @type {const} */ (["star", "select"])) this.ui[name].hidden = !row;
    this.ui.star.setAttribute("aria-pressed", String(row?.starred ?? false));
    this.ui.star.textContent = row?.starred ? "★" : "☆";
  }

  /**
   * @param {string | undefined} url
   * @param {boolean} selected
   */
  dress(url, selected) {
    const row = this.row;
    this.ui.select.checked = selected;
    this.root.classList.toggle("kling-tile-selected", selected);
    const picture = row?.plays ? url : undefined;
    if (picture && this.ui.picture.src !== picture) this.ui.picture.src = picture;
    this.ui.picture.hidden = !picture;
    say(this.ui.stage, row && !row.plays ? row.stage : "");
  }

  /**
   * Play over the picture, without sound.
   *
   * @param {Film} film
   */
  play(film) {
    this.still();
    this.video = element("video", { class: "kling-tile-film", src: film.url, "aria-hidden": "true", tabindex: "-1" });
    Object.assign(this.video, { muted: true, loop: true, playsInline: true });
    this.frame.append(this.video);
    this.video.play().catch(() => this.still()); // the picture stays
  }

  still() {
    this.video?.remove();
    this.video = null;
  }

  /** @param {boolean} on Whether Tab leads here. */
  reach(on) {
    const { open, star, select } = this.ui;
    for (const control of [open, star, select]) control.tabIndex = on ? 0 : -1;
  }
}
