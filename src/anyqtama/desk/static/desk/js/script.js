// A step of the script opens a form that begins with what was answered; what somebody typed there already stays.

/**
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field
 * @param {string} words
 */
function fill(field, words) {
  if (field instanceof HTMLSelectElement) {
    if (![...field.options].some((option) => option.value === words)) return;
    field.value = words;
  } else if (field.value === field.defaultValue) {
    field.value = field.defaultValue = words;
  }
}

/**
 * A line takes the place of the parts that an address began with; what somebody typed or parted stays.
 * @param {Element} parts
 * @param {HTMLInputElement} line
 * @param {string} words
 */
function fillPlace(parts, line, words) {
  const inputs = [...parts.querySelectorAll("input")];
  if (parts.hasAttribute("data-read") || inputs.some((input) => input.value !== input.defaultValue)) return;
  inputs.forEach((input) => fill(input, input === line ? words : ""));
}

/** @param {Element} opener of a dialog; does nothing for one that is not on the page yet */
export function fillFrom(opener) {
  const form = document.getElementById(opener.getAttribute("data-dialog") ?? "")?.querySelector("form[data-verb]");
  if (!(form instanceof HTMLFormElement) || !opener.matches("[data-fills]")) return;
  /** @type {Record<string, string>} */
  const said = JSON.parse(opener.getAttribute("data-fills") ?? "{}");
  for (const [name, words] of Object.entries(said)) {
    const field = form.elements.namedItem(name);
    const parts = field instanceof HTMLInputElement ? field.closest(".cases-place-parts") : null;
    if (parts && field instanceof HTMLInputElement) fillPlace(parts, field, words);
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) fill(field, words);
  }
}

export function start() {
  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest("[data-fills]") : null;
    if (opener) fillFrom(opener);
  });
}
