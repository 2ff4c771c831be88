// Another contact is opened in place; the one before is kept as it stands: what is typed, its open parts, where one was reading.
import { follow, look } from "./changes.js";
import { ask, contactId, desk, failed, find, opened } from "./page.js";
import { nodes } from "./pieces.js";
import { retitle } from "./ringing.js";
import { begin } from "./talk.js";
import { renew } from "./verbs.js";

/** @typedef {{ parts: Element[], seen: number, top: number | null }} Kept top: where one was reading, null at the foot */

const MOST_KEPT = 20;
const FRESH_MS = 600_000;
const PLACE = /^\/desk\/(?:(\d+)\/)?$/;

/** @type {Map<string, Kept>} */
const kept = new Map();
let wanted = "";
/** When the right column of the open contact was asked for. */
let seen = Date.now();

const parts = () => [...desk.querySelectorAll(":scope > :is([data-opened], [data-context-column], [data-forms])")];

/** @param {string} name */
function pane(name) {
  desk.dataset.pane = name;
  desk.querySelectorAll("[data-pane-name]").forEach((tab) => tab.setAttribute("aria-pressed", String(tab.getAttribute("data-pane-name") === name)));
}

function putAway() {
  const [contact, scroll] = [contactId(), find("[data-scroll]")];
  const foot = !scroll || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 96;
  const away = parts();
  kept.delete(contact);
  if (contact && !opened().gone) kept.set(contact, { parts: away, seen, top: foot ? null : scroll.scrollTop });
  if (kept.size > MOST_KEPT) kept.delete([...kept.keys()][0]);
  away.forEach((part) => part.remove());
}

/**
 * @param {Kept} next
 * @param {string} address
 */
function show(next, address) {
  desk.append(...next.parts);
  const shown = opened();
  const there = Boolean(shown.contact);
  desk.classList.toggle("aq-desk-idle", !there);
  const context = find('[data-pane-name="context"]', desk);
  if (context) context.hidden = !there;
  pane(there ? "talk" : "contacts");
  retitle(shown.title ?? "");
  for (const row of desk.querySelectorAll("a.aq-contact")) {
    if (row.getAttribute("href") === address) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  begin();
  const scroll = find("[data-scroll]");
  if (scroll && next.top !== null) scroll.scrollTop = next.top;
  scroll?.focus({ preventScroll: true });
  seen = next.seen;
  follow();
}

/**
 * @param {string} address where to be: in place when it is the desk, else a page of its own
 * @param {boolean} [push] one step of the browser's history more
 */
export async function go(address, push = true) {
  const to = new URL(address, location.href);
  const place = to.origin === location.origin && !to.search && PLACE.exec(to.pathname);
  if (!place) return location.assign(address);
  const contact = (wanted = place[1] ?? "");
  if (contact === contactId()) return push && pane(contact ? "talk" : "contacts");
  try {
    let next = kept.get(contact);
    if (!next) {
      const response = await ask(to.pathname);
      const fresh = await partsOf(response);
      if (wanted !== contact) return; // another was pressed meanwhile
      if (!response.ok) return location.assign(address);
      next = fresh;
    }
    putAway();
    if (push) history.pushState(null, "", to.pathname);
    show(next, to.pathname);
    const shown = opened();
    const old = shown.stale || Date.now() - seen > FRESH_MS;
    delete shown.stale;
    if (old) seen = Date.now();
    await Promise.all([look(), old && renew()]);
  } catch (failure) {
    failed(failure);
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Kept>}
 */
async function partsOf(response) {
  return { parts: nodes(await response.text()).filter((node) => node instanceof Element), seen: Date.now(), top: null };
}

/** The open contact went from one person to another: nothing of it is as it was. */
export async function reopen() {
  const contact = contactId();
  try {
    const response = await ask(`/desk/${contact}/`);
    const next = await partsOf(response);
    if (contact !== contactId() || response.status >= 500) return; // the next look tries again
    if (!response.ok) return void leave();
    parts().forEach((part) => part.remove());
    show(next, `/desk/${contact}/`);
  } catch (failure) {
    failed(failure);
  }
}

/** The open contact is not this person's any more: it is not kept either. */
export function leave() {
  opened().gone = "1";
  return go("/desk/");
}

/** @param {MouseEvent} event */
function press(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || !desk.contains(link) || event.defaultPrevented) return;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.hash || link.search || !PLACE.test(link.pathname)) return;
  event.preventDefault();
  void go(link.href);
}

export function start() {
  document.addEventListener("click", press);
  addEventListener("popstate", () => {
    if (PLACE.test(location.pathname) && !location.search) void go(location.href, false);
    else location.reload();
  });
}
