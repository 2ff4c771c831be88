// Writing: reply or note, templates by a slash, files, one key a press so that a message is stored once.
import { send } from "../../ui/js/live.js";
import { element } from "../../ui/js/dom.js";
import { forgetDrafts } from "../../ui/js/once.js";
import { toast } from "../../ui/js/toast.js";
import { look } from "./changes.js";
import { markedFor } from "./marking.js";
import { contactId, failed, find, newKey, post, refuse, say } from "./page.js";

const TYPING_EVERY_MS = 2500;
const GAP = /\{(?:client_name|operator_name|case_number|due|queue|new_queue)\}/;
const SLASH = /(^|\s)\/([\p{L}\p{N}_-]*)$/u;

let told = 0;

const form = () => /** @type {HTMLFormElement | null} */ (document.querySelector("[data-composer]"));
const field = () => /** @type {HTMLTextAreaElement | null} */ (document.querySelector("[data-text]"));

/**
 * @param {string} mode
 * @param {boolean} [take] the caret too
 */
export function write(mode, take = true) {
  const composer = form();
  const text = field();
  if (!composer || !text) return;
  composer.dataset.mode = mode;
  composer.action = (mode === "note" ? composer.dataset.noteUrl : composer.dataset.replyUrl) ?? "";
  composer.classList.toggle("aq-composer-note", mode === "note");
  text.placeholder = (mode === "note" ? text.dataset.noteHint : text.dataset.replyHint) ?? "";
  const word = find("[data-send-word]", composer);
  if (word) word.textContent = (mode === "note" ? word.dataset.noteWord : word.dataset.replyWord) ?? "";
  composer.querySelectorAll("[data-write]").forEach((tab) => {
    if (tab.getAttribute("data-write") === mode) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  });
  if (take) text.focus();
}

/** What a template does not know is marked, to be typed over. */
function markGap() {
  const text = field();
  const gap = text && GAP.exec(text.value);
  if (!text || !gap) return;
  text.focus();
  text.setSelectionRange(gap.index, gap.index + gap[0].length);
}

