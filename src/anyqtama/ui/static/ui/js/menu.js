// Menus close on Esc, on a click outside and on a choice; dialogs open by data-dialog; panes of the desk change in place.

/** @param {HTMLElement | null} except */
function closeMenus(except) {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => menu !== except && menu.removeAttribute("open"));
}

/** @param {MouseEvent} event */
function click(event) {
  const target = event.target instanceof Element ? event.target : null;
  const menu = /** @type {HTMLElement | null} */ (target?.closest("details[data-menu]") ?? null);
  closeMenus(target?.closest(".aq-menu-item, .aq-menu-panel .aq-button") ? null : menu);
  const opener = /** @type {HTMLElement | null} */ (target?.closest("[data-dialog]") ?? null);
  const dialog = opener && document.getElementById(opener.dataset.dialog ?? "");
  if (dialog instanceof HTMLDialogElement) {
    event.preventDefault();
    dialog.showModal();
  }
  const tab = /** @type {HTMLElement | null} */ (target?.closest("[data-pane-name]") ?? null);
  const desk = /** @type {HTMLElement | null} */ (tab?.closest("[data-pane]") ?? null);
  if (tab && desk) {
    desk.dataset.pane = tab.dataset.paneName;
    desk.querySelectorAll("[data-pane-name]").forEach((other) => other.setAttribute("aria-pressed", String(other === tab)));
  }
}

export function start() {
  document.addEventListener("click", click);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (!open) return;
    closeMenus(null);
    /** @type {HTMLElement | null} */ (open.querySelector("summary"))?.focus();
  });
}
