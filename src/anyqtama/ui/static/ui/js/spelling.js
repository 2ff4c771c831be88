// Spelling while one writes: unknown words get a quiet line under them. Only lines that were not asked before are sent, half a
// second after the last key; a click on a word or F7 shows what was meant. The words and addresses stand on the field.
import { element, whenPresent } from "./dom.js";
import { toast } from "./toast.js";
import { csrfToken } from "./words.js";

/** @typedef {{ start: number, end: number }} Place */

const PAUSE_MS = 500;
const LAST_WORD_MS = 1500;
const MOST_KEPT = 2000;
const WORD = /\p{L}+(?:[-'’]\p{L}+)*/gu;
const LIKE = ["fontFamily", "fontSize", "fontWeight", "fontStyle", "letterSpacing", "lineHeight", "textIndent", "tabSize",
  "paddingTop", "paddingBottom", "paddingLeft", "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth"];

/** @type {Map<string, number[][]>} language and line → unknown places */
const asked = new Map();
/** @type {Set<string>} language and word, to mark a line that is still being asked about */
const unknown = new Set();
/** @type {HTMLElement | null} */
let menu = null;

function close() {
  menu?.remove();
  menu = null;
}

class Field {
  /** @param {HTMLTextAreaElement} field */
  constructor(field) {
    this.field = field;
    this.language = field.dataset.spelling ?? "";
    this.marks = element("div", { class: "aq-spelling-marks", "aria-hidden": "true" });
    this.count = element("button", { class: "aq-spelling-count", type: "button", hidden: "" });
    /** @type {Place[]} */
    this.places = [];
    /** @type {AbortController | null} */
    this.asking = null;
    /** @type {ReturnType<typeof setTimeout>[]} */
    this.timers = [];
    field.spellcheck = false;
    field.parentElement?.classList.add("aq-spelling");
    field.after(this.marks, this.count);
    field.addEventListener("input", () => this.changed());
    field.addEventListener("blur", () => this.paint(true));
    field.addEventListener("scroll", () => (this.marks.scrollTop = field.scrollTop), { passive: true });
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("click", () => {
      const at = field.selectionStart === field.selectionEnd ? this.at(field.selectionStart) : undefined;
      if (at) void this.offer(at, false);
    });
    this.count.addEventListener("click", () => this.next());
    new ResizeObserver(() => this.lay()).observe(field);
    setTimeout(() => void this.check(), PAUSE_MS);
  }

  changed() {
    close();
    this.paint(false);
    this.timers.forEach(clearTimeout);
    this.timers = [setTimeout(() => void this.check(), PAUSE_MS), setTimeout(() => this.paint(true), LAST_WORD_MS)];
  }

  /** @param {number} caret @returns {Place | undefined} */
  at(caret) {
    return this.places.find(({ start, end }) => start <= caret && caret <= end);
  }

  /** Asks about the lines that are new, then marks. */
  async check() {
    const lines = [...new Set(this.field.value.split("\n"))].filter((line) => /\p{L}/u.test(line) && !asked.has(this.language + line));
    if (lines.length) {
      this.asking?.abort();
      this.asking = new AbortController();
      const form = new FormData();
      form.append("language", this.language);
      lines.forEach((line) => form.append("line", line));
      const answer = await this.post("spellingCheck", form, this.asking.signal);
      if (!answer?.lines) return; // advice only: whatever failed, the next key asks again
      if (asked.size > MOST_KEPT) asked.clear();
      lines.forEach((line, number) => {
        asked.set(this.language + line, answer.lines[number]);
        for (const [start, end] of answer.lines[number]) unknown.add(this.language + line.slice(start, end));
      });
    }
    this.paint(Date.now() - this.typedAt() > LAST_WORD_MS);
  }

  typedAt() {
    return Number(this.field.dataset.typedAt ?? 0);
  }

  /**
   * @param {string} address name of the field's data attribute
   * @param {FormData} form
   * @param {AbortSignal} [signal]
   */
  async post(address, form, signal) {
    const url = this.field.dataset[address] ?? "";
    const headers = { "X-CSRFToken": csrfToken() };
    try {
      const response = await fetch(url, { method: "POST", body: form, headers, signal });
      return response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : null;
    } catch {
      return null; // taken back by a newer question, or the line is down: the next key asks again
    }
  }

  /** @param {boolean} all the word at the caret too, which is being typed */
  paint(all) {
    const { field } = this;
    if (!all) field.dataset.typedAt = String(Date.now());
    const caret = !all && document.activeElement === field ? field.selectionEnd : -1;
    this.places = [];
    let start = 0;
    for (const line of field.value.split("\n")) {
      const known = asked.get(this.language + line);
      const found = known ?? [...line.matchAll(WORD)].filter(([word]) => unknown.has(this.language + word)).map(({ 0: word, index }) => [index, index + word.length]);
      for (const [from, to] of found) if (start + to !== caret) this.places.push({ start: start + from, end: start + to });
      start += line.length + 1;
    }
    let done = 0;
    const parts = this.places.flatMap(({ start: from, end }) => {
      const piece = [field.value.slice(done, from), element("u", {}, field.value.slice(from, end))];
      done = end;
      return piece;
    });
    this.marks.replaceChildren(...(parts.length ? [...parts, `${field.value.slice(done)}\n`] : []));
    this.count.hidden = !this.places.length;
    this.count.replaceChildren(`${field.dataset.spellingCount}: ${this.places.length}`, element("kbd", { "aria-hidden": "true" }, "F7"));
    this.lay();
  }

  /** The marks lie exactly on the field, in its type. */
  lay() {
    const { field, marks, count } = this;
    if (!this.places.length) return;
    const like = getComputedStyle(field);
    for (const name of LIKE) marks.style.setProperty(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), like[/** @type {any} */ (name)]);
    const borders = parseFloat(like.borderLeftWidth) + parseFloat(like.borderRightWidth);
    const bar = field.offsetWidth - field.clientWidth - borders;
    marks.style.paddingRight = `${parseFloat(like.paddingRight) + bar}px`;
    for (const [name, value] of [["left", field.offsetLeft], ["top", field.offsetTop], ["width", field.offsetWidth], ["height", field.offsetHeight]]) {
      marks.style.setProperty(String(name), `${value}px`);
    }
    count.style.left = `${field.offsetLeft + field.offsetWidth}px`;
    count.style.top = `${field.offsetTop + field.offsetHeight}px`;
    marks.scrollTop = field.scrollTop;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape" && menu) {
      event.stopPropagation();
      close();
    } else if (event.key === "F7" && !event.ctrlKey && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      this.next();
    }
  }

  /** The next unknown word from the caret on, round the end. */
  next() {
    this.paint(true);
    const from = this.field.selectionEnd;
    const place = this.places.find(({ start }) => start >= from) ?? this.places[0];
    if (!place) return;
    this.field.focus();
    this.field.setSelectionRange(place.start, place.end);
    void this.offer(place, true);
  }

  /**
   * @param {Place} place
   * @param {boolean} take the caret goes into the menu
   */
  async offer(place, take) {
    const { field } = this;
    const word = field.value.slice(place.start, place.end);
    const asking = new URLSearchParams({ word, language: this.language });
    const answer = await fetch(`${field.dataset.spellingSuggest}?${asking}`).then((response) => response.json()).catch(() => null);
    if (!answer || field.value.slice(place.start, place.end) !== word) return;
    close();
    const mark = [...this.marks.querySelectorAll("u")][this.places.findIndex(({ start }) => start === place.start)];
    if (!mark) return;
    /** @type {HTMLElement[]} */
    const items = answer.words.map((/** @type {string} */ meant) => this.item(meant, () => this.replace(place, meant)));
    if (!items.length) items.push(element("span", { class: "aq-menu-item aq-meta" }, field.dataset.spellingNone ?? ""));
    const add = this.item(field.dataset.spellingAdd ?? "", () => void this.teach(word));
    menu = element("div", { class: "aq-menu-panel aq-spelling-menu", role: "menu", "aria-label": word }, ...items, element("hr"), add);
    menu.addEventListener("keydown", (event) => this.walk(event));
    (field.closest("dialog") ?? document.body).append(menu);
    const box = mark.getBoundingClientRect();
    const above = box.bottom + menu.offsetHeight + 8 > innerHeight;
    menu.style.top = `${Math.max(4, above ? box.top - menu.offsetHeight - 4 : box.bottom + 4)}px`;
    menu.style.left = `${Math.max(4, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
    if (take) /** @type {HTMLElement | null} */ (menu.querySelector("button"))?.focus();
  }

  /**
   * @param {string} text
   * @param {() => void} act
   */
  item(text, act) {
    const made = element("button", { class: "aq-menu-item", type: "button", role: "menuitem" }, text);
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the field
    made.addEventListener("click", () => {
      close();
      act();
    });
    return made;
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const items = [...(menu?.querySelectorAll("button") ?? [])];
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    event.stopPropagation();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab" || event.key === "F7") {
      event.preventDefault();
      close();
      this.field.focus();
      if (event.key === "F7") this.next();
    }
  }

  /**
   * @param {Place} place
   * @param {string} meant
   */
  replace(place, meant) {
    this.field.focus();
    this.field.setSelectionRange(place.start, place.end);
    if (!document.execCommand("insertText", false, meant)) { // keeps the browser's own undo where it can
      this.field.setRangeText(meant, place.start, place.end, "end");
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /** @param {string} word */
  async teach(word) {
    const form = new FormData();
    form.append("word", word);
    const answer = await this.post("spellingTeach", form);
    if (answer) toast(answer.refusal ?? this.field.dataset.spellingTaught ?? "");
    asked.clear();
    unknown.clear();
    this.field.focus();
    void this.check();
  }
}

export function start() {
  whenPresent("textarea[data-spelling]", (field) => void new Field(/** @type {HTMLTextAreaElement} */ (field)));
  document.addEventListener("pointerdown", (event) => menu && event.target instanceof Node && !menu.contains(event.target) && close());
  addEventListener("resize", close);
  document.addEventListener("scroll", close, { capture: true, passive: true });
}
