// Single-key verbs from data-key, while typing only with Alt, in any keyboard layout; `?` lists what this page knows.
import { element, isShown, isTyping } from "./dom.js";
import { word } from "./words.js";

const OFF = "aq-single-keys-off";

/**
 * The key as the page names it: the letter on the physical key, so that T works in a Kazakh or Russian layout too.
 * @param {KeyboardEvent} event
 * @returns {string}
 */
export function nameOf(event) {
  const plain = /^(Key|Digit)(.)$/.exec(event.code)?.[2];
  const key = plain && !(event.shiftKey && event.key === "?") ? plain : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
}

/**
 * @param {HTMLElement} verb
 * @returns {Element} what must be in sight: a verb in a closed menu counts, and one that opens a dialog from a folded pane
 */
const shownBy = (verb) => verb.closest("details[data-menu]") || (verb.dataset.dialog && verb.closest("[data-pane]")) || verb;

/** @returns {HTMLElement[]} what can be pressed now: inside the open dialog when there is one */
function verbs() {
  const within = document.querySelector("dialog:modal") ?? document;
  return [...within.querySelectorAll("[data-key]")]
    .map((verb) => /** @type {HTMLElement} */ (verb))
    .filter((verb) => !verb.matches(":disabled") && isShown(/** @type {HTMLElement} */ (shownBy(verb))));
}

/** @param {HTMLElement} verb */
const label = (verb) =>
  verb.getAttribute("aria-label") ??
  [...verb.childNodes].filter((node) => !(node instanceof HTMLElement && node.tagName === "KBD")).map((node) => node.textContent).join("").trim();

/** @returns {{ key: string, label: string, verb: HTMLElement }[]} */
export const pageVerbs = () => verbs().map((verb) => ({ key: verb.dataset.key ?? "", label: label(verb), verb }));

export function showSheet() {
  document.getElementById("aq-keys")?.remove();
  const list = element("div", { class: "aq-keys" });
  for (const { key, label: text } of pageVerbs()) list.append(element("kbd", {}, key.replace("+", " ")), element("span", {}, text));
  const onOff = element("input", { type: "checkbox" });
  onOff.checked = localStorage.getItem(OFF) !== "1";
  onOff.addEventListener("change", () => localStorage.setItem(OFF, onOff.checked ? "0" : "1"));
  const close = element("button", { class: "aq-button", type: "button" }, word("dismiss"));
  const sheet = element(
    "dialog", { class: "aq-dialog", id: "aq-keys", "aria-labelledby": "aq-keys-title" },
    element("div", { class: "aq-dialog-head" }, element("h2", { id: "aq-keys-title" }, word("keys"))),
    element("div", { class: "aq-dialog-body" }, list.children.length ? list : element("p", {}, word("keysNone")), element("p", { class: "aq-help" }, word("keysAlt"))),
    element("div", { class: "aq-dialog-foot" }, element("label", { class: "aq-choice" }, onOff, element("span", {}, word("keysOn"))), close),
  );
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  const name = nameOf(event);
  if (event.altKey && (name.length !== 1 || event.getModifierState("AltGraph"))) return; // AltGr writes letters
  const held = event.altKey || name.startsWith("Ctrl+");
  if (!held && (isTyping(event.target) || localStorage.getItem(OFF) === "1")) return;
  if (name === "?" && !document.querySelector("dialog:modal")) {
    event.preventDefault();
    showSheet();
    return;
  }
  if (event.shiftKey && name.length === 1 && !/[0-9?]/.test(name)) return;
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  const able = verbs().filter((verb) => verb.dataset.key === name);
  const verb = able.find((candidate) => form?.contains(candidate)) ?? able[0];
  if (!verb) return;
  event.preventDefault();
  verb.matches("input, textarea, select") ? verb.focus() : verb.click();
}

export function start() {
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-keys-sheet]")) showSheet();
  });
}
