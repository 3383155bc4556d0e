// Owns the remaining characters under a long text, and dictation where the browser offers it.
import { announce, said } from "./words.js";

const counted = new WeakSet();
const Listener = window.SpeechRecognition || window.webkitSpeechRecognition;

function counter(area) {
  const output = document.createElement("span");
  output.className = "count num";
  const most = Number(area.getAttribute("maxlength"));
  const show = () => {
    const left = most - area.value.length;
    output.textContent = left < 0 ? said("over", { n: -left }) : said("left", { n: left });
    output.classList.toggle("is-over", left < 0);
    if (left === 20 || left === 0) announce(output.textContent);
  };
  area.addEventListener("input", show);
  show();
  return output;
}

function speaker(area) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-small";
  button.textContent = said("speak");
  button.setAttribute("aria-pressed", "false");
  let listener = null;
  const stop = () => { listener = null; button.textContent = said("speak"); button.setAttribute("aria-pressed", "false"); };
  button.addEventListener("click", () => {
    if (listener) { listener.stop(); return; }
    listener = new Listener();
    listener.lang = document.documentElement.lang;
    listener.continuous = true;
    listener.onresult = (event) => {
      for (let index = event.resultIndex; index < event.results.length; index += 1) {
        if (event.results[index].isFinal) area.value += event.results[index][0].transcript;
      }
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    listener.onend = stop;
    // A browser may offer dictation whose service cannot be reached; then the button only misleads.
    listener.onerror = (event) => { stop(); if (event.error !== "no-speech" && event.error !== "aborted") button.remove(); };
    button.textContent = said("listening");
    button.setAttribute("aria-pressed", "true");
    listener.start();
  });
  return button;
}

export function start(root) {
  root.querySelectorAll("textarea[maxlength],[data-voice]").forEach((area) => {
    if (counted.has(area)) return;
    counted.add(area);
    const parts = [];
    if (Listener && area.hasAttribute("data-voice")) parts.push(speaker(area));
    if (area.hasAttribute("maxlength")) parts.push(counter(area));
    if (!parts.length) return;
    const line = document.createElement("div");
    line.className = "beside";
    line.append(...parts);
    area.after(line);
  });
}
