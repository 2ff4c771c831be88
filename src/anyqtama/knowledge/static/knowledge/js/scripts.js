// The builder of scripts: an answer's name put into a formula; a place in the picture opens its step and takes the focus;
// a step's head says what is written in it now.

/**
 * @param {HTMLInputElement} field
 * @param {string} words
 */
function put(field, words) {
  const at = field.selectionStart ?? field.value.length;
  const before = field.value.slice(0, at).trimEnd();
  field.focus();
  field.setRangeText(`${before && !before.endsWith("(") ? " " : ""}${words} `, before.length, field.selectionEnd ?? at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target : null;
  const name = pressed?.closest("[data-put]");
  const field = name && document.getElementById(name.getAttribute("data-put") ?? "");
  if (name instanceof HTMLButtonElement && field instanceof HTMLInputElement) put(field, name.value);
  const place = pressed?.closest("#script-way a");
  const kind = place && document.getElementById(place.getAttribute("href")?.slice(1) ?? "");
  const step = kind?.closest("details");
  if (!kind || !step) return;
  event.preventDefault();
  step.open = true;
  kind.focus();
  step.scrollIntoView({ block: "start", behavior: "instant" });
});

document.addEventListener("input", (event) => {
  const step = event.target instanceof Element ? event.target.closest("details.script-step") : null;
  const [kind, words] = [step?.querySelector("summary b"), step?.querySelector("summary [data-words]")];
  if (!step || !kind || !words) return;
  const chosen = step.querySelector("[data-kind]");
  if (chosen instanceof HTMLSelectElement) kind.textContent = chosen.selectedOptions[0]?.text ?? "";
  const texts = [...step.querySelectorAll("textarea[lang]")].filter((field) => field instanceof HTMLTextAreaElement);
  const written = texts.filter((field) => field.value.trim());
  const here = written.find((field) => field.lang === document.documentElement.lang) ?? written[0];
  words.textContent = here?.value.trim() || "…";
});
