// Owns the order in which the page's scripts begin, for the whole page and for each part swapped in.
import "./busy.js";
import "./check.js";
import "./keys.js";
import * as count from "./count.js";
import * as draft from "./draft.js";
import * as focus from "./focus.js";
import "./live.js";
import * as photos from "./photos.js";
import * as shell from "./shell.js";

function start(root) {
  shell.start(root);
  photos.start(root);
  count.start(root);
  draft.start(root);
  focus.start(root);
}

start(document);
document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) start(event.detail.elt); });
