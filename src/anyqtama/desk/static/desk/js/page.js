// The desk's page in hand: its element, its sentences, asking the server, telling a refusal.
import { toast } from "../../ui/js/toast.js";
import { csrfToken } from "../../ui/js/words.js";

/** @typedef {{ done?: boolean, go?: string, refusal?: string, value?: string, errors?: Record<string, string[]> }} Answer */

export const desk = /** @type {HTMLElement} */ (document.querySelector("[data-desk]"));
/**
 * What stands at the conversation that is open, and goes with it when another is.
 * @returns {DOMStringMap}
 */
export const opened = () => /** @type {HTMLElement | null} */ (desk.querySelector(":scope > [data-opened]"))?.dataset ?? {};
/** @returns {string} of the open contact; empty while none is */
export const contactId = () => opened().contact ?? "";

/** @type {DOMStringMap} */
const words = /** @type {HTMLElement | null} */ (document.querySelector("[data-desk-words]"))?.dataset ?? {};
const lost = /** @type {HTMLElement | null} */ (document.querySelector("[data-line-lost]"));

/**
 * @param {string} name
 * @returns {string}
 */
export const say = (name) => words[name] ?? "";

/**
 * @template {Element} [Kind=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {Kind | null}
 */
export const find = (selector, within = document) => /** @type {Kind | null} */ (within.querySelector(selector));

/** @returns {string} a name for one press of a button, the same however often it is sent */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The session ended: nothing typed is lost, the drafts stay in this tab. */
export class SessionOver extends Error {}

/** @param {boolean} there */
export function line(there) {
  if (lost) lost.hidden = there;
}

/** The page itself leads to the sign-in and back; what was typed is restored there. */
export function sessionOver() {
  refuse(say("sessionOver"), { signIn: true });
  setTimeout(() => location.assign(location.pathname), 2500);
}

/**
 * @param {string} address
 * @param {RequestInit} [choices]
 * @returns {Promise<Response>}
 */
export async function ask(address, choices = {}) {
  const headers = { "X-Desk": "1", "X-Desk-Page": location.pathname, "X-CSRFToken": csrfToken() };
  const response = await fetch(address, { ...choices, headers }).catch((failure) => {
    line(false);
    throw failure;
  });
  line(true);
  if (response.redirected && new URL(response.url).pathname.startsWith("/sign-in/")) throw new SessionOver();
  return response;
}

/**
 * @param {string} address
 * @param {FormData} form
 * @returns {Promise<Answer>}
 */
export async function post(address, form) {
  const response = await ask(address, { method: "POST", body: form });
  if (response.headers.get("Content-Type")?.startsWith("application/json")) return response.json();
  if (response.status === 403) throw new SessionOver(); // the right or the session is gone: the page itself says which
  throw new Error(String(response.status));
}

/**
 * @param {string} sentence empty: takes the last refusal away
 * @param {{ signIn?: boolean, near?: Element }} [where] with the way to the sign-in and back here; at the talk of this element
 */
export function refuse(sentence, { signIn = false, near = desk } = {}) {
  if (sentence && !near.isConnected) toast(sentence); // another contact was opened meanwhile
  const place = find("[data-refusal]", near.closest("[data-opened]") ?? document);
  const mark = /** @type {HTMLTemplateElement | null} */ (document.querySelector("[data-refusal-mark]"));
  if (!place || !mark) return;
  place.replaceChildren();
  if (!sentence) return;
  const notice = /** @type {DocumentFragment} */ (mark.content.cloneNode(true));
  const words = notice.querySelector("span");
  if (words) words.textContent = sentence;
  const way = notice.querySelector("a");
  if (signIn && way) way.href = `${way.getAttribute("href")}?next=${encodeURIComponent(location.pathname)}`;
  else way?.remove();
  place.append(notice);
}

/**
 * @param {unknown} failure
 * @param {Element} [near]
 */
export function failed(failure, near = desk) {
  if (failure instanceof SessionOver) sessionOver();
  else refuse(say("notSent"), { near });
}
