// Owns the bell's count while the page is open: one stream of events, no polling, silent where there is none.
import { announce, said } from "./words.js";

const bell = document.querySelector("[data-live]");

function address(live) {
  return `${live.startsWith(":") ? `${location.protocol}//${location.hostname}${live}` : live}/live/notices`;
}

function show(count) {
  let mark = bell.querySelector(".bell-count");
  if (!count) { mark?.remove(); return; }
  if (!mark) {
    mark = document.createElement("b");
    mark.className = "bell-count";
    mark.setAttribute("aria-hidden", "true");
    bell.append(mark);
  }
  mark.textContent = count > 99 ? "99+" : String(count);
  announce(said("notice"));
}

if (bell && "EventSource" in window) {
  const source = new EventSource(address(bell.dataset.live), { withCredentials: true });
  source.addEventListener("notices", (event) => {
    show(Number(event.data));
    document.body.dispatchEvent(new CustomEvent("renda:notices"));
  });
  addEventListener("pagehide", () => source.close());
}
