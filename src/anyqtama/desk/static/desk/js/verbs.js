// Verbs without leaving the page: forms sent in place, refusals beside them, panels renewed where nobody types.
import { element, isTyping } from "../../ui/js/dom.js";
import { forgetDrafts } from "../../ui/js/once.js";
import { toast } from "../../ui/js/toast.js";
import { look } from "./changes.js";
import { showFiles, write } from "./composer.js";
import { ask, contactId, desk, failed, find, newKey, opened, post, refuse, say } from "./page.js";
import { nodes, replace } from "./pieces.js";
import { fillFrom } from "./script.js";
import { go, reopen } from "./switching.js";

const REVEALED_MS = 30000;
const FIND_MS = 250;

let finding = 0;
let bringing = false;
let wanted = "";

/** @param {HTMLFormElement} form */
function free(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

/**
 * @param {HTMLFormElement} form
 * @param {string[]} sentences
 */
function complain(form, sentences) {
  const place = find("[data-errors]", form);
  if (!place || !form.isConnected) return refuse(sentences.join(" "), { near: form });
  place.replaceChildren(...sentences.map((sentence) => element("p", { class: "aq-error" }, sentence)));
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} by
 */
async function act(form, by) {
  const key = /** @type {HTMLInputElement | null} */ (form.querySelector("[data-new-key]"));
  if (key && !key.value) key.value = newKey();
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  const [from, shown] = [location.pathname, opened()];
  try {
    const answer = await post(form.action, new FormData(form, by));
    if (answer.done) {
      forgetDrafts(form);
      if (key) key.value = "";
      if (from !== location.pathname) shown.stale = "1"; // another was opened meanwhile: this one is renewed when it comes back
      else if (answer.go) return void go(answer.go);
      complain(form, []);
      refuse("");
      if (form.matches(".aq-desk-topic")) carryTopic(form);
      if (form.matches("[data-register]")) void anew("close").catch(failed); // it asks what the contact ended in
      if (form.closest("#panel-script")) void askLeft().catch(failed);
      if (form.matches("[action$='/verify/']")) void anew("card").catch(failed); // it shows as much as the card
      if (form.matches("[data-empties]")) form.reset();
      form.closest("dialog")?.close();
      // What is under the lines comes anew with the look; templates know the number of a case that was registered.
      if (form.closest("[data-verbs], [data-reshapes], [data-register]")) shown.unsettled = "1";
      await Promise.all([look(true), renew(form.closest("[data-panel]"))]);
    } else if (answer.errors) {
      complain(form, Object.entries(answer.errors).flatMap(([name, said]) => {
        const named = form.elements.namedItem(name);
        const field = named instanceof RadioNodeList ? named[0] : named;
        if (field instanceof HTMLElement) field.setAttribute("aria-invalid", "true");
        if (field instanceof HTMLElement) field.closest("[data-steps-left]")?.removeAttribute("hidden");
        const group = named instanceof RadioNodeList && field instanceof HTMLElement ? field.closest("fieldset")?.querySelector("legend") : null;
        const label = (group ?? (field instanceof HTMLElement ? form.querySelector(`label[for="${field.id}"]`) : null))?.textContent?.trim();
        return said.map((sentence) => (label ? `${label}: ${sentence}` : sentence));
      }));
    } else {
      complain(form, [answer.refusal ?? ""]);
      free(form); // it may be mended and sent at once, however long the look takes
      await look(true);
    }
  } catch (failure) {
    form.closest("dialog")?.close();
    failed(failure, form);
  } finally {
    free(form);
  }
}

/**
 * A topic chosen beside the script is the one that closing and registering begin with.
 * @param {HTMLFormElement} form
 */
function carryTopic(form) {
  const chosen = /** @type {HTMLSelectElement | null} */ (form.querySelector("select[name=topic]"));
  if (!chosen?.value) return;
  for (const each of document.querySelectorAll("dialog select[name=topic]")) {
    const select = /** @type {HTMLSelectElement} */ (each);
    if (select.value === chosen.value) continue;
    select.value = chosen.value;
    const subject = /** @type {HTMLInputElement | null} */ (select.form?.querySelector("input[name=subject]") ?? null);
    if (!subject) continue;
    if (subject.value === subject.defaultValue) subject.value = subject.defaultValue = chosen.selectedOptions[0]?.text ?? "";
    void preview(select).catch(failed);
  }
}

/**
 * A dialog that is here already and shut, as it is now.
 * @param {string} id
 */
async function anew(id) {
  const dialog = find(`#${id}:not([open])`);
  const again = dialog && (await dialogs()).find((node) => node instanceof Element && node.id === id);
  if (again) dialog.replaceChildren(...again.childNodes);
}

/** A step or the topic changed: what closing asks about steps not taken; the rest of its form stays as it was filled. */
async function askLeft() {
  const place = find("#close:not([open]) [data-steps-left]");
  if (!place) return;
  for (const node of await dialogs()) {
    const fresh = node instanceof Element ? find("[data-steps-left]", node) : null;
    if (!fresh) continue;
    for (const field of fresh.querySelectorAll("select, input")) {
      const [again, old] = /** @type {(HTMLInputElement | null)[]} */ ([field, place.querySelector(`#${field.id}`)]);
      if (again && old) again.value = old.value;
    }
    place.replaceWith(fresh);
  }
}

/** @returns {Promise<ChildNode[]>} the forms behind the verbs as they are now */
async function dialogs() {
  const response = await ask(opened().dialogs ?? "");
  return response.ok ? nodes(await response.text()) : [];
}

/**
 * The page comes without the forms behind its verbs; the first that is asked for brings them all.
 * @param {MouseEvent} event
 */
async function bring(event) {
  const opener = event.target instanceof Element ? event.target.closest("[data-dialog]") : null;
  const place = find("[data-dialogs-here]");
  const name = opener?.getAttribute("data-dialog") ?? "";
  if (!opener || !place || document.getElementById(name)) return;
  event.preventDefault();
  wanted = name;
  if (bringing) return;
  bringing = true;
  try {
    const fresh = await dialogs();
    if (!fresh.length) return location.assign(opener.getAttribute("href") ?? location.pathname);
    place.replaceWith(...fresh);
    const topic = /** @type {HTMLFormElement | null} */ (find(".aq-desk-topic"));
    if (topic) carryTopic(topic); // chosen while they were on their way
    // What asks again when another kind is chosen is htmx's, which has not seen these forms yet.
    const { htmx } = /** @type {{ htmx?: { process(node: Node): void } }} */ (/** @type {unknown} */ (window));
    for (const node of fresh) htmx?.process(node);
    const dialog = document.getElementById(wanted);
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
    fillFrom(opener);
  } catch (failure) {
    failed(failure);
  } finally {
    bringing = false;
  }
}

/**
 * The right column as it is now; a panel in which somebody types or has something open is left alone.
 * @param {Element | null} [acted] the panel whose own form was sent: it is renewed in any case
 */
export async function renew(acted = null) {
  const { contact, context } = opened();
  if (!context) return;
  const address = new URL(context, location.href);
  const query = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-find] input"));
  if (query?.value) address.searchParams.set("find", query.value);
  const response = await ask(String(address));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok || contact !== contactId()) return;
  for (const panel of document.querySelectorAll("[data-panel]")) {
    const fresh = page.getElementById(panel.id);
    const typing = panel.contains(document.activeElement) && isTyping(document.activeElement);
    if (!fresh || (panel !== acted && (typing || panel.querySelector("details[open]")))) continue;
    replace(panel, fresh.childNodes);
  }
}

