// Hints over a WebSocket that something changed; what changed is asked for over HTTP. Without a socket, a hint every two seconds.
import { whenPresent } from "./dom.js";
import { toast } from "./toast.js";
import { word } from "./words.js";

/** @typedef {{ topic: string, kind: string, cursor: number | null, contact?: number, data?: unknown, by?: string }} Hint */
/** @typedef {(hint: Hint) => void} Listener */

const POLL_MS = 2000;
const POLL_HIDDEN_MS = 15000;
const REST_MS = 1000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30000;
const TRIES_BEFORE_TELLING = 3;

/** @type {Map<string, Set<Listener>>} */
const listeners = new Map();
/** @type {WeakMap<HTMLElement, Hint | null>} */
const resting = new WeakMap();
/** @type {WebSocket | null} */
let socket = null;
let tries = 0;
let polling = 0;
let retrying = 0;
let told = false;

const isOpen = () => socket?.readyState === WebSocket.OPEN;

/** @param {unknown} message */
const tell = (message) => isOpen() && socket?.send(JSON.stringify(message));

/** @param {Hint} hint */
function hear(hint) {
  for (const listener of listeners.get(hint.topic) ?? []) listener(hint);
  document.querySelectorAll("[data-live-topic]").forEach((place) => {
    const topics = /** @type {HTMLElement} */ (place).dataset.liveTopic?.split(/[\s,]+/) ?? [];
    if (topics.includes(hint.topic)) stir(/** @type {HTMLElement} */ (place), hint);
  });
}

/**
 * A place is renewed at once, then rests; what it is told meanwhile renews it after the rest and is not lost.
 * @param {HTMLElement} place
 * @param {Hint} hint
 */
function stir(place, hint) {
  if (resting.has(place)) return void resting.set(place, hint);
  place.dispatchEvent(new CustomEvent("aq:hint", { detail: hint, bubbles: true }));
  resting.set(place, null);
  setTimeout(() => {
    const late = resting.get(place);
    resting.delete(place);
    if (late && place.isConnected) stir(place, late);
  }, Number(place.dataset.liveRest ?? REST_MS));
}

/**
 * Everybody looks for themselves: nobody knows what was missed in a gap, or between the page and its subscription.
 * @param {Iterable<string>} [topics]
 * @param {string} [kind]
 */
function hintAll(topics = listeners.keys(), kind = "poll") {
  for (const topic of topics) hear({ topic, kind, cursor: null });
}

/** A try to connect that fails meanwhile does not put the next look off. */
function poll() {
  if (polling || isOpen() || !listeners.size) return;
  polling = window.setTimeout(() => {
    polling = 0;
    if (isOpen()) return;
    hintAll();
    poll();
  }, document.hidden ? POLL_HIDDEN_MS : POLL_MS);
}

function retry() {
  clearTimeout(retrying);
  tries += 1;
  if (tries >= TRIES_BEFORE_TELLING && !told && !navigator.onLine) {
    told = true;
    toast(word("offline"));
  }
  // Full jitter: after a restart of the server all desks must not come back in the same second.
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
  retrying = window.setTimeout(connect, Math.random() * most);
  poll();
}

function connect() {
  if (!listeners.size || document.documentElement.dataset.live === "off") return poll();
  if (socket && socket.readyState <= WebSocket.OPEN) return;
  const address = new URL(document.documentElement.dataset.live || "/live/", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const opening = new WebSocket(address);
  socket = opening;
  opening.addEventListener("open", () => {
    tries = 0;
    clearTimeout(polling);
    polling = 0;
    tell({ subscribe: [...listeners.keys()] });
    if (told) toast(word("online"));
    told = false;
  });
  opening.addEventListener("message", (event) => {
    try {
      const said = JSON.parse(event.data);
      if (typeof said?.topic === "string") hear({ cursor: null, kind: "", ...said });
      else if (Array.isArray(said?.subscribed)) hintAll(said.subscribed, "subscribed");
    } catch {
      // A hint that cannot be read is no hint; the next one or the next poll brings the truth.
    }
  });
  opening.addEventListener("close", () => socket === opening && retry());
}

/**
 * @param {string} topic
 * @param {Listener} listener
 * @returns {() => void} stops listening
 */
export function subscribe(topic, listener) {
  const heard = listeners.get(topic) ?? new Set();
  const first = heard.size === 0;
  heard.add(listener);
  listeners.set(topic, heard);
  if (isOpen()) first && tell({ subscribe: [topic] });
  else connect();
  poll();
  return () => {
    heard.delete(listener);
    if (!heard.size && listeners.delete(topic)) tell({ unsubscribe: [topic] });
  };
}

/**
 * Something fleeting, like typing; lost without regret when there is no socket.
 * @param {string} topic
 * @param {string} kind
 * @param {unknown} [data]
 */
export const send = (topic, kind, data) => void tell({ say: { topic, kind, data } });

export function start() {
  whenPresent("[data-live-topic]", (place) => {
    for (const topic of place.dataset.liveTopic?.split(/[\s,]+/).filter(Boolean) ?? []) {
      const stop = subscribe(topic, () => place.isConnected || stop());
    }
  });
  addEventListener("online", () => (isOpen() ? undefined : connect()));
  document.addEventListener("visibilitychange", () => document.hidden || isOpen() || (hintAll(), connect()));
}
