// Ctrl/⌘ K: one place to find anything and do anything; the link it stands on works without it.
import { element, isShown } from "./dom.js";
import { pageVerbs } from "./keys.js";
import { word } from "./words.js";

const WAIT_MS = 120;

/** @type {HTMLAnchorElement | null} */
let link = null;
/** @type {AbortController | null} */
let asking = null;

/**
 * @param {string} typed
 * @param {string} text
 */
const fits = (typed, text) => text.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());

/**
 * @param {string} title
 * @param {HTMLElement[]} items
 * @returns {HTMLElement[]}
 */
const group = (title, items) => (items.length ? [element("h3", {}, title), ...items] : []);

/**
 * What needs no question to the server: verbs of this page and places of the side bar.
 * @param {string} typed
 * @param {ReturnType<typeof pageVerbs>} verbs
 * @param {() => void} close
 */
function atHand(typed, verbs, close) {
  const actions = verbs.filter(({ label }) => label && fits(typed, label)).map(({ key, label, verb }) => {
    const item = element("button", { type: "button", class: "aq-menu-item" }, label, element("kbd", {}, key.replace("+", " ")));
    item.addEventListener("click", () => {
      close();
      verb.click();
    });
    return item;
  });
  const places = [...document.querySelectorAll(".aq-side-link")]
    .map((place) => /** @type {HTMLAnchorElement} */ (place))
    .filter((place) => fits(typed, place.title || (place.textContent ?? "")))
    .map((place) => element("a", { class: "aq-menu-item", href: place.href }, place.title || (place.textContent ?? "")));
  return [...group(word("here"), actions), ...group(word("go"), places)];
}

/**
 * @param {string} typed
 * @param {HTMLElement} found
 * @param {HTMLElement} near verbs and places that fit: with them the list is not empty
 */
async function ask(typed, found, near) {
  asking?.abort();
  asking = new AbortController();
  if (!typed.trim() || !link) return found.replaceChildren();
  const address = new URL(link.href);
  address.searchParams.set("q", typed);
  address.searchParams.set("fragment", "1");
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    found.replaceChildren(...page.body.childNodes);
    if (!found.querySelector("a, button")) found.replaceChildren(...(near.childElementCount ? [] : [element("p", {}, word("findNothing"))]));
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") return;
    found.replaceChildren(element("p", {}, word("findFailed")));
  }
}

function open() {
  if (document.querySelector("dialog:modal")) return;
  const verbs = pageVerbs();
  const input = element("input", { type: "search", "aria-label": word("find"), placeholder: word("findHint"), autocomplete: "off", spellcheck: "false" });
  const near = element("div");
  const found = element("div", { "aria-live": "polite" });
  const list = element("div", { class: "aq-command-list" }, found, near);
  const dialog = element(
    "dialog", { class: "aq-dialog aq-command", "aria-label": word("find") },
    element("div", { class: "aq-command-field" }, input, element("kbd", {}, "Esc")), list,
  );
  const close = () => dialog.close();
  let timer = 0;
  const refresh = () => {
    near.replaceChildren(...atHand(input.value, verbs, close));
    clearTimeout(timer);
    timer = window.setTimeout(() => ask(input.value, found, near), WAIT_MS);
  };
  input.addEventListener("input", refresh);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll("a, button")].map((item) => /** @type {HTMLElement} */ (item)).filter(isShown);
    const now = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === "ArrowDown") (items[now + 1] ?? items[0])?.focus();
    else if (event.key === "ArrowUp") (now > 0 ? items[now - 1] : input)?.focus();
    else if (event.key === "Enter" && event.target === input) items[0]?.click();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
  refresh();
}

export function start() {
  link = document.querySelector("a[data-command]");
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}
