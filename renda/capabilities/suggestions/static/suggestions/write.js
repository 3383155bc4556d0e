// Owns the sheet a deputy writes on: handing in waits for a saving under way, and a lost network is said and tried again.
const form = document.getElementById("write");
const line = document.getElementById("saved");
let running = 0;
let waiting = null;

function over() {
  running = Math.max(0, running - 1);
  // The answer is put into the page first; it brings the revision that is sent along.
  if (running === 0 && waiting) setTimeout(() => { const button = waiting; waiting = null; form.requestSubmit(button); }, 60);
}

function failed() {
  const said = document.createElement("p");
  said.className = "lamp warn";
  said.textContent = line.dataset.failed;
  line.querySelector("p,.notice")?.replaceWith(said);
}

// Which text of the server's this browser last saw, so that what it kept is not saved over a newer one from elsewhere.
const SEEN = form && `renda-draft:seen.${form.dataset.draft}`;

function revision() {
  return line.querySelector("[name=revision]");
}

function remember() {
  try { localStorage.setItem(SEEN, JSON.stringify({ at: Date.now(), revision: revision().value })); } catch { /* no storage, no draft */ }
}

function compare() {
  let seen = null;
  try { seen = JSON.parse(localStorage.getItem(SEEN)); } catch { /* no storage, no draft */ }
  const isRestored = form.querySelector(".notice-info") !== null;
  if (isRestored && seen && seen.revision !== revision().value) revision().value = seen.revision;
  else remember();
}

if (form && line) {
  compare();
  line.addEventListener("htmx:afterSwap", remember);
  line.addEventListener("htmx:beforeRequest", () => { running += 1; });
  line.addEventListener("htmx:afterRequest", over);
  line.addEventListener("htmx:sendError", failed);
  line.addEventListener("htmx:responseError", failed);
  form.addEventListener("submit", (event) => {
    if (running === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter;
  }, true);
  addEventListener("online", () => form.dispatchEvent(new Event("input", { bubbles: true })));
  // Whoever takes the other text lets go of what this browser kept.
  line.addEventListener("click", (event) => {
    const dropped = event.target.closest("[data-draft-drop]");
    if (dropped) localStorage.removeItem(`renda-draft:${dropped.dataset.draftDrop}`);
  });
}
