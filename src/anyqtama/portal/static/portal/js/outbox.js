// Messages on their way: kept until the server has them, sent one after another, again with the same key after any failure.
import { csrfToken } from "../../ui/js/words.js";
import { forgetFiles, keep, keepFiles, recall, recallFiles } from "./kept.js";

/** @typedef {{ key: string, text: string, names: string[], refused: string, final?: boolean }} Item */

const NAME = "aq-outbox";
const AGAIN_MS = 2000;
const RELOADED = "aq-outbox-reloaded";

/** @type {Item[]} */
let items = load();
let sending = false;
let timer = 0;
/** @type {(item: Item) => void} */
let show = () => undefined;
/** @type {(item: Item, stored: { contact: number, seq: number }) => void} */
let arrived = () => undefined;
/** @type {(reachable: boolean) => void} */
let line = () => undefined;

/** @returns {Item[]} */
function load() {
  try {
    const kept = JSON.parse(recall(NAME) || "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

const save = () => keep(NAME, items.length ? JSON.stringify(items) : "");

/** @returns {string} */
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * @param {string} url
 * @param {Item} item
 */
async function post(url, item) {
  const form = new FormData();
  form.set("text", item.text);
  form.set("key", item.key);
  const files = await recallFiles(item.key);
  if (files.length < item.names.length) return { lost: true };
  for (const file of files) form.append("files", file, file.name);
  return fetch(url, { method: "POST", body: form, headers: { Accept: "application/json", "X-CSRFToken": csrfToken() } });
}

/** @param {string} url */
async function flush(url) {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  try {
    for (let item = next(); item; item = next()) await deliver(url, item);
  } catch {
    line(false);
    timer = window.setTimeout(flush, AGAIN_MS, url);
  } finally {
    sending = false;
  }
}

const next = () => items.find((item) => !item.refused);

/**
 * @param {string} url
 * @param {Item} item
 */
async function deliver(url, item) {
  const answer = await post(url, item);
  if ("lost" in answer) return refuse(item, "lost", true);
  line(true);
  if (answer.ok) {
    const stored = await answer.json();
    drop(item.key);
    return arrived(item, stored);
  }
  if (answer.status === 429 || answer.status >= 500) {
    const wait = Number(answer.headers.get("Retry-After")) || 0;
    await new Promise((resolve) => setTimeout(resolve, Math.max(AGAIN_MS, Math.min(wait, 60) * 1000)));
    return undefined;
  }
  const told = await answer.json().catch(() => null);
  if (told?.error) return refuse(item, told.error, true);
  // A page too old for its token, or a visit that is over: a fresh page sends what is kept here.
  if (Date.now() - Number(recall(RELOADED)) < 30000) return refuse(item, answer.statusText || String(answer.status));
  keep(RELOADED, String(Date.now()));
  return location.reload();
}

/**
 * @param {Item} item
 * @param {string} why
 * @param {boolean} [final] the same again would be refused again
 */
function refuse(item, why, final = false) {
  item.refused = why;
  item.final = final;
  save();
  show(item);
}

/** @param {string} key */
export function drop(key) {
  items = items.filter((item) => item.key !== key);
  save();
  void forgetFiles(key);
}

/**
 * @param {string} url
 * @param {string} text
 * @param {File[]} files
 */
export async function put(url, text, files) {
  const item = { key: newKey(), text, names: files.map((file) => file.name), refused: "" };
  items.push(item);
  save();
  show(item);
  await keepFiles(item.key, files);
  void flush(url);
}

/**
 * @param {string} url
 * @param {Item} item
 */
export function retry(url, item) {
  item.refused = "";
  save();
  show(item);
  void flush(url);
}

/**
 * @param {string} url
 * @param {{ show: typeof show, arrived: typeof arrived, line: typeof line }} callbacks
 */
export function start(url, callbacks) {
  ({ show, arrived, line } = callbacks);
  items.forEach((item) => show(item));
  addEventListener("online", () => void flush(url));
  void flush(url);
}
