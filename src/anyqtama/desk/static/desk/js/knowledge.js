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
    const words = event.target instanceof Element ? event.target.closest("[data-insert]") : null;
    if (words) tell(words.closest("[data-used]"));
  });
}
