// The live talk: the truth is fetched by cursor; a hint only says "look now", and without hints one looks every two seconds.
import { element } from "../../ui/js/dom.js";
import { send, subscribe } from "../../ui/js/live.js";
import { csrfToken } from "../../ui/js/words.js";
import * as composer from "./composer.js";
import * as frame from "./frame.js";
import * as outbox from "./outbox.js";
import { phrase } from "./phrases.js";

const TYPING_EVERY_MS = 3000;
const TYPING_SHOWN_MS = 5000;
const NEAR_END_PX = 80;
const WAITING_POLL_SECONDS = 15;

/** @param {HTMLElement} talk */
export function start(talk) {
  /** @template {HTMLElement} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (document.querySelector(selector));
  const url = talk.dataset.messagesUrl ?? "";
  const body = part("#content");
  const [panel, subtitle, offline, below, form, over] = [
    part("[data-panel]"), part("[data-subtitle]"), part("[data-offline]"), part("[data-below]"),
    /** @type {HTMLFormElement} */ (part("[data-composer]")), part("[data-over]"),
  ];
  let contact = talk.dataset.contact ?? "";
  let seq = Number(talk.dataset.seq);
  let person = "";
  let mark = "";
  let writesAgain = false;
  let asking = false;
  let wanted = false;
  /** @type {import("../../ui/js/live.js").Hint[]} */
  let told = [];
  let readTo = 0;
  let timer = 0;
  /** @type {() => void} */
  let stop = () => undefined;

  const nearEnd = () => body.scrollHeight - body.scrollTop - body.clientHeight < NEAR_END_PX;
  const toEnd = () => {
    body.scrollTop = body.scrollHeight;
    below.hidden = true;
  };

  /** @param {string} html */
  function parsed(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return [...template.content.children];
  }

  /** @param {{ seq: number, key: string, side: string, html: string }[]} lines */
  function add(lines) {
    const firstPending = () => talk.querySelector(".portal-pending");
    let others = 0;
    for (const line of lines) {
      if (talk.querySelector(`[data-seq="${line.seq}"]`)) continue;
      if (line.key) talk.querySelector(`.portal-pending[data-key="${CSS.escape(line.key)}"]`)?.remove();
      parsed(line.html).forEach((node) => talk.insertBefore(node, firstPending()));
      if (line.side !== "own") others += 1;
      if (line.side === "staff") hideTyping();
    }
    return others;
  }

  /** @param {number} read */
  function markRead(read) {
    talk.querySelectorAll(".aq-bubble-own[data-seq]").forEach((bubble) => {
      const isRead = Number(bubble.getAttribute("data-seq")) <= read;
      bubble.querySelector('[data-receipt="sent"]')?.toggleAttribute("hidden", isRead);
      bubble.querySelector('[data-receipt="read"]')?.toggleAttribute("hidden", !isRead);
    });
  }

  /** @param {{ number: string, html: string }[]} cases */
  function refreshCards(cases) {
    for (const { number, html } of cases) {
      const [fresh] = parsed(html);
      talk.querySelectorAll(`[data-case="${CSS.escape(number)}"]`).forEach((card) => {
        if (fresh && card.textContent !== fresh.textContent) card.replaceWith(fresh);
      });
    }
  }

  /** @param {any} news */
  function show(news) {
    if (news.same) return undefined;
    if (news.state === "gone") return location.reload();
    const atEnd = nearEnd();
    if (news.contact && String(news.contact) !== contact) {
      contact = String(news.contact);
      part("[data-more]").hidden = false;
      writesAgain = false;
      talk.querySelectorAll("[data-seq]").forEach((line) => line.remove());
      follow();
    }
    const others = add(news.messages ?? []);
    seq = news.seq ?? seq;
    mark = news.mark ?? "";
    person = news.person ?? "";
    if (news.read !== undefined) markRead(news.read);
    refreshCards(news.cases ?? []);
    if (subtitle.textContent !== news.subtitle) subtitle.textContent = news.subtitle;
    if (news.panel.html !== null) {
      panel.innerHTML = news.panel.html;
      panel.dataset.panel = news.panel.key;
    }
    stand(news.state, news.rateable);
    if (others && !atEnd) below.hidden = false;
    else if (atEnd && (others || news.panel.html !== null)) toEnd();
    frame.came((news.messages ?? []).filter((/** @type {{ side: string }} */ line) => line.side === "staff").length);
    tellRead();
    return undefined;
  }

  /**
   * @param {string} state
   * @param {boolean} rateable
   */
  function stand(state, rateable) {
    const isOver = state === "over";
    if (talk.dataset.state !== state) {
      if (isOver) writesAgain = false;
      talk.dataset.state = state;
      part("[data-rate]").hidden = !rateable;
      document.querySelector("[data-leave]")?.toggleAttribute("hidden", isOver);
      form.hidden = isOver && !writesAgain;
      over.hidden = !form.hidden;
    }
    if (isOver) hideTyping();
  }

  /**
   * A line that stands here already, one's own most often, is no news.
   * @param {import("../../ui/js/live.js").Hint} hint
   */
  const isNews = (hint) => !(hint.kind === "said" && String(hint.contact) === contact && Number(hint.cursor) <= seq);

  /** @param {import("../../ui/js/live.js").Hint} hint */
  function hear(hint) {
    if (!isNews(hint)) return;
    if (asking && hint.kind === "said") told.push(hint);
    else ask(hint.kind !== "poll");
  }

  /** @param {boolean} [anyway] somebody told of a change: look at everything. Several in one breath are one question. */
  function ask(anyway = true) {
    wanted ||= anyway;
    if (asking) return;
    asking = true;
    queueMicrotask(() => void look());
  }

  async function look() {
    clearTimeout(timer);
    const known = wanted ? "" : mark;
    wanted = false;
    try {
      const answer = await fetch(`${url}?after=${seq}&contact=${contact}&panel=${panel.dataset.panel}&mark=${known}`, { headers: { Accept: "application/json" } });
      offline.hidden = true;
      if (answer.ok || answer.status === 404) show(await answer.json());
    } catch {
      offline.hidden = false;
    } finally {
      asking = false;
      wanted ||= told.some(isNews);
      told = [];
      const seconds = talk.dataset.state === "waiting" ? WAITING_POLL_SECONDS : Number(talk.dataset.poll);
      timer = window.setTimeout(() => ask(false), wanted ? 0 : (offline.hidden ? seconds : 2) * 1000);
    }
  }

  function tellRead() {
    const last = Number([...talk.querySelectorAll('[data-from="staff"]')].at(-1)?.getAttribute("data-seq") ?? 0);
    if (!frame.isSeen() || last <= readTo) return;
    readTo = last;
    const body = new URLSearchParams({ seq: String(last) });
    fetch(talk.dataset.readUrl ?? "", { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } }).catch(() => (readTo = 0));
  }

  const typing = part("[data-typing]");
  let typingTimer = 0;
  const hideTyping = () => void (typing.hidden = true);
  function showTyping() {
    typing.textContent = phrase("typing", { person });
    typing.hidden = !person;
    if (nearEnd()) toEnd();
    clearTimeout(typingTimer);
    typingTimer = window.setTimeout(hideTyping, TYPING_SHOWN_MS);
  }

  function follow() {
    stop();
    if (!contact) return;
    stop = subscribe(`contact:${contact}`, (hint) => {
      const by = String(/** @type {any} */ (hint).by ?? "");
      if (hint.kind === "typing") return by.startsWith("person:") ? showTyping() : undefined;
      if (hint.kind === "read_staff" && hint.cursor !== null) return markRead(hint.cursor);
      if (hint.kind === "read_client") return undefined;
      return hear(hint);
    });
  }

  let saidTyping = 0;
  const field = composer.start(form, {
    send: (text, files) => void outbox.put(url, text, files),
    typing: () => {
      if (!contact || Date.now() - saidTyping < TYPING_EVERY_MS) return;
      saidTyping = Date.now();
      send(`contact:${contact}`, "typing");
    },
  });

  /** @param {{ key: string, text: string, names: string[], refused: string, final?: boolean }} item */
  function showPending(item) {
    let bubble = talk.querySelector(`.portal-pending[data-key="${CSS.escape(item.key)}"]`);
    if (!bubble) {
      const pattern = /** @type {HTMLTemplateElement} */ (part("template[data-pending]")).content.firstElementChild;
      bubble = /** @type {HTMLElement} */ (pattern?.cloneNode(true));
      bubble.setAttribute("data-key", item.key);
      /** @type {HTMLElement} */ (bubble.querySelector("[data-text]")).textContent = item.text;
      bubble.querySelector("[data-names]")?.append(...item.names.map((name) => element("p", { class: "aq-meta", dir: "auto" }, name)));
      bubble.querySelector("[data-retry]")?.addEventListener("click", () => outbox.retry(url, item));
      bubble.querySelector("[data-back]")?.addEventListener("click", () => {
        outbox.drop(item.key);
        bubble?.remove();
        field.back(item.text);
      });
      talk.append(bubble);
    }
    const why = item.refused === "lost" ? phrase("lost") : item.refused;
    /** @type {HTMLElement} */ (bubble.querySelector("[data-why]")).textContent = why;
    bubble.querySelector("[data-refused]")?.toggleAttribute("hidden", !why);
    bubble.querySelector("[data-retry]")?.toggleAttribute("hidden", Boolean(item.final));
    bubble.querySelector("[data-waits]")?.toggleAttribute("hidden", Boolean(why));
    bubble.classList.toggle("aq-bubble-failed", Boolean(why));
    toEnd();
  }

  outbox.start(url, {
    show: showPending,
    arrived: () => ask(),
    line: (reachable) => void (offline.hidden = reachable),
  });
  document.querySelector("[data-again]")?.addEventListener("click", (event) => {
    event.preventDefault();
    writesAgain = true;
    form.hidden = false;
    over.hidden = true;
    form.querySelector("textarea")?.focus();
  });
  below.addEventListener("click", toEnd);
  body.addEventListener("scroll", () => nearEnd() && (below.hidden = true));
  for (const name of ["visibilitychange", "focus", "resize"]) {
    (name === "visibilitychange" ? document : window).addEventListener(name, () => {
      frame.seen();
      tellRead();
    });
  }
  addEventListener("online", () => ask());
  subscribe(`visit:${talk.dataset.visit}`, (hint) => ask(hint.kind !== "poll"));
  follow();
  toEnd();
  tellRead();
}
