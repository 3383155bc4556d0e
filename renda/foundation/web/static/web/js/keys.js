// Owns the keyboard map. Single letters act only outside text fields, never while an input method composes.
import { store } from "./words.js";

const SWITCH = "renda-keys";
const TEXT = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]):not([type=file]),textarea,select,[contenteditable]";
const lettersOn = () => store()?.getItem(SWITCH) !== "off";

function chord(event) {
  // With Alt a Mac types another character, so the place of the key counts.
  const plain = event.altKey ? event.code.replace(/^(Digit|Key|Numpad)/, "") : event.key;
  return `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${plain.toLowerCase()}`;
}

function isShown(element) {
  return element.getClientRects().length > 0;
}

function bound(keys) {
  return [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)].find((element) => isShown(element) && !element.disabled);
}

function press(element) {
  if (element.matches(TEXT)) element.focus();
  else element.click();
}

function move(step) {
  const list = [...document.querySelectorAll("[data-rows]")].find(isShown);
  if (!list) return false;
  const rows = [...list.children].filter((row) => isShown(row) && (row.matches("a") || row.querySelector("a")));
  if (!rows.length) return false;
  const now = rows.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("is-current"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, now < 0 ? 0 : now + step))];
  rows.forEach((row) => row.classList.toggle("is-current", row === next));
  const link = next.matches("a") ? next : next.querySelector("a");
  link.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function openCurrent() {
  const row = document.querySelector("[data-rows] .is-current");
  const link = row && (row.matches("a") ? row : row.querySelector("a"));
  if (!link) return false;
  link.click();
  return true;
}

function showHelp() {
  const help = document.getElementById("key-help");
  if (!help || help.open) return false;
  help.querySelector("[data-keys-switch]").checked = lettersOn();
  help.showModal();
  return true;
}

function submitForm(active) {
  const form = active?.closest("form[method=post]") || bound("ctrl+enter")?.form;
  if (!form) return false;
  const button = form.querySelector(".btn-main") || undefined;
  form.requestSubmit(button?.type === "submit" ? button : undefined);
  return true;
}

function pickNumber(event, active) {
  const group = active?.closest("[data-number-keys]");
  if (!group || !/^[1-9]$/.test(event.key)) return false;
  const choice = group.querySelectorAll("input")[Number(event.key) - 1];
  if (!choice) return false;
  choice.focus();
  choice.click();
  return true;
}

function letter(event) {
  switch (event.key) {
    case "j": case "J": return move(1);
    case "k": case "K": return move(-1);
    case "/": { const box = document.querySelector("[data-search]"); box?.focus(); box?.select(); return Boolean(box); }
    case "?": return showHelp();
    default: { const element = bound(event.key.toLowerCase()); if (element) press(element); return Boolean(element); }
  }
}

function act(event) {
  const active = document.activeElement;
  const keys = chord(event);
  if (document.querySelector("dialog[open]")) return false;
  if (keys === "ctrl+enter") return submitForm(active);
  if (event.ctrlKey || event.metaKey) return false;
  if (event.altKey) {
    const element = bound(keys);
    if (element) press(element);
    return Boolean(element);
  }
  if (event.key === "Escape" && active?.matches("[data-search]")) { active.blur(); return true; }
  if (active?.matches(TEXT)) return false;
  if (pickNumber(event, active)) return true;
  if (event.key === "Enter") return active === document.body && openCurrent();
  return event.key.length === 1 && lettersOn() && letter(event);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  if (act(event)) event.preventDefault();
});

document.addEventListener("click", (event) => { if (event.target.closest("[data-keys-help]")) showHelp(); });
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-switch]")) store()?.setItem(SWITCH, event.target.checked ? "on" : "off");
});
