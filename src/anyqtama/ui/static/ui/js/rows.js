// Lists by keyboard and in bulk: J K move, X selects, Enter opens; the bar counts what is chosen.
import { isShown, isTyping, whenPresent } from "./dom.js";
import { nameOf } from "./keys.js";

/** @param {HTMLElement} form */
function watch(form) {
  /** @returns {HTMLTableRowElement[]} */
  const rows = () => [...form.querySelectorAll("tbody tr")].map((row) => /** @type {HTMLTableRowElement} */ (row));
  /** @param {Element} row */
  const box = (row) => /** @type {HTMLInputElement | null} */ (row.querySelector('input[type="checkbox"]'));
  const all = /** @type {HTMLInputElement | null} */ (form.querySelector("[data-all]"));
  const bar = /** @type {HTMLElement | null} */ (form.querySelector("[data-bulk]"));
  const count = form.querySelector("[data-bulk-count]");

  const tally = () => {
    const boxes = rows().map(box).filter((candidate) => candidate !== null);
    const chosen = boxes.filter((candidate) => candidate.checked).length;
    if (all) [all.checked, all.indeterminate] = [chosen > 0 && chosen === boxes.length, chosen > 0 && chosen < boxes.length];
    if (count) count.textContent = String(chosen);
    if (bar) bar.hidden = chosen === 0;
  };
  /** @param {boolean} checked */
  const setAll = (checked) => {
    for (const row of rows()) {
      const candidate = box(row);
      if (candidate) candidate.checked = checked;
    }
    tally();
  };
  form.addEventListener("change", (event) => (event.target === all ? setAll(all?.checked ?? false) : tally()));
  form.querySelector("[data-bulk-clear]")?.addEventListener("click", () => setAll(false));
  tally();

  document.addEventListener("keydown", (event) => {
    if (!form.isConnected || event.defaultPrevented || event.altKey || isTyping(event.target) || document.querySelector("dialog:modal")) return;
    const name = nameOf(event);
    const list = rows().filter(isShown);
    const at = list.findIndex((row) => row.classList.contains("aq-at-hand"));
    const row = list[at];
    if (name === "J" || name === "K") {
      const next = list[name === "J" ? Math.min(at + 1, list.length - 1) : Math.max(at - 1, 0)];
      row?.classList.remove("aq-at-hand");
      next?.classList.add("aq-at-hand");
      next?.scrollIntoView({ block: "nearest" });
    } else if (name === "X" && row) box(row)?.click();
    else if (name === "Enter" && row?.dataset.url && event.target === document.body) location.assign(row.dataset.url);
    else return;
    event.preventDefault();
  });
}

export const start = () => whenPresent("[data-rows]", watch);
