// A double click sends once, and what was typed survives a lost session, a reload, a slip.
import { whenPresent } from "./dom.js";
import { toast } from "./toast.js";
import { csrfToken, word } from "./words.js";

const FREE_AGAIN_MS = 10000;

/** @param {HTMLTextAreaElement | HTMLInputElement} field */
const keptAs = (field) => `aq-draft:${field.dataset.draft}`;

/** @param {HTMLFormElement} form */
function free(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

/** @param {SubmitEvent} event */
function sendOnce(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  // A download or an answer 204 leaves the page standing: the button must come back.
  setTimeout(() => free(form), FREE_AGAIN_MS);
}

/** @type {WeakMap<Element, string>} what stood in the inputs that an answer will replace, when it was asked for */
const asked = new WeakMap();

/** @param {Element} within */
const typed = (within) => JSON.stringify([...within.querySelectorAll("input")].map((input) => input.value));

/** @param {HTMLElement} field */
function keepDraft(field) {
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  const kept = sessionStorage.getItem(keptAs(field));
  if (kept && kept !== field.value && !field.value) {
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    toast(word("draft"));
  }
  field.addEventListener("input", () => {
    if (field.value) sessionStorage.setItem(keptAs(field), field.value);
    else sessionStorage.removeItem(keptAs(field));
  });
}

/**
 * Called when the server has taken what was typed: a draft outlives a failed sending.
 * @param {Element} within
 */
export function forgetDrafts(within) {
  within.querySelectorAll("[data-draft]").forEach((field) =>
    sessionStorage.removeItem(keptAs(/** @type {HTMLTextAreaElement} */ (field))));
}

export function start() {
  document.addEventListener("submit", sendOnce, { capture: true });
  // A form sent the plain way: the next page tells by its marker which drafts have arrived, before any is restored.
  whenPresent("[data-draft-arrived]", (marker) => sessionStorage.removeItem(`aq-draft:${marker.dataset.draftArrived}`));
  whenPresent("[data-draft]", keepDraft);
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => free(/** @type {HTMLFormElement} */ (form))));
  document.addEventListener("htmx:config:request", (event) => {
    const { request, sourceElement: source } = /** @type {CustomEvent} */ (event).detail?.ctx ?? {};
    if (request) request.headers["X-CSRFToken"] = csrfToken();
    if (source instanceof Element && source.matches("[data-keeps-typed]")) asked.set(source, typed(source));
  });
  document.addEventListener("htmx:before:swap", (event) => {
    const source = /** @type {CustomEvent} */ (event).detail?.ctx?.sourceElement;
    if (source instanceof Element && asked.has(source) && asked.get(source) !== typed(source)) event.preventDefault();
  });
  document.addEventListener("htmx:after:request", (event) => {
    const ctx = /** @type {CustomEvent} */ (event).detail?.ctx;
    const form = ctx?.sourceElement instanceof Element ? ctx.sourceElement.closest("form") : null;
    if (!form) return;
    free(form);
    const sent = ctx.sourceElement === form || ctx.sourceElement.matches("button"); // else a field asked something
    if (sent && ctx.response?.status < 400 && form.method === "post") forgetDrafts(form);
  });
  document.addEventListener("htmx:error", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => free(/** @type {HTMLFormElement} */ (form)));
    toast(word("failed"));
  });
}
