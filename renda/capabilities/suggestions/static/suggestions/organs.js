// Owns the choice of organs, and of colleagues: a box that finds them by typing, and the chosen ones as words that can be taken away.
function shown(box) {
  const chosen = box.querySelector("[data-organs-chosen]");
  chosen.replaceChildren();
  for (const input of box.querySelectorAll("input[type=checkbox]:checked")) {
    const word = document.createElement("button");
    word.type = "button";
    word.className = `chip ${input.name === "lead" ? "ok" : "wait"}`;
    const name = input.closest("li").dataset.name;
    word.textContent = `${chosen.dataset[input.name]} ${name} ×`;
    word.setAttribute("aria-label", `${chosen.dataset.remove} ${name}`);
    word.addEventListener("click", () => { input.checked = false; shown(box); });
    chosen.append(word);
  }
}

function narrow(box, text) {
  const wanted = text.trim().toLowerCase();
  let count = 0;
  for (const row of box.querySelectorAll("li")) {
    row.hidden = wanted !== "" && !row.dataset.name.toLowerCase().includes(wanted);
    if (!row.hidden) count += 1;
  }
  box.querySelector("[data-organs-none]").hidden = count > 0;
}

function first(box, name) {
  return [...box.querySelectorAll("li")].find((row) => !row.hidden)?.querySelector(`input[name=${name}]`);
}

function start(root) {
  const found = root.matches?.("[data-organs]") ? [root] : root.querySelectorAll("[data-organs]");
  for (const box of found) {
    const search = box.querySelector("[data-organs-search]");
    if (!search.hidden) continue;
    search.hidden = false;
    search.addEventListener("input", () => narrow(box, search.value));
    search.addEventListener("keydown", (event) => {
      // Enter takes the first one found to lead, with Shift to assist; the form waits for Ctrl and Enter.
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
      event.preventDefault();
      const input = search.value.trim() && first(box, box.dataset.organs || (event.shiftKey ? "joint" : "lead"));
      if (!input) return;
      input.checked = true;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      search.value = "";
      narrow(box, "");
    });
    box.addEventListener("change", (event) => {
      if (event.target.type !== "checkbox") return;
      // An organ leads or assists, not both.
      if (event.target.checked) for (const other of event.target.closest("li").querySelectorAll("input")) if (other !== event.target) other.checked = false;
      shown(box);
    });
    shown(box);
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
