// Owns checking a field when it is left: what is wrong and how to fix it, under the field. The server decides.
import { said } from "./words.js";

const touched = new WeakSet();

function problem(field) {
  const value = field.value.trim();
  const digits = Number(field.dataset.digits);
  if (!value) return field.required ? said("missing") : "";
  if (digits) {
    const n = value.replace(/\D/g, "").length;
    return n === digits ? "" : said("digits", { n, all: digits });
  }
  const state = field.validity;
  if (state.valid) return "";
  if (state.tooShort) return said("short", { all: field.minLength });
  if (state.typeMismatch && field.type === "email") return said("email");
  return field.dataset.hint || field.validationMessage || said("wrong");
}

function show(field, text) {
  const box = field.closest(".field");
  if (!box) return;
  const id = `${field.id}_error`;
  let line = box.querySelector(".error");
  box.classList.toggle("has-error", Boolean(text));
  field.toggleAttribute("aria-invalid", Boolean(text));
  if (text) field.setAttribute("aria-invalid", "true");
  const described = new Set((field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
  if (!text) {
    line?.remove();
    described.delete(id);
  } else {
    if (!line) {
      line = document.createElement("p");
      line.className = "error";
      line.id = id;
      box.append(line);
    }
    const words = document.createElement("span");
    words.textContent = text;
    line.replaceChildren(words);
    described.add(id);
  }
  if (described.size) field.setAttribute("aria-describedby", [...described].join(" "));
  else field.removeAttribute("aria-describedby");
}

function isChecked(field) {
  return field.matches?.("form[data-check] .field input:not([type=radio]):not([type=checkbox]):not([type=file]),form[data-check] .field textarea,form[data-check] .field select");
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!isChecked(field)) return;
  touched.add(field);
  if (field.closest(".has-error") && !problem(field)) show(field, "");
});

document.addEventListener("focusout", (event) => {
  const field = event.target;
  if (isChecked(field) && touched.has(field)) show(field, problem(field));
});