/** @param {string} words put where the caret is, in place of a slash word */
export function insert(words) {
  const text = field();
  if (!text) return;
  const before = text.value.slice(0, text.selectionStart);
  const slash = SLASH.exec(before);
  const from = slash ? before.length - slash[2].length - 1 : before.length;
  const gap = from > 0 && !/\s$/.test(text.value.slice(0, from)) ? " " : "";
  text.focus();
  text.setRangeText(gap + words, from, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  markGap();
}

/** @returns {HTMLElement[]} */
function choices() {
  return [...document.querySelectorAll("[data-templates] [data-shortcut]")].map((item) => /** @type {HTMLElement} */ (item));
}

/** @param {HTMLTextAreaElement} text */
function offerTemplates(text) {
  const menu = document.querySelector("[data-templates]");
  const slash = SLASH.exec(text.value.slice(0, text.selectionStart));
  if (!menu) return;
  const wanted = slash ? slash[2].toLocaleLowerCase() : "";
  for (const item of choices()) {
    const known = `${item.dataset.shortcut} ${item.textContent}`.toLocaleLowerCase();
    item.hidden = Boolean(slash) && !known.includes(wanted);
  }
  menu.toggleAttribute("open", Boolean(slash) && choices().some((item) => !item.hidden));
}

/** @param {KeyboardEvent} event */
function choose(event) {
  const text = field();
  const menu = document.querySelector("[data-templates][open]");
  if (event.key === "Escape" && event.target === text && !menu) {
    /** @type {HTMLElement | null} */ (document.querySelector("[data-scroll]"))?.focus({ preventScroll: true });
    return;
  }
  if (event.target !== text || !text || !menu || !SLASH.test(text.value.slice(0, text.selectionStart))) return;
  const first = choices().find((item) => !item.hidden);
  if ((event.key === "Enter" || event.key === "Tab") && first && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    insert(first.dataset.insert ?? "");
    menu.removeAttribute("open");
  }
}

/** @param {HTMLFormElement} composer */
export function showFiles(composer) {
  const list = find("[data-files]", composer);
  const input = /** @type {HTMLInputElement | null} */ (composer.querySelector("[data-attach]"));
  if (!list || !input) return;
  list.replaceChildren();
  for (const file of input.files ?? []) {
    const remove = element("button", { type: "button", class: "aq-button aq-button-small", "aria-label": `${say("remove")}: ${file.name}` }, `${file.name} ×`);
    remove.addEventListener("click", () => {
      const kept = new DataTransfer();
      for (const other of input.files ?? []) if (other !== file) kept.items.add(other);
      input.files = kept.files;
      showFiles(composer);
    });
    list.append(element("li", {}, remove));
  }
  list.hidden = !list.children.length;
}

/** @param {HTMLFormElement} composer */
async function sendWords(composer) {
  const text = field();
  const key = /** @type {HTMLInputElement | null} */ (composer.querySelector("[name=key]"));
  const button = composer.querySelector("[data-send]");
  if (!text || !key) return;
  const files = composer.dataset.mode === "reply" && [...composer.querySelectorAll("input[type=file]")].some((input) => (/** @type {HTMLInputElement} */ (input).value));
  if (!text.value.trim() && !files) {
    delete composer.dataset.sent;
    button?.removeAttribute("aria-busy");
    return text.focus();
  }
  if (!key.value) key.value = newKey();
  const words = text.value;
  button?.setAttribute("aria-busy", "true");
  try {
    const sent = new FormData(composer);
    const toColleagues = composer.dataset.mode === "note";
    if (toColleagues) sent.delete("files"); // they wait for the reply
    const answer = await post(composer.action, sent);
    refuse(answer.refusal ?? "", { near: composer });
    if (answer.refusal && composer.isConnected && composer.dataset.mode === "reply") markGap();
    if (answer.done) {
      key.value = "";
      if (!toColleagues) composer.querySelectorAll("input[type=file]").forEach((input) => (/** @type {HTMLInputElement} */ (input).value = ""));
      showFiles(composer);
      if (text.value === words) {
        text.value = "";
        forgetDrafts(composer);
        text.dispatchEvent(new Event("input", { bubbles: true }));
        if (toColleagues && composer.isConnected && find('[data-write="reply"]', composer)) write("reply", document.activeElement === text);
      }
    }
    ready(composer, button); // the next words need not wait for the look
    await look();
  } catch (failure) {
    failed(failure, composer);
  } finally {
    ready(composer, button);
  }
}

/** @param {HTMLElement} composer @param {Element | null} button */
function ready(composer, button) {
  delete composer.dataset.sent;
  button?.removeAttribute("aria-busy");
}

/** @param {Event} event */
function typed(event) {
  const text = field();
  if (event.target !== text || !text) return;
  const kept = find("[data-kept]");
  if (kept) kept.hidden = !text.value;
  const composer = form();
  const key = /** @type {HTMLInputElement | null | undefined} */ (composer?.querySelector("[name=key]"));
  if (key && !composer?.dataset.sent) key.value = "";
  offerTemplates(text);
  if (composer?.dataset.mode === "reply" && text.value && Date.now() - told > TYPING_EVERY_MS) {
    told = Date.now();
    send(`contact:${contactId()}`, "typing");
  }
}

export function start() {
  document.addEventListener("input", typed);
  document.addEventListener("keydown", choose);
  document.addEventListener("change", (event) => {
    const input = event.target instanceof Element ? event.target.closest("[data-attach]") : null;
    const composer = form();
    if (input && composer) showFiles(composer);
  });
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches("[data-composer]") || event.defaultPrevented) return;
    event.preventDefault();
    void sendWords(event.target);
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const tab = event.target.closest("[data-write]");
    const words = event.target.closest("[data-insert]");
    if (tab) {
      event.preventDefault();
      write(tab.getAttribute("data-write") ?? "reply");
    } else if (words && field()) {
      event.preventDefault();
      insert(markedFor(words) || (words.getAttribute("data-insert") ?? ""));
      words.closest("details[data-templates]")?.removeAttribute("open");
    }
  });
  document.addEventListener("paste", (event) => {
    const input = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-attach]"));
    const composer = form();
    if (!(event instanceof ClipboardEvent) || event.target !== field() || !event.clipboardData?.files.length || !input || !composer) return;
    const all = new DataTransfer();
    for (const file of [...(input.files ?? []), ...event.clipboardData.files]) all.items.add(file);
    if (all.files.length > 5) return toast(say("tooMany"));
    input.files = all.files;
    showFiles(composer);
  });
}
