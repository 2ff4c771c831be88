// What changed since the last look, asked over HTTP at each hint; several hints at once are one question.
import { subscribe } from "../../ui/js/live.js";
import { contactId, desk, find, ask, line, SessionOver, sessionOver } from "./page.js";
import { put, putAll } from "./pieces.js";
import { ring } from "./ringing.js";
import { hear, news } from "./talk.js";

/**
 * @typedef {import("./pieces.js").Piece} Piece
 * @typedef {{ contact: number, seq: number, read: number, lines: { seq: number, html: string }[], head: Piece, shape: string, about: string }} Talk
 * @typedef {{ offers: Piece[], contacts: Piece[], count: number, questions: Piece, queues: Piece | null, talk: Talk | null, mark: string }} News
 */

const QUEUES_MS = 4000;
const OVER_MS = 400;
const AGAIN_MS = 2000;

let looking = false;
let again = false;
let queuesToo = false;
let ended = false;
let queues = 0;
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
  const [questions, inQueue] = [find("[data-questions]"), find("[data-queues]")];
  if (questions) put(questions, found.questions);
  if (inQueue && found.queues) put(inQueue, found.queues);
  ring(offers);
  if (found.talk) news(found.talk);
}

/**
 * @param {boolean} [all] what waits in the queues too; else that comes in its own time
 * @param {boolean} [polled] nothing told that there is news
 */
export async function look(all = false, polled = false) {
  if (ended) return;
  queuesToo ||= all;
  if (!polled) mark = "";
  if (looking) {
    again ||= !polled; // the topics of a page are polled at once: one look is enough
    return;
  }
  looking = true;
  try {
    do {
      again = false;
      const address = new URL(desk.dataset.changes ?? "", location.href);
      if (!queuesToo) address.searchParams.set("part", "mine");
      queuesToo = false;
      if (polled) address.searchParams.set("mark", mark);
      if (contactId) {
        address.searchParams.set("contact", contactId);
        address.searchParams.set("after", desk.dataset.seq ?? "0");
      }
      const response = await ask(String(address));
      if (!response.ok) continue;
      const found = await response.json();
      if (found.same) continue;
      if (found.gone) {
        ended = true; // answered for a colleague, or handed on: it is theirs alone now
        return location.assign("/desk/");
      }
      mark = found.mark;
      show(found);
    } while (again);
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

/** What waits in the queues: the whole centre stirs it, so the desks look at it now and then, not all at once. */
async function lookAtQueues() {
  queues = 0;
  const address = new URL(desk.dataset.changes ?? "", location.href);
  address.searchParams.set("part", "queues");
  const response = await ask(String(address)).catch(() => null);
  const place = find("[data-queues]");
  if (response?.ok && place) put(place, (await response.json()).queues);
}

/** The first look comes when the subscription stands: what happened before it began is seen then. */
export function start() {
  subscribe(`person:${desk.dataset.person}`, (hint) => {
    if (hint.kind === "state") document.dispatchEvent(new CustomEvent("aq:my-state"));
    void look(false, hint.kind === "poll");
  });
  if (contactId) subscribe(`contact:${contactId}`, (hint) => hear(hint) || void look(false, hint.kind === "poll"));
  subscribe("wall", () => {
    queues ||= window.setTimeout(() => void lookAtQueues(), QUEUES_MS * (0.75 + Math.random() / 2));
  });
  document.addEventListener("aq:over", () => setTimeout(() => void look(), OVER_MS));
}
