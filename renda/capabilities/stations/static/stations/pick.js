// Owns picking deputies by name: type, Enter takes the first one found, and the box is ready for the next.
function add(box, button) {
  const list = box.querySelector("[data-pick-list]");
  const id = button.dataset.pickAdd;
  let tick = [...list.querySelectorAll("input")].find((input) => input.value === id);
  if (!tick) {
    const label = document.createElement("label");
    label.className = "check";
    tick = Object.assign(document.createElement("input"), { type: "checkbox", name: "deputies", value: id });
    const name = document.createElement("span");
    name.textContent = button.dataset.pickName;
    label.append(tick, name);
    list.prepend(label);
  }
  tick.checked = true;
  tick.dispatchEvent(new Event("change", { bubbles: true }));
  const find = box.querySelector("[data-pick-find]");
  box.querySelector(".pick-found").replaceChildren();
  find.value = "";
  find.focus();
  const status = document.getElementById("status");
  if (status) status.textContent = `${button.dataset.pickName} ✓`;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-pick-add]");
  if (button) add(button.closest("[data-pick]"), button);
});

document.addEventListener("keydown", (event) => {
  // Enter ends an input method's composition and must not pick anybody then.
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || !event.target.matches?.("[data-pick-find]")) return;
  event.preventDefault();
  const box = event.target.closest("[data-pick]");
  const first = box.querySelector("[data-pick-add]");
  if (first) add(box, first);
});
