// The picture picker: choose, drop or paste a file, take one with the camera, or name
// a path or URL.
//
// What Python makes of the picture comes back in traits; nothing here writes one.

import { Camera } from "./camera.js";
import { begin, element, follow, say, told } from "./dom.js";
import { build } from "./picker_controls.js";
import { megabytes, sending, Upload } from "./upload.js";

/** @typedef {import("./dom.js").Message} Message */
/** @typedef {import("./dom.js").Model} Model */
/** @typedef {import("./shrink.js").Parcel} Parcel */

const TEXTS = ["label", "summary", "notes", "error", "mends", "reason"];
const WAITING = "Waiting for the kernel; a running cell may be holding it up";

/** One picker on the page. */
class Picker {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.ui = build();
    this.camera = new Camera(this.ui.zone, (still) => this.take([still]));
    /** @type {Upload | null} */
    this.upload = null;
    /** What the page itself has to complain of; Python's complaint is a trait. */
    this.complaint = "";
    this.thumbnailUrl = "";
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { ui, model } = this;
    const options = { signal };
    ui.file.addEventListener("change", () => this.take(ui.file.files), options);
    ui.zone.addEventListener("dragover", (event) => this.hover(event), options);
    ui.zone.addEventListener("dragleave", () => ui.zone.classList.remove("kling-over"), options);
    ui.zone.addEventListener("drop", (event) => this.drop(event), options);
    ui.root.addEventListener("paste", (event) => this.paste(event), options);
    ui.cancel.addEventListener("click", () => this.cancel(), options);
    ui.remove.addEventListener("click", () => this.clear(), options);
    ui.use.addEventListener("click", () => this.name(), options);
    ui.place.addEventListener("keydown", (event) => event.key === "Enter" && this.name(), options);
    addEventListener("pagehide", () => this.upload?.cancel(), options); // the kernel would wait for it
    this.camera.listen(signal);
    for (const trait of TEXTS) follow(model, `change:${trait}`, () => this.draw(), signal);
    follow(model, "change:thumbnail", () => this.drawThumbnail(), signal);
    follow(model, "msg:custom", (message) => this.hear(message), signal);
  }

  /** Give up what is under way and give back what was borrowed. */
  close() {
    this.upload?.cancel();
    this.camera.close();
    URL.revokeObjectURL(this.thumbnailUrl);
    this.ui.root.remove();
  }

  /** Whether no picture is wanted here now. */
  get disabled() {
    return this.model.get("reason") !== "";
  }

  /** @param {DragEvent} event */
  hover(event) {
    event.preventDefault();
    this.ui.zone.classList.toggle("kling-over", !this.disabled);
  }

  /** @param {DragEvent} event */
  drop(event) {
    event.preventDefault();
    event.stopPropagation();
    this.ui.zone.classList.remove("kling-over");
    this.take(event.dataTransfer?.files);
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    if (!event.clipboardData?.files.length) return; // text belongs to the text field
    event.preventDefault();
    this.take(event.clipboardData.files);
  }

  /** @param {ArrayLike<File> | null | undefined} files */
  take(files) {
    const file = files?.[0];
    if (!file || this.disabled) return;
    this.upload?.cancel();
    this.camera.close();
    this.ui.place.value = "";
    this.begin(file);
  }

  /** @param {File} file */
  begin(file) {
    this.complaint = "";
    this.upload = new Upload(file, this.model, {
      progress: (parcel, received) => this.progress(parcel, received),
      slow: () => say(this.ui.sending, told(WAITING)),
      end: (complaint) => this.end(complaint),
    });
    this.ui.bar.removeAttribute("value"); // how long it takes to shrink nobody knows
    say(this.ui.sending, told(`Looking at ${megabytes(file.size)}`));
    void this.upload.start();
    this.draw();
  }

  /** Take the path or URL that was typed. */
  name() {
    const text = this.ui.place.value.trim();
    if (!text || this.disabled) return;
    this.upload?.cancel();
    this.camera.close();
    this.end("");
    this.model.send({ kind: "location", text });
  }

  cancel() {
    this.upload?.cancel();
    this.ui.file.focus();
  }

  clear() {
    this.upload?.cancel();
    this.camera.close();
    this.ui.place.value = "";
    this.end("");
    this.model.send({ kind: "clear" });
    this.ui.file.focus();
  }

  /** @param {string} way */
  mend(way) {
    this.camera.close();
    this.model.send({ kind: "mend", way });
    this.ui.file.focus(); // the button is about to go
  }

  /** @param {Message} message */
  hear(message) {
    if (message.kind === "focus") this.ui.file.focus();
    this.upload?.hear(message);
  }

  /**
   * @param {Parcel} parcel
   * @param {number} received
   */
  progress(parcel, received) {
    const { size } = parcel.blob;
    this.ui.bar.value = size && received / size;
    say(this.ui.sending, told(received < size ? sending(parcel) : "Preparing the picture"));
    this.draw();
  }

  /** @param {string} complaint */
  end(complaint) {
    this.upload = null;
    this.complaint = complaint;
    // As with a picture that Python refuses: the one before is not what was meant.
    if (complaint) this.model.send({ kind: "clear" });
    this.ui.file.value = ""; // so that the same file can be chosen again
    this.draw();
  }

  /** Bring the words on the page to what the traits and the upload say. */
  draw() {
    const { ui, model, disabled } = this;
    const label = String(model.get("label"));
    const error = told(this.complaint) || (this.upload ? "" : String(model.get("error")));
    say(ui.label, label);
    say(ui.placeLabel, told(`${label} path or URL`));
    say(ui.reason, model.get("reason"));
    say(ui.error, error);
    say(ui.summary, model.get("summary"));
    ui.notes.replaceChildren(...model.get("notes").map((/** @type {string} */ note) => element("li", {}, note)));
    this.drawMends();
    ui.remove.setAttribute("aria-label", told(`Remove ${label.toLowerCase()}`));
    ui.file.setAttribute("aria-invalid", String(error !== ""));
    for (const control of [ui.file, ui.place, ui.use]) control.disabled = disabled;
    this.camera.describe(label, disabled);
    ui.root.classList.toggle("kling-disabled", disabled);
    ui.progress.hidden = this.upload === null;
    ui.facts.hidden = model.get("summary") === "";
  }

  /** One button for each thing that would help. */
  drawMends() {
    const { ui, model } = this;
    const ways = this.complaint || this.upload ? [] : model.get("mends");
    ui.mends.hidden = ways.length === 0;
    const buttons = ways.map((/** @type {{way: string, label: string}} */ { way, label }) => {
      const button = element("button", { type: "button", class: "kling-button" }, label);
      button.onclick = () => this.mend(way);
      return button;
    });
    ui.mends.replaceChildren(...buttons);
  }

  drawThumbnail() {
    const bytes = this.model.get("thumbnail");
    const present = bytes?.byteLength > 0;
    URL.revokeObjectURL(this.thumbnailUrl);
    this.thumbnailUrl = present ? URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" })) : "";
    this.ui.thumbnail.src = this.thumbnailUrl;
    this.ui.thumbnail.hidden = !present;
    this.ui.invitation.hidden = present;
  }
}

// The panel's other parts are Jupyter's own widgets, which cannot say their language.
/** @param {HTMLElement} el @param {AbortSignal} signal */
function sayLanguage(el, signal) {
  const look = new ResizeObserver(() => el.closest(".kling-studio")?.setAttribute("lang", el.lang));
  look.observe(el);
  signal.addEventListener("abort", () => look.disconnect());
}

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const controller = begin(model, el);
  const picker = new Picker(model);
  picker.listen(controller.signal);
  sayLanguage(el, controller.signal);
  picker.draw();
  picker.drawThumbnail();
  el.append(picker.ui.root);
  return () => {
    controller.abort();
    picker.close();
  };
}

export default { render };
