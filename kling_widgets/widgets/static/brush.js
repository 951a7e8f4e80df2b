// The motion brush: paint on a picture what stays still and what moves, and where to.

import { begin } from "./dom.js";
import { Desk } from "./brush_desk.js";
import { Painting } from "./brush_painting.js";

/** @typedef {import("./dom.js").Model} Model */

/** What all views of one widget share: the painting, for as long as one is shown. */
function brush() {
  let views = 0;
  /** @type {Painting} */
  let painting;
  /** @type {AbortController} */
  let shared;

  /** @param {{model: Model, el: HTMLElement}} context */
  function render({ model, el }) {
    if (views++ === 0) {
      shared = new AbortController();
      painting = new Painting(model);
      painting.open(shared.signal);
    }
    const own = begin(model, el);
    const desk = new Desk(painting, model.get("palette"), model.get("help"));
    desk.listen(own.signal);
    el.append(desk.root);
    return () => {
      desk.close();
      own.abort();
      if (--views === 0) shared.abort();
    };
  }

  return { render };
}

export default brush;
