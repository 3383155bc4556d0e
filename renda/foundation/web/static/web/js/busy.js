// Owns the guard against sending a form twice; the button says what is happening and always recovers.
import { said } from "./words.js";

const PATIENCE = 20000;
const sent = new Map();

function rest(form) {
  const was = sent.get(form);
  if (!was) return;
  sent.delete(form);
  clearTimeout(was.timer);
  if (!was.button) return;
  was.button.disabled = false;
  was.button.removeAttribute("aria-busy");
  was.button.replaceChildren(...was.words);
}

function occupy(form, button) {
  const was = { button, words: button ? [...button.childNodes] : [], timer: setTimeout(() => rest(form), PATIENCE) };
  sent.set(form, was);
  // Disabled at once, the button's own name and value would be missing from what is sent.
  setTimeout(() => {
    if (!button || sent.get(form) !== was) return;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    button.replaceChildren(button.dataset.busy || said("busy"));
  }, 0);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target === "_blank" || event.submitter?.formTarget === "_blank" || form.hasAttribute("data-free")) return;
  if (sent.has(form)) { event.preventDefault(); return; }
  occupy(form, event.submitter?.matches(".btn") ? event.submitter : null);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt.closest("form");
  if (!form || event.detail.requestConfig.verb === "get") return;
  if (sent.has(form)) { event.preventDefault(); return; }
  const button = event.detail.requestConfig.triggeringEvent?.submitter;
  occupy(form, button?.matches(".btn") ? button : null);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest("form");
  if (form) rest(form);
});
// A page that comes back from the browser's cache must not come back locked.
window.addEventListener("pageshow", (event) => { if (event.persisted) [...sent.keys()].forEach(rest); });
