// A day is text in the page's own form; the browser's calendar opens behind a button. A chosen file is named in our words.
import { element, whenPresent } from "./dom.js";

const WRITTEN = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,T]+(\d{1,2}):(\d{2}))?\s*$/;

/**
 * 24.11.2026 10:45 → 2026-11-24T10:45, as the browser's calendar wants it; what is no day gives nothing.
 * @param {string} text
 * @param {boolean} withTime
 */
export function forCalendar(text, withTime) {
  const found = WRITTEN.exec(text);
  if (!found) return "";
  const [, day, month, year, hour, minute] = found;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return withTime ? `${date}T${(hour ?? "00").padStart(2, "0")}:${minute ?? "00"}` : date;
}

/** @param {string} chosen */
export function forPeople(chosen) {
  const [date, time] = chosen.split("T");
  const day = date.split("-").reverse().join(".");
  return time ? `${day} ${time.slice(0, 5)}` : day;
}

/** @param {HTMLElement} button */
function offerCalendar(button) {
  const text = button.parentElement?.querySelector("input");
  const kind = button.dataset.picks ?? "date";
  if (!text || !("showPicker" in HTMLInputElement.prototype)) return;
  const native = element("input", { type: kind, class: "aq-date-native", tabindex: "-1", "aria-hidden": "true" });
  button.after(native);
  button.hidden = false;
  button.addEventListener("click", () => {
    native.value = forCalendar(text.value, kind !== "date");
    native.showPicker();
  });
  native.addEventListener("input", () => {
    text.value = native.value ? forPeople(native.value) : "";
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  native.addEventListener("change", () => {
    text.dispatchEvent(new Event("change", { bubbles: true }));
    if (kind === "date") text.focus();
  });
}

/** @param {HTMLElement} field */
function nameFiles(field) {
  const input = /** @type {HTMLInputElement} */ (field);
  const said = input.parentElement?.querySelector(".aq-file-name");
  if (!(said instanceof HTMLElement)) return;
  const tell = () => (said.textContent = [...(input.files ?? [])].map((file) => file.name).join(", ") || (said.dataset.none ?? ""));
  input.addEventListener("change", tell);
  input.form?.addEventListener("reset", () => setTimeout(tell));
  tell();
}

export function start() {
  whenPresent("[data-picks]", offerCalendar);
  whenPresent("input[data-file]", nameFiles);
}
