// Owns drafts: what is typed stays in this browser until it is saved; personal fields are never kept.
import { announce, notice, said, store } from "./words.js";

const PREFIX = "renda-draft:";
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const kept = new WeakSet();

function fields(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type)
    && !field.hasAttribute("data-private") && field.name !== "csrfmiddlewaretoken");
}

function read(form) {
  return fields(form).map((field) => [field.name, field.type === "radio" || field.type === "checkbox" ? field.value : "",
    field.type === "radio" || field.type === "checkbox" ? field.checked : field.value]);
}

function write(form, values) {
  for (const field of fields(form)) {
    const choice = field.type === "radio" || field.type === "checkbox";
    const found = values.find(([name, value]) => name === field.name && (!choice || value === field.value));
    if (!found) continue;
    if (choice) field.checked = found[2];
    else field.value = found[2];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function keep(form, box) {
  const key = PREFIX + form.dataset.draft;
  const fresh = JSON.stringify(read(form));
  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    const now = JSON.stringify(read(form));
    if (now === fresh) box.removeItem(key);
    else box.setItem(key, JSON.stringify({ at: Date.now(), values: JSON.parse(now) }));
  };
  const raw = box.getItem(key);
  // After a refusal the server has given back what was typed; the draft would only be older.
  if (raw && !form.querySelector(".has-error,.error-summary")) {
    const { values } = JSON.parse(raw);
    write(form, values);
    const discard = document.createElement("button");
    discard.type = "button";
    discard.className = "btn btn-small";
    discard.textContent = said("discard");
    const line = notice("info", `${said("draft")} `, discard);
    discard.addEventListener("click", () => { box.removeItem(key); write(form, JSON.parse(fresh)); box.removeItem(key); line.remove(); });
    form.prepend(line);
    announce(said("draft"));
  }
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 400); });
  form.addEventListener("submit", (event) => {
    save();
    if (navigator.onLine !== false) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.querySelector(".notice-warn")?.remove();
    form.prepend(notice("warn", said("offline")));
    announce(said("offline"));
  }, true);
}

export function start(root) {
  const box = store();
  if (!box) return;
  const done = [...root.querySelectorAll("[data-draft-clear]"), ...(root.matches?.("[data-draft-clear]") ? [root] : [])];
  for (const saved of done) box.removeItem(PREFIX + saved.dataset.draftClear);
  for (const key of Object.keys(box)) {
    if (key.startsWith(PREFIX) && Date.now() - (JSON.parse(box.getItem(key)).at || 0) > KEPT_FOR) box.removeItem(key);
  }
  for (const form of root.querySelectorAll("form[data-draft]")) {
    if (kept.has(form)) continue;
    kept.add(form);
    keep(form, box);
  }
}

// An office machine is shared: whoever signs out takes the drafts along.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  const box = store();
  if (box) for (const key of Object.keys(box)) if (key.startsWith(PREFIX)) box.removeItem(key);
});
