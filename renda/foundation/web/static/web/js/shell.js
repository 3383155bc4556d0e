// Owns menus, the print button and the way back.
export function start(root) {
  root.querySelectorAll("[data-print],[data-back],[data-keys-help]").forEach((button) => { button.hidden = false; });
}

function closeMenus(except) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-print],[data-back]");
  if (target?.hasAttribute("data-print")) window.print();
  if (target?.hasAttribute("data-back")) history.back();
  closeMenus(event.target.closest("details.menu"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  closeMenus();
  open?.querySelector("summary").focus();
});
