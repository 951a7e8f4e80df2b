// One job, opened: its clip to be looked at closely, its words, and what can be done.

import { copyFrom, playerBar, PLAYER_WORDS } from "../../clips/player.js";
import { element, say } from "./dom.js";
import { when, WORDS } from "./gallery_words.js";

/** @typedef {import("./gallery_film.js").Film} Film */
/** @typedef {import("./gallery_film.js").Films} Films */
/** @typedef {import("./gallery_rows.js").Row} Row */
/** @typedef {import("./gallery_rows.js").Rows} Rows */

/** @param {string} text */
function button(text) {
  return element("button", { type: "button", class: "kling-button" }, text);
}

export class Opened {
  /**
   * @param {Rows} rows
   * @param {Films} films
   * @param {(place: number) => void} closed Called with the place that was shown last.
   * @param {(row: Row) => void} star
   */
  constructor(rows, films, closed, star) {
    this.rows = rows;
    this.films = films;
    this.closed = closed;
    this.star = star;
    this.place = 0;
    /** @type {Row | null} */
    this.row = null;
    this.ui = {
      stage: element("strong"),
      newer: button(`‹ ${WORDS.newer}`),
      older: button(`${WORDS.older} ›`),
      close: button(WORDS.close),
      stand: element("div"),
      loading: element("p", { class: "kling-small", role: "status" }),
      prompt: element("p", { class: "kling-open-prompt" }),
      facts: element("p", { class: "kling-small" }),
      error: element("p", { class: "kling-error" }),
      file: element("p", { class: "kling-small" }),
      reuse: button(WORDS.reuse),
      chain: button(WORDS.chain),
      star: button(""),
      copy: button(PLAYER_WORDS.copy),
      remove: button(WORDS.remove),
      sure: element("span", {}, WORDS.sure),
      yes: button(WORDS.yes),
      no: button(WORDS.no),
    };
    const { stage, newer, older, close, stand, loading, prompt, facts, error, file } = this.ui;
    const { reuse, chain, star: like, copy, remove, sure, yes, no } = this.ui;
    const head = element("div", { class: "kling-open-head" }, stage, newer, older, close);
    this.doing = element("div", { class: "kling-open-acts" }, reuse, chain, like, copy, remove);
    this.asking = element("div", { class: "kling-open-acts", role: "alertdialog" }, sure, yes, no);
    this.root = element("dialog", { class: "kling-open", "aria-label": WORDS.open }, head, stand, loading);
    this.root.append(prompt, facts, error, file, this.doing, this.asking);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { newer, older, close, reuse, chain, star, copy, remove, yes, no } = this.ui;
    /** @type {[HTMLElement, () => void][]} */
    const acts = [
      [newer, () => this.show(this.place - 1)],
      [older, () => this.show(this.place + 1)],
      [close, () => this.root.close()],
      [reuse, () => this.use("reuse")],
      [chain, () => this.use("chain")],
      [star, () => this.row && this.star(this.row)],
      [copy, () => this.row && void copyFrom(copy, this.row.file)],
      [remove, () => this.ask(true)],
      [no, () => this.ask(false)],
      [yes, () => this.remove()],
    ];
    for (const [control, act] of acts) control.addEventListener("click", act, { signal });
    this.root.addEventListener("close", () => this.end(), { signal });
    // Jupyter would take Escape for itself before the dialog hears of it.
    this.root.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation(), { signal });
  }

  /** @param {number} place */
  show(place) {
    const row = this.rows.rows.get(place);
    if (!row) return;
    this.place = place;
    this.draw(row);
    this.ui.stand.replaceChildren();
    if (!this.root.open) this.root.showModal();
    if (row.plays) this.load(row); // it comes at once if it has been played in passing
  }

  /** Draw what is open once more, as it is now. */
  refresh() {
    const row = this.root.open && [...this.rows.rows.values()].find(({ id }) => id === this.row?.id);
    if (row) this.draw(row);
  }

  /** @param {Row} row */
  draw(row) {
    this.row = row;
    const { ui } = this;
    if (!row.plays) ui.stand.replaceChildren();
    say(ui.stage, row.stage);
    say(ui.loading, row.plays && !ui.stand.firstChild ? WORDS.loading : "");
    say(ui.prompt, row.prompt || WORDS.noPrompt);
    say(ui.facts, `${when(row.at)} · ${row.facts}`);
    say(ui.error, row.error || row.note);
    say(ui.file, row.file);
    say(ui.star, row.starred ? `★ ${WORDS.starred}` : `☆ ${WORDS.star}`);
    ui.star.setAttribute("aria-pressed", String(row.starred));
    for (const control of [ui.chain, ui.remove]) control.hidden = !row.plays;
    ui.copy.hidden = row.file === "";
    ui.newer.disabled = !this.rows.rows.has(this.place - 1);
    ui.older.disabled = !this.rows.rows.has(this.place + 1);
    this.ask(false);
  }

  /** @param {Row} row */
  load(row) {
    say(this.ui.loading, WORDS.loading);
    this.films.get(row.id, false, (film) => this.play(row, film));
  }

  /**
   * @param {Row} row
   * @param {Film} film
   */
  play(row, film) {
    if (!this.root.open || this.row?.id !== row.id) return;
    say(this.ui.loading, "");
    const video = element("video", { class: "kling-open-film", src: film.url, poster: this.rows.pictures.get(row.id) ?? "" });
    video.setAttribute("aria-label", row.prompt || WORDS.noPrompt); // a prompt is nobody's to translate
    Object.assign(video, { controls: true, muted: true, loop: true, playsInline: true });
    const { fps, name } = film;
    // The path has a button of its own below.
    const bar = playerBar(video, { fps, name, path: "" }, this.ui.stand);
    this.ui.stand.replaceChildren(video, bar);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!still) video.play().catch(() => undefined); // it stands there, with its controls
  }

  /** @param {boolean} asks Whether it is asked before the file is deleted. */
  ask(asks) {
    this.asking.hidden = !asks;
    this.doing.hidden = asks;
    if (asks) this.ui.no.focus();
  }

  remove() {
    if (!this.row) return;
    const { id } = this.row;
    this.films.forget(id);
    this.rows.forgetPicture(id);
    this.rows.send({ kind: "delete", id });
    this.ask(false);
  }

  /** @param {"reuse" | "chain"} kind */
  use(kind) {
    if (this.row) this.rows.send({ kind, id: this.row.id });
    this.root.close();
  }

  end() {
    this.films.stop();
    this.ui.stand.replaceChildren();
    this.closed(this.place);
  }
}