/**
 * What is under the lines depends on how the contact stands; what was being typed stays.
 * @param {import("./changes.js").Talk} talk
 */
function reshape({ shape, bottom }) {
  const shown = opened();
  delete shown.unsettled;
  const owner = (/** @type {string | undefined} */ known) => known?.split(":")[1];
  if (owner(shape) !== owner(shown.shape)) return void reopen();
  shown.shape = shape;
  const place = find("[data-bottom]");
  if (!place) return;
  const text = /** @type {HTMLTextAreaElement | null} */ (place.querySelector("textarea"));
  const old = /** @type {HTMLFormElement | null} */ (place.querySelector("[data-composer]"));
  const files = old && find("[data-attach]", old);
  const kept = text && { words: text.value, from: text.selectionStart, to: text.selectionEnd, focus: document.activeElement === text };
  place.replaceChildren(...nodes(bottom ?? ""));
  const again = /** @type {HTMLTextAreaElement | null} */ (place.querySelector("textarea"));
  if (!kept || !again) return;
  const composer = /** @type {HTMLFormElement | null} */ (place.querySelector("[data-composer]"));
  if (composer && old?.dataset.mode === "note") write("note", false); // what was meant for colleagues stays among them
  if (composer && files) {
    find("[data-attach]", composer)?.replaceWith(files);
    showFiles(composer);
  }
  again.value = kept.words;
  if (kept.focus) again.focus();
  again.setSelectionRange(kept.from, kept.to);
}

