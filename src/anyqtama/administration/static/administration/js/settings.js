// Tells what is not saved yet, and copies a line. Without it the forms work all the same.

/** @param {HTMLFormElement} form */
function watch(form) {
  const told = form.querySelector("[data-changes-told]");
  const names = form.querySelector("[data-changes-names]");
  if (!(told instanceof HTMLElement) || !names) return;
  /** @param {Element} field */
  const differs = (field) => {
    if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected) && field.dataset.first !== field.value;
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (!(field instanceof HTMLInputElement) || field.type === "hidden") return false;
    return field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  };
  for (const select of form.querySelectorAll("select")) select.dataset.first = select.value;
  const look = () => {
    const changed = new Set();
    for (const group of form.querySelectorAll(".aq-field")) {
      if (![...group.querySelectorAll("input, select, textarea")].some(differs)) continue;
      const name = group.querySelector("legend, label")?.firstChild;
      changed.add((group.querySelector(".aq-choice > span")?.textContent ?? name?.textContent ?? "").trim().toLocaleLowerCase());
    }
    names.textContent = [...changed].join(", ");
    told.hidden = changed.size === 0;
  };
  form.addEventListener("input", look);
  form.addEventListener("change", look);
}

/** @param {HTMLElement} button */
function copier(button) {
  const line = document.getElementById(button.dataset.copy ?? "");
  if (!line || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(line.textContent ?? "");
    button.setAttribute("aria-label", button.dataset.copied ?? "");
    button.textContent = button.dataset.copied ?? "";
  });
}

for (const form of document.querySelectorAll("form[data-changes]")) watch(/** @type {HTMLFormElement} */ (form));
for (const button of document.querySelectorAll("[data-copy]")) copier(/** @type {HTMLElement} */ (button));
