// The picker's controls, before anything is said in them.

import { element, unique } from "./dom.js";

/** Make the controls, each tied to its label, its help and its error. */
function controls() {
  const [file, place, help, error] = [unique(), unique(), unique(), unique()];
  const quiet = { type: "button", class: "kling-quiet" };
  return {
    label: element("label", { class: "kling-label", for: file }),
    file: element("input", {
      type: "file",
      accept: "image/png,image/jpeg,image/webp,image/avif,image/gif,image/bmp",
      id: file,
      class: "kling-file",
      "aria-describedby": `${help} ${error}`,
    }),
    thumbnail: element("img", { class: "kling-thumbnail", alt: "The picture as it will be sent" }),
    invitation: element("span", { class: "kling-invitation", id: help }),
    sending: element("span", { role: "status" }),
    bar: element("progress", { max: "1", value: "0", "aria-label": "Upload" }),
    cancel: element("button", quiet, "Cancel"),
    summary: element("p", { class: "kling-summary", role: "status" }),
    notes: element("ul", { class: "kling-notes" }),
    remove: element("button", quiet, "Remove"),
    placeLabel: element("label", { class: "kling-label kling-minor", for: place }),
    place: element("input", {
      type: "text",
      id: place,
      class: "kling-place",
      placeholder: "photo.jpg or https://…",
      spellcheck: "false",
      "aria-describedby": error,
    }),
    use: element("button", { type: "button", class: "kling-button" }, "Use"),
    reason: element("p", { class: "kling-small" }),
    error: element("p", { class: "kling-error", role: "alert", id: error }),
    mends: element("div", { class: "kling-row", role: "group", "aria-label": "Mend the picture" }),
  };
}

/** Put the controls together in the order they are read. */
export function build() {
  const ui = controls();
  ui.invitation.append(element("strong", {}, "Choose a picture"));
  ui.invitation.append(element("span", {}, "or drop or paste it here"));
  const zone = element("div", { class: "kling-zone" }, ui.invitation, ui.thumbnail, ui.file);
  const progress = element("div", { class: "kling-progress" }, ui.sending, ui.bar, ui.cancel);
  const facts = element("div", { class: "kling-facts" }, ui.summary, ui.remove);
  const row = element("div", { class: "kling-row" }, ui.place, ui.use);
  const root = element("div", { class: "kling-picker" });
  root.append(ui.label, zone, progress, facts, ui.notes, ui.placeLabel, row, ui.reason, ui.error, ui.mends);
  return { ...ui, root, zone, progress, facts };
}
