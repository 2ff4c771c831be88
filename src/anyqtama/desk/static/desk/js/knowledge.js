// What was opened or inserted is told once a page: what changes in it afterwards is marked for this person.
import { post } from "./page.js";

/** @type {Set<string>} */
const told = new Set();

/** @param {Element | null} article */
function tell(article) {
  const address = article?.getAttribute("data-used") ?? "";
  if (!address || told.has(address)) return;
  told.add(address);
  void post(address, new FormData()).catch(() => told.delete(address));
}

export function start() {
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (details instanceof HTMLDetailsElement && details.open) tell(details.closest("[data-used]"));
  }, { capture: true });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    tell(event.target.closest("[data-insert]")?.closest("[data-used]") ?? null);
    const next = event.target.closest("[data-ask]");
    const field = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-find] input"));
    if (!next || !field) return;
    event.preventDefault();
    field.value = next.getAttribute("data-ask") ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
