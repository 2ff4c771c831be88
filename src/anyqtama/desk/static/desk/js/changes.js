// What changed since the last look, asked over HTTP at each hint; several hints at once are one question.
import { subscribe } from "../../ui/js/live.js";
import { contactId, desk, find, ask, line, opened, SessionOver, sessionOver } from "./page.js";
import { put, putAll } from "./pieces.js";
import { ring } from "./ringing.js";
import { leave } from "./switching.js";
import { hear, news } from "./talk.js";

/**
 * @typedef {import("./pieces.js").Piece} Piece
 * @typedef {import("../../ui/js/live.js").Hint} Hint
 * bottom: what is under the lines, when the shape is not what this page said it knows
 * @typedef {{ contact: number, seq: number, read: number, lines: { seq: number, html: string }[], head: Piece, shape: string, bottom: string | null, about: string }} Talk
 * @typedef {{ offers: Piece[], contacts: Piece[], count: number, questions: Piece, queues?: Piece, talk: Talk | null, mark: string }} News
 */

const MOMENT_MS = 15;
const OVER_MS = 400;
const AGAIN_MS = 2000;

let looking = false;
/** @type {Hint[]} */
let told = [];
let queuesToo = false;
let ended = false;
/** What the last look saw, so that a poll learns cheaply that nothing changed; empty: it may have. */
let mark = "";

/** @param {News} found */
function show(found) {
  const offers = find("[data-offers]");
  const contacts = find("[data-contacts]");
  if (offers) putAll(offers, found.offers);
  if (contacts) putAll(contacts, found.contacts, { role: "listitem" });
  for (const count of document.querySelectorAll("[data-count]")) count.textContent = String(found.count);
  const none = find("[data-none]");
  if (none) none.hidden = found.count > 0;
  const questions = find("[data-questions]");
  if (questions) put(questions, found.questions);
  showQueues(found.queues);
  ring(offers);
  if (found.talk) news(found.talk);
}

/** @type {Hint} what is told by somebody at this desk: it may be anything */
const ANYTHING = { topic: "", kind: "changed", cursor: null };

/**
 * A line that stands here already, one's own most often, is no news.
 * @param {Hint} hint
 */
const isNews = (hint) => !(hint.kind === "said" && String(hint.contact) === contactId() && Number(hint.cursor) <= Number(opened().seq));

/**
 * @param {boolean} [all] what waits in the queues too; else that comes in its own time
 * @param {Hint} [hint] why; those of one moment are one look, and so are the topics of a page that are polled at once
 */
export async function look(all = false, hint = ANYTHING) {
  const polled = hint.kind === "poll";
  if (ended || !isNews(hint)) return;
  queuesToo ||= all;
  if (!polled) mark = "";
  if (looking) {
    if (!polled) told.push(hint);
    return;
  }
  looking = true;
  try {
    await new Promise((resolve) => setTimeout(resolve, hint === ANYTHING ? 0 : MOMENT_MS));
    do {
      told = [];
      const address = new URL(desk.dataset.changes ?? "", location.href);
      if (!queuesToo) address.searchParams.set("part", "mine");
      queuesToo = false;
      if (polled && !opened().unsettled) address.searchParams.set("mark", mark);
      const contact = contactId();
      if (contact) {
        address.searchParams.set("contact", contact);
        address.searchParams.set("after", opened().seq ?? "0");
        address.searchParams.set("shape", opened().unsettled ? "" : opened().shape ?? "");
      }
      const response = await ask(String(address));
      if (response.status >= 500) setTimeout(() => void look(), AGAIN_MS); // what was told is not seen yet
      if (!response.ok) continue;
      const found = await response.json();
      if (found.same) continue;
      if (contact !== contactId()) told.push(ANYTHING); // another was opened meanwhile
      if (found.gone) {
        if (contact === contactId()) void leave(); // answered for a colleague, or handed on: it is theirs alone now
        continue;
      }
      mark = found.mark;
      show(found);
    } while (told.some(isNews));
  } catch (failure) {
    if (failure instanceof SessionOver) {
      ended = true;
      sessionOver();
    } else {
      line(false);
      setTimeout(() => void look(), AGAIN_MS); // no hint may come to tell that the line is back
    }
  } finally {
    looking = false;
  }
}

let unfollow = () => {};

/** Hints of the contact that is open now, and of no other. */
export function follow() {
  unfollow();
  const contact = contactId();
  unfollow = contact ? subscribe(`contact:${contact}`, (hint) => hear(hint) || void look(false, hint)) : () => {};
}

/** @param {Piece | undefined} piece what waits in the queues */
export function showQueues(piece) {
  const place = find("[data-queues]");
  if (place && piece) put(place, piece);
}

/** The first look comes when the subscription stands: what happened before it began is seen then. */
export function start() {
  subscribe(`person:${desk.dataset.person}`, (hint) => {
    if (hint.kind === "state") document.dispatchEvent(new CustomEvent("aq:my-state"));
    void look(false, hint);
  });
  follow();
  document.addEventListener("aq:over", () => setTimeout(() => void look(), OVER_MS));
}
