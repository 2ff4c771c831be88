// The conversation: new lines at the foot, receipts, typing, reading; the place one reads at never jumps.
import { ask, contactId, find, opened } from "./page.js";
import { nodes, put } from "./pieces.js";

/** @typedef {import("./changes.js").Talk} Talk */

const NEAR_PX = 96;
const TYPING_MS = 5000;

const place = () => find("[data-scroll]");
let read = 0;
let typingOver = 0;
let following = true;

function atFoot() {
  const scroll = place();
  return !scroll || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
}

/** @param {string} part @param {boolean} there */
function show(part, there) {
  const found = find(`[data-${part}]`);
  if (found) found.hidden = !there;
}

function toFoot() {
  const scroll = place();
  if (scroll) scroll.scrollTop = scroll.scrollHeight;
  show("newer", false);
}

/** @param {Talk["lines"]} added */
function append(added) {
  const lines = find("[data-lines]");
  if (!lines || !added.length) return;
  const follow = atFoot();
  for (const line of added) {
    if (lines.querySelector(`[data-line="${line.seq}"]`)) continue;
    lines.append(...nodes(line.html));
  }
  show("typing", false);
  if (follow || lines.lastElementChild?.classList.contains("aq-bubble-own")) toFoot();
  else show("newer", true);
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
  const { seq = "0", own, read: address } = opened();
  if (!own || document.hidden || !atFoot() || Number(seq) <= read || !address) return;
  read = Number(seq);
  const form = new FormData();
  form.set("seen", seq);
  ask(address, { method: "POST", body: form }).catch(() => (read = 0));
}

/** @param {Talk} talk */
export function news(talk) {
  if (String(talk.contact) !== contactId()) return;
  const shown = opened();
  append(talk.lines);
  mark(talk.read);
  shown.seq = String(talk.seq);
  const seen = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-seen]"));
  if (seen) seen.value = String(talk.seq);
  const head = find("[data-head]");
  if (head) put(head, talk.head);
  if (talk.bottom !== null) document.dispatchEvent(new CustomEvent("aq:shape", { detail: talk }));
  if (shown.about && talk.about !== shown.about) document.dispatchEvent(new CustomEvent("aq:about"));
  shown.about = talk.about;
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
  if (hint.by?.startsWith("visit:")) {
    const follow = atFoot();
    show("typing", true);
    if (follow) toFoot();
    clearTimeout(typingOver);
    typingOver = window.setTimeout(() => show("typing", false), TYPING_MS);
  }
  return true;
}

// A picture that arrives, a refusal or a longer reply below must not push the last words out of sight.
const keep = new ResizeObserver(() => following && toFoot());

/** Another talk stands here: from its foot, unread as far as this page knows. */
export function begin() {
  clearTimeout(typingOver);
  show("typing", false);
  read = 0;
  following = true;
  keep.disconnect();
  for (const part of [place(), find("[data-lines]")]) if (part) keep.observe(part);
  toFoot();
}

export function start() {
  begin();
  addEventListener("load", toFoot);
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-newer]")) return;
    toFoot();
    tellRead();
  });
  document.addEventListener("scroll", (event) => {
    if (event.target !== place()) return;
    following = atFoot();
    if (following) show("newer", false);
    tellRead();
  }, { capture: true, passive: true });
  document.addEventListener("visibilitychange", tellRead);
}
