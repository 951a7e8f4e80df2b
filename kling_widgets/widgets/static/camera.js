// The picker's camera: a live view in the picture's place, and a still from it.
//
// The camera runs only while its view is open; whatever ends the view stops it.

import { element, say, told } from "./dom.js";

const WISH = { facingMode: "environment", width: 2560 }; // the nearest that the camera has
const QUALITY = 0.95; // what is heavy then is shrunk like any other file
const NAME = "camera.jpg";
const ASKING = "Waiting for the camera; the browser may be asking whether this page may use it";
const REFUSED =
  "The browser does not let this page use the camera. Allow it in the browser's settings for this page and click Camera again, or choose a file.";
const MISSING = "No camera was found. Connect one and click Camera again, or choose a file.";
const BUSY =
  "The camera could not be started; another program may be using it. Close that program and click Camera again, or choose a file.";
const GONE = "The camera stopped; it may have been unplugged. Connect it and click Camera again, or choose a file.";

/** @type {Record<string, string>} What to say, by the name of the browser's error. */
const REASONS = {
  NotAllowedError: REFUSED,
  SecurityError: REFUSED,
  NotFoundError: MISSING,
  OverconstrainedError: MISSING,
};

/** Make the controls, and the view that goes into the picture's place. */
function cameraControls() {
  const usual = { type: "button", class: "kling-button" };
  return {
    open: element("button", usual, "Camera"),
    shoot: element("button", usual, "Take"),
    cancel: element("button", { type: "button", class: "kling-quiet" }, "Cancel"),
    error: element("p", { class: "kling-error", role: "alert" }),
    status: element("span", { class: "kling-small", role: "status" }),
    video: element("video", { playsinline: "", "aria-label": "Live view" }),
  };
}

export class Camera {
  /**
   * @param {HTMLElement} zone Where the picture is; the controls come behind it.
   * @param {(still: File) => void} take
   */
  constructor(zone, take) {
    this.zone = zone;
    this.take = take;
    this.ui = cameraControls();
    const { open, shoot, cancel, error, status, video } = this.ui;
    this.view = element("div", { class: "kling-live" }, status, video);
    this.row = element("div", { class: "kling-row kling-camera" }, open, shoot, cancel, error);
    zone.append(this.view);
    zone.after(this.row);
    this.present = false;
    this.live = false;
    /** Counts the view's openings and ends: what was begun in an earlier turn is void. */
    this.turn = 0;
    /** @type {MediaStream | null} */
    this.stream = null;
    this.close(); // brings the controls to what was said here
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { open, shoot, cancel, video } = this.ui;
    const options = { signal };
    // The buttons take each other's place: a double click is for the first alone.
    open.addEventListener("click", (event) => event.detail < 2 && this.open(), options);
    shoot.addEventListener("click", (event) => event.detail < 2 && this.shoot(), options);
    cancel.addEventListener("click", () => this.end(), options);
    // A notebook takes cells out of the page that are scrolled away; that pauses a video.
    video.addEventListener("pause", () => video.isConnected || this.close(), options);
    navigator.mediaDevices?.addEventListener("devicechange", () => this.look(), options);
    void this.look();
  }

  /** See whether there is a camera. A page without https has no `mediaDevices`. */
  async look() {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    this.present = devices.some(({ kind }) => kind === "videoinput");
    this.draw();
  }

  async open() {
    const turn = ++this.turn;
    this.live = true;
    say(this.ui.error, "");
    say(this.ui.status, told(ASKING));
    this.draw();
    this.ui.cancel.focus();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: WISH });
      if (turn === this.turn) await this.run(stream);
      else stop(stream); // allowed too late
    } catch (error) {
      const { name } = /** @type {DOMException} */ (error);
      if (turn === this.turn) this.end(REASONS[name] ?? BUSY);
    }
  }

  /** @param {MediaStream} stream */
  async run(stream) {
    const { cancel, shoot, status, video } = this.ui;
    this.stream = stream;
    for (const track of stream.getTracks()) track.onended = () => this.end(GONE);
    video.srcObject = stream;
    await video.play(); // from here on there is something to be seen
    say(status, "");
    this.draw();
    if (document.activeElement === cancel) shoot.focus();
  }

  /** Take a still as large as the video, and end the view. */
  async shoot() {
    const { video } = this.ui;
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    this.end();
    const { turn } = this;
    const still = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    if (turn === this.turn) this.take(new File([still], NAME, { type: still.type }));
  }

  /**
   * End the view for somebody who is at its controls.
   *
   * @param {string} [complaint]
   */
  end(complaint = "") {
    this.close();
    this.ui.open.focus();
    say(this.ui.error, told(complaint));
  }

  /** Stop the camera, if it runs. */
  close() {
    this.turn += 1;
    this.live = false;
    if (this.stream) stop(this.stream);
    this.stream = null;
    this.ui.video.srcObject = null;
    say(this.ui.error, "");
    this.draw();
  }

  /**
   * @param {string} label What the picture is called.
   * @param {boolean} disabled Whether none is wanted now.
   */
  describe(label, disabled) {
    this.ui.open.setAttribute("aria-label", told(`${label} from the camera`));
    this.ui.open.disabled = disabled;
    if (disabled) this.close();
  }

  draw() {
    const { open, shoot, cancel, status, video } = this.ui;
    const waiting = status.textContent !== "";
    this.zone.classList.toggle("kling-filming", this.live);
    this.view.hidden = shoot.hidden = cancel.hidden = !this.live;
    open.hidden = this.live || !this.present;
    video.hidden = shoot.disabled = waiting;
  }
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}
