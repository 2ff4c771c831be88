// A contact that is offered or handed on makes itself heard: sound, a notice of the desktop, the tab's title; it never takes the focus.
import { toast } from "../../ui/js/toast.js";

const SOUND = "aq-desk-sound";
const BEEP_MS = 2000;
const SITE = document.title.slice(document.title.lastIndexOf(" · "));
let title = document.title;
/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));
/**
 * The desk and the corner of every other page carry the words.
 * @param {string} name
 */
const say = (name) => find("[data-new-contact]")?.dataset[name] ?? "";

/** @type {AudioContext | null} */
let audio = null;
/** @type {Set<string>} */
let known = new Set();
/** @type {Set<string>} */
let handed = new Set();
let beeping = 0;

function beep() {
  if (!audio || localStorage.getItem(SOUND) !== "1") return;
  const now = audio.currentTime;
  for (const [at, pitch] of [[0, 660], [0.18, 880]]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, now + at);
    volume.gain.exponentialRampToValueAtTime(0.2, now + at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + at + 0.16);
    tone.connect(volume).connect(audio.destination);
    tone.start(now + at);
    tone.stop(now + at + 0.18);
  }
}

/**
 * @param {string} what
 * @param {string} name
 */
function notify(what, name) {
  if (!("Notification" in window) || Notification.permission !== "granted" || !document.hidden) return;
  const notice = new Notification(what, { body: name, tag: "aq-offer" });
  notice.addEventListener("click", () => {
    window.focus();
    notice.close();
  });
}

/**
 * @param {string} what
 * @param {string} name
 */
function tell(what, name) {
  const announced = find("[data-announce]");
  if (announced) announced.textContent = `${what}: ${name}`;
  beep();
  notify(what, name);
}

/** Rows that a colleague or a lead passed on, but the one that is open: told once. */
function hearHanded() {
  const rows = [...document.querySelectorAll("[data-handed]:not([aria-current])")];
  const fresh = rows.filter((row) => !handed.has(row.getAttribute("data-handed") ?? ""));
  handed = new Set(rows.map((row) => row.getAttribute("data-handed") ?? ""));
  for (const row of fresh) {
    const name = row.querySelector(".aq-contact-name")?.textContent?.trim() ?? "";
    tell(say("handedOn"), name);
    toast(`${say("handedOn")}: ${name}`);
  }
}

/** @param {string} name of what the page shows from now on */
export const retitle = (name) => (document.title = title = name + SITE);

/** @param {HTMLElement | null} offers */
export function ring(offers) {
  const ringing = new Map([...(offers?.children ?? [])].map((offer) => [
    offer.getAttribute("data-key-of") ?? "", offer.querySelector(".aq-offer-name")?.textContent?.trim() ?? "",
  ]));
  const fresh = [...ringing.keys()].filter((key) => !known.has(key));
  known = new Set(ringing.keys());
  const unread = document.querySelectorAll(".aq-contact-unread").length;
  document.title = ringing.size ? `● ${say("newContact")} · ${[...ringing.values()].at(-1)}` : unread ? `(${unread}) ${title}` : title;
  clearInterval(beeping);
  if (ringing.size) beeping = window.setInterval(beep, BEEP_MS);
  hearHanded();
  if (fresh.length) tell(say("newContact"), ringing.get(fresh.at(-1) ?? "") ?? "");
}

const wanted = () => localStorage.getItem(SOUND) !== "1" || ("Notification" in window && Notification.permission === "default");

export function start() {
  const button = find("[data-notices]");
  if (button) button.hidden = !wanted();
  button?.addEventListener("click", async () => {
    localStorage.setItem(SOUND, "1");
    audio ??= new AudioContext();
    beep();
    if ("Notification" in window && Notification.permission === "default") await Notification.requestPermission();
    button.hidden = true;
  });
  // A browser lets a page sound only after somebody touched it.
  document.addEventListener("pointerdown", () => (audio ??= localStorage.getItem(SOUND) === "1" ? new AudioContext() : null), { once: true });
  document.addEventListener("keydown", () => (audio ??= localStorage.getItem(SOUND) === "1" ? new AudioContext() : null), { once: true });
  ring(find("[data-offers]"));
}
