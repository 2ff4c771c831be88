// The conversation: new lines at the foot, receipts, typing, reading; the place one reads at never jumps.
import { contactId, desk, find, ask, own } from "./page.js";
import { nodes, put } from "./pieces.js";

/** @typedef {import("./changes.js").Talk} Talk */

const NEAR_PX = 96;
const TYPING_MS = 5000;

const scroll = find("[data-scroll]");
const lines = find("[data-lines]");
const newer = find("[data-newer]");
const typing = find("[data-typing]");
let read = 0;
let typingOver = 0;
let about = "";
let following = true;

const atFoot = () => !scroll || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;

function toFoot() {
  if (scroll) scroll.scrollTop = scroll.scrollHeight;
  if (newer) newer.hidden = true;
}

/** @param {Talk["lines"]} added */
function append(added) {
  if (!lines || !added.length) return;
  const follow = atFoot();
  for (const line of added) {
    if (lines.querySelector(`[data-line="${line.seq}"]`)) continue;
    lines.append(...nodes(line.html));
  }
  if (typing) typing.hidden = true;
  if (follow || lines.lastElementChild?.classList.contains("aq-bubble-own")) toFoot();
  else if (newer) newer.hidden = false;
}

/** @param {number} seq the client has seen everything up to it */
function mark(seq) {
  const seen = /** @type {HTMLTemplateElement | null} */ (document.querySelector("[data-read-mark]"));
  for (const receipt of document.querySelectorAll('[data-receipt="sent"]')) {
    const line = Number(receipt.closest("[data-line]")?.getAttribute("data-line"));
    if (line > seq || !seen) continue;
    receipt.setAttribute("data-receipt", "read");
    receipt.replaceChildren(seen.content.cloneNode(true));
  }
}

function tellRead() {
  const seq = Number(desk.dataset.seq);
  if (!own || document.hidden || !atFoot() || seq <= read || !desk.dataset.read) return;
  read = seq;
  const form = new FormData();
  form.set("seen", String(seq));
  ask(desk.dataset.read, { method: "POST", body: form }).catch(() => (read = 0));
}

/** @param {Talk} talk */
export function news(talk) {
  if (String(talk.contact) !== contactId) return;
  append(talk.lines);
  mark(talk.read);
  desk.dataset.seq = String(talk.seq);
  const seen = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-seen]"));
  if (seen) seen.value = String(talk.seq);
  const head = find("[data-head]");
  if (head) put(head, talk.head);
  if (talk.shape !== desk.dataset.shape) document.dispatchEvent(new CustomEvent("aq:shape", { detail: talk.shape }));
  if (about && talk.about !== about) document.dispatchEvent(new CustomEvent("aq:about"));
  about = talk.about;
  tellRead();
}

/**
 * @param {import("../../ui/js/live.js").Hint & { by?: string }} hint
 * @returns {boolean} whether this was news that needs no look
 */
export function hear(hint) {
  if (hint.kind === "read_client" && hint.cursor !== null) {
    mark(hint.cursor);
    return true;
  }
  if (hint.kind === "read_staff") {
    document.querySelector(".aq-contact-unread[aria-current]")?.classList.remove("aq-contact-unread");
    return true;
  }
  if (hint.kind !== "typing") return false;
  if (typing && hint.by?.startsWith("visit:")) {
    const follow = atFoot();
    typing.hidden = false;
    if (follow) toFoot();
    clearTimeout(typingOver);
    typingOver = window.setTimeout(() => (typing.hidden = true), TYPING_MS);
  }
  return true;
}

export function start() {
  toFoot();
  addEventListener("load", toFoot);
  newer?.addEventListener("click", () => {
    toFoot();
    tellRead();
  });
  scroll?.addEventListener("scroll", () => {
    following = atFoot();
    if (newer && atFoot()) newer.hidden = true;
    tellRead();
  }, { passive: true });
  document.addEventListener("visibilitychange", tellRead);
  // A picture that arrives, a refusal or a longer reply below must not push the last words out of sight.
  const keep = new ResizeObserver(() => following && toFoot());
  for (const place of [scroll, lines]) if (place) keep.observe(place);
}
