// Owns where the focus goes: to the list of errors, to what a swap changed; and says it aloud.
import { announce, notice, said } from "./words.js";

const waiting = new Map();

export function start(root) {
  const first = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
  if (first) {
    if (!first.hasAttribute("tabindex") && !first.matches("a,button,input,select,textarea")) first.tabIndex = -1;
    first.focus();
  }
  const speech = root.matches?.("[data-say]") ? root : root.querySelector("[data-say]");
  if (speech) announce(speech.dataset.say);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  const target = field.matches("input,select,textarea,button") ? field : field.querySelector("input,select,textarea") || field;
  target.focus();
  target.scrollIntoView({ block: "center" });
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const target = event.detail.target;
  waiting.set(target, setTimeout(() => { target.classList.add("is-updating"); announce(said("updating")); }, 400));
});

document.addEventListener("htmx:afterRequest", (event) => {
  clearTimeout(waiting.get(event.detail.target));
  waiting.delete(event.detail.target);
  event.detail.target.classList.remove("is-updating");
});

function failed(event) {
  const text = navigator.onLine === false ? said("offline") : said("failed");
  const form = event.detail.elt.closest("form") || document.getElementById("main");
  form?.querySelector(":scope > .notice-danger")?.remove();
  form?.prepend(notice("danger", text));
  announce(text);
}
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:responseError", failed);
