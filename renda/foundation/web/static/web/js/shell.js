// Owns menus, the print button and the way back.
export function start(root) {
  root.querySelectorAll("[data-print],[data-back],[data-keys-help]").forEach((button) => { button.hidden = false; });
}

// A row of sections that does not fit gives its last ones to 更多; without scripts it wraps to a second row.
function fit(nav) {
  const more = nav.querySelector("[data-more]");
  const list = more.querySelector(".menu-list");
  more.before(...list.querySelectorAll("[data-moved]"));
  more.hidden = !list.children.length;
  const links = () => [...nav.querySelectorAll(":scope > a:not([aria-current])")];
  const wraps = () => [...nav.children].some((item) => !item.hidden && item.offsetTop > nav.firstElementChild.offsetTop);
  while (nav.offsetParent && links().length && wraps()) {
    const last = links().pop();
    last.dataset.moved = "";
    more.hidden = false;
    list.prepend(last);
  }
}

function fitAll() {
  document.querySelectorAll(".bar-nav").forEach(fit);
}
fitAll();
window.addEventListener("resize", fitAll);
document.fonts?.ready.then(fitAll);

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
