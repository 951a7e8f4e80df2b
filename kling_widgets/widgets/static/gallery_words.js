// What the gallery says on the page.

import { told } from "./dom.js";

/** @typedef {import("./gallery_rows.js").Row} Row */

export const WORDS = {
  gallery: "Gallery",
  search: "Search prompts",
  state: "State",
  anyState: "Any state",
  model: "Model",
  anyModel: "Any model",
  from: "From",
  to: "To",
  cost: "Cost",
  starred: "Starred",
  clear: "Clear filters",
  nothing: "No jobs yet. What you make with kling.Studio() or kling.generate(…) appears here.",
  notFound: "No job fits these filters.",
  waiting: "Waiting for the kernel…",
  open: "Open",
  star: "Star",
  select: "Select",
  export: "Export as a page",
  exporting: "Exporting…",
  unselect: "Clear selection",
  close: "Close",
  newer: "Newer",
  older: "Older",
  reuse: "Reuse settings",
  chain: "Start the next clip from its last frame",
  remove: "Delete file…",
  sure: "Delete the file for good? The job, its words and its recipe stay.",
  yes: "Delete the file",
  no: "Keep it",
  noPrompt: "No prompt",
  loading: "Loading the clip…",
};

/** Each with the least and the most dollars that are meant. */
export const COSTS = [
  { label: "Any cost" },
  { label: "Free", most: 0 },
  { label: "Up to $0.25", least: 0.001, most: 0.25 },
  { label: "$0.25 to $1", least: 0.25, most: 1 },
  { label: "Over $1", least: 1.001 },
];

/** @type {string | undefined} How dates are written. */
let locale;

/** @param {string} lang Whose dates are written; of its ways, the browser's own comes first. */
export function writeDatesIn(lang) {
  locale = navigator.languages.find((one) => one.startsWith(lang)) ?? lang;
}

/**
 * @param {number} total
 * @param {number} all
 * @returns {string} How many jobs are shown, and of how many.
 */
export function counted(total, all) {
  const [some, number] = [total, all].map((count) => count.toLocaleString("en"));
  if (total === all) return told(all === 1 ? "1 job" : `${number} jobs`);
  return told(all === 1 ? `${some} of 1 job` : `${some} of ${number} jobs`);
}

/**
 * @param {number} count
 * @returns {string}
 */
export function selected(count) {
  return told(`${count.toLocaleString("en")} selected`);
}

/**
 * @param {string} at
 * @returns {string} A moment in the reader's own time.
 */
export function when(at) {
  return new Date(at).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}

/**
 * @param {string} at
 * @returns {string} The same in short: a year only where it is another one.
 */
export function shortly(at) {
  const date = new Date(at);
  /** @type {Intl.DateTimeFormatOptions} */
  const style = { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" };
  if (date.getFullYear() !== new Date().getFullYear()) style.year = "numeric";
  return date.toLocaleString(locale, style);
}

/**
 * @param {Row} row
 * @returns {string} What a screen reader calls a tile.
 */
export function nameOf(row) {
  return `${row.prompt || WORDS.noPrompt}, ${row.stage}, ${when(row.at)}`;
}