/** @param {HTMLFormElement} form */
async function reveal(form) {
  const place = form.parentElement && find("[data-value]", form.parentElement);
  try {
    const answer = await post(form.action, new FormData(form));
    if (!place || !answer.value) return;
    const masked = place.textContent;
    place.textContent = answer.value;
    toast(say("revealed"));
    setTimeout(() => (place.textContent = masked), REVEALED_MS);
  } catch (failure) {
    failed(failure);
  } finally {
    free(form);
  }
}

/** @param {HTMLSelectElement} select topic or kind of the form that registers: what would be promised, who gets it, what is open already */
async function preview(select) {
  const shown = find("[data-due-shown]");
  const { due: asked } = opened();
  if (!asked || !shown) return;
  const address = new URL(asked, location.href);
  for (const name of ["topic", "kind"]) {
    const chosen = select.form?.elements.namedItem(name);
    if (chosen instanceof HTMLSelectElement) address.searchParams.set(name, chosen.value);
  }
  const due = await (await ask(String(address))).json();
  /** @param {string} name @param {string} words */
  const tell = (name, words) => {
    const place = find(`[${name}]`, shown);
    if (place) place.textContent = words;
  };
  tell("data-due-at", due.due);
  tell("data-due-promise", due.promise);
  tell("data-due-who", due.who);
  tell("data-due-why", due.why);
  tell("data-due-numbers", due.similar.join(", "));
  tell("data-due-refusal", due.refusal);
  for (const [name, there] of Object.entries({ "data-due-line": due.due, "data-due-given": due.who, "data-due-refusal": due.refusal, "data-due-similar": due.similar.length })) {
    const place = find(`[${name}]`, shown);
    if (place) place.hidden = !there;
  }
}

/** @param {HTMLInputElement} input */
async function search(input) {
  const address = new URL(opened().context ?? "", location.href);
  address.searchParams.set("find", input.value);
  const response = await ask(String(address)).catch(() => null);
  if (!response?.ok) return;
  const page = await response.text();
  const fresh = nodes(page).map((node) => (node instanceof Element ? node.querySelector("[data-found]") : null)).find(Boolean);
  const place = find("[data-found]");
  if (fresh && place && input.isConnected) place.replaceChildren(...fresh.childNodes);
}

/** @param {SubmitEvent} event */
function submit(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  if (form.matches("[data-verb], .aq-offer form")) {
    event.preventDefault();
    void act(form, event.submitter);
  } else if (form.matches("[data-reveal]")) {
    event.preventDefault();
    void reveal(form);
  } else if (form.matches("[data-find]")) {
    event.preventDefault();
    const input = form.querySelector("input");
    if (input) void search(input);
  }
}

export function start() {
  document.addEventListener("submit", submit);
  document.addEventListener("click", (event) => void bring(event));
  document.addEventListener("aq:shape", (event) => reshape(/** @type {CustomEvent} */ (event).detail));
  document.addEventListener("aq:about", () => void renew().catch(failed));
  document.addEventListener("change", (event) => {
    const select = event.target;
    if (!(select instanceof HTMLSelectElement)) return;
    if (select.closest("[data-instant]")) select.form?.requestSubmit();
    else if (["topic", "kind"].includes(select.name) && select.closest("[data-register]")) void preview(select).catch(failed);
  });
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.closest("[data-find]")) return;
    clearTimeout(finding);
    finding = window.setTimeout(() => void search(input), FIND_MS);
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-to]") : null;
    const panel = link && document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    if (!link || !panel) return;
    event.preventDefault();
    desk.dataset.pane = link.getAttribute("data-to") ?? "talk";
    panel.focus();
    panel.scrollIntoView({ block: "nearest" });
  });
}
