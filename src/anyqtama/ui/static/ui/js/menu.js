// Menus close on Esc, on a click outside and on a choice; dialogs open by data-dialog; panes of the desk change in place.
import { whenPresent } from "./dom.js";

const GAP = 4;
const IN_A_TABLE = ".aq-table-wrap details[data-menu]";

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

/**
 * A table cuts off what hangs out of it: a menu of a row lies over the page, above its button where there is no room below.
 * @param {HTMLElement} menu
 */
function lay(menu) {
  const panel = menu.querySelector(".aq-menu-panel");
  if (!(panel instanceof HTMLElement) || !menu.hasAttribute("open")) return;
  const button = menu.getBoundingClientRect();
  const above = button.top - GAP - panel.offsetHeight;
  const over = button.bottom + GAP + panel.offsetHeight > innerHeight && above > 0;
  panel.style.top = `${over ? above : button.bottom + GAP}px`;
  panel.style.left = `${Math.max(GAP, button.right - panel.offsetWidth)}px`;
}

export function start() {
  document.addEventListener("click", click);
  whenPresent(IN_A_TABLE, (menu) => menu.addEventListener("toggle", () => lay(menu)));
  const layAgain = () => document.querySelectorAll(`${IN_A_TABLE}[open]`).forEach((menu) => lay(/** @type {HTMLElement} */ (menu)));
  document.addEventListener("scroll", layAgain, { capture: true, passive: true });
  document.addEventListener("htmx:after:swap", layAgain); // the rows may have moved
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (!open) return;
    closeMenus(null);
    /** @type {HTMLElement | null} */ (open.querySelector("summary"))?.focus();
  });
}
