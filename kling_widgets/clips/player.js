// What a browser's own video controls lack: single frames, speed, repeating, the file.
//
// The panel's cards use it, and so does the script in a cell's saved output. There it
// finds nothing but the page: no kernel, no style sheet, perhaps no HTTPS.

export const PLAYER_WORDS = {
  bar: "More controls",
  back: "One frame back (,)",
  on: "One frame on (.)",
  speed: "Speed",
  loop: "Loop",
  full: "Full screen",
  download: "Download",
  copy: "Copy path",
  copied: "Copied",
  failed: "Could not copy",
};
const SPEEDS = [0.25, 0.5, 1, 1.5, 2];
const SAID_MS = 2000;
const BAR_STYLE = "display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;margin-top:4px;font-size:0.85em";
const BUTTON_STYLE =
  "font:inherit;color:inherit;background:transparent;border:1px solid rgba(128,128,128,0.6);border-radius:4px;" +
  "padding:1px 8px;margin:0;width:auto;height:auto;cursor:pointer;text-decoration:none";
const OPTION_STYLE = "color:CanvasText;background:Canvas";

/**
 * @typedef {object} Film What the player has to know of a clip.
 * @property {number} fps Pictures a second.
 * @property {string} name What a download is called.
 * @property {string} path Where the file is, for people; empty where that is said elsewhere.
 */

/**
 * Show the frame that is so many after the one on the screen.
 *
 * @param {HTMLVideoElement} video
 * @param {number} fps
 * @param {number} by
 */
function step(video, fps, by) {
  if (!(video.duration > 0 && fps > 0)) return;
  video.pause();
  const now = Math.floor(video.currentTime * fps + 0.01);
  const last = Math.max(0, Math.round(video.duration * fps) - 1);
  // Into the middle of a frame: no rounding can miss it there.
  video.currentTime = (Math.min(Math.max(now + by, 0), last) + 0.5) / fps;
}

/**
 * Put a text into the clipboard, also where the page has no HTTPS.
 *
 * @param {string} text
 * @returns {Promise<boolean>} Whether it is there.
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    const focused = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    return done;
  }
}

/**
 * Copy, and say for a moment on the button how it went.
 *
 * @param {HTMLElement} button
 * @param {string} text
 */
export async function copyFrom(button, text) {
  button.textContent = (await copyText(text)) ? PLAYER_WORDS.copied : PLAYER_WORDS.failed;
  setTimeout(() => (button.textContent = PLAYER_WORDS.copy), SAID_MS);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} text
 * @param {string} [label] Where the text is a sign.
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function control(tag, text, label) {
  const node = document.createElement(tag);
  node.textContent = text;
  node.style.cssText = BUTTON_STYLE;
  if (node instanceof HTMLButtonElement) node.type = "button";
  if (label) node.title = label;
  if (label) node.setAttribute("aria-label", label);
  return node;
}

/**
 * @param {HTMLVideoElement} video
 * @returns {HTMLElement}
 */
function speedChoice(video) {
  const label = document.createElement("label");
  const choice = control("select", "");
  for (const speed of SPEEDS) choice.add(new Option(`${speed}×`, String(speed), speed === 1, speed === 1));
  for (const option of choice.options) option.style.cssText = OPTION_STYLE;
  choice.addEventListener("change", () => (video.playbackRate = Number(choice.value)));
  label.append(`${PLAYER_WORDS.speed} `, choice);
  return label;
}

/**
 * @param {HTMLVideoElement} video
 * @returns {HTMLElement}
 */
function loopChoice(video) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", checked: video.loop });
  box.style.cssText = "margin:0;vertical-align:middle";
  box.addEventListener("change", () => (video.loop = box.checked));
  label.append(box, ` ${PLAYER_WORDS.loop}`);
  return label;
}

/**
 * Make the bar that goes below a video, and let , and . step it.
 *
 * @param {HTMLVideoElement} video
 * @param {Film} film
 * @param {HTMLElement} area Where the keys count.
 * @returns {HTMLElement}
 */
export function playerBar(video, { fps, name, path }, area) {
  const bar = document.createElement("div");
  const { back, on, full, download, copy } = PLAYER_WORDS;
  const buttons = { back: control("button", "◂|", back), on: control("button", "|▸", on) };
  const screen = control("button", full);
  const file = control("a", download);
  const place = control("button", copy, "");
  bar.style.cssText = BAR_STYLE;
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", PLAYER_WORDS.bar);
  buttons.back.addEventListener("click", () => step(video, fps, -1));
  buttons.on.addEventListener("click", () => step(video, fps, 1));
  screen.addEventListener("click", () => void video.requestFullscreen?.());
  place.addEventListener("click", () => void copyFrom(place, path));
  Object.assign(file, { href: video.currentSrc || video.src, download: name });
  bar.append(buttons.back, buttons.on, speedChoice(video), loopChoice(video), screen, file);
  if (path) bar.append(place);
  // Jupyter would take a letter for a command of its own: "x" cuts the cell. It looks for
  // this mark on the element itself, and maybe before that hears of the key.
  area.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) target.dataset.lmSuppressShortcuts = "true";
  });
  area.addEventListener("keydown", (event) => {
    const by = { ",": -1, ".": 1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(video, fps, by);
  });
  return bar;
}
