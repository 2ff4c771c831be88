// A field that only one way of answering needs is shown with that way; without scripts all are shown.
import { whenPresent } from "../../ui/js/dom.js";
import { keep, recall } from "./kept.js";

/** What was typed before the language was changed, by the name of its field. */
const CARRIED = "aq-carried";

export function start() {
  whenPresent("form:has([data-needs])", (form) => {
    const show = () => {
      const way = String(new FormData(/** @type {HTMLFormElement} */ (form)).get("way") ?? "");
      form.querySelectorAll("[data-needs]").forEach((field) =>
        field.toggleAttribute("hidden", !(/** @type {HTMLElement} */ (field).dataset.needs ?? "").split(" ").includes(way)));
    };
    form.addEventListener("change", show);
    show();
  });
  whenPresent("form[data-carry]", (changer) => {
    const form = document.getElementById(changer.dataset.carry ?? "");
    if (!(form instanceof HTMLFormElement)) return;
    carry(form);
    changer.addEventListener("submit", () => keep(CARRIED, JSON.stringify(Object.fromEntries(typed(form)))));
  });
}

/** @param {HTMLFormElement} form */
const typed = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "key"].includes(name));

/** @param {HTMLFormElement} form */
function carry(form) {
  const kept = recall(CARRIED);
  if (!kept) return;
  keep(CARRIED, "");
  for (const [name, value] of Object.entries(JSON.parse(kept))) {
    const field = form.elements.namedItem(name);
    if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) && !field.value) field.value = value;
  }
}
