// The field one writes in: Enter sends, files come by button, paste or drop, and half a sentence outlives a reload.
import { element } from "../../ui/js/dom.js";
import { toast } from "../../ui/js/toast.js";
import { keep, recall } from "./kept.js";
import { phrase } from "./phrases.js";

const DRAFT = "aq-draft-visit";
const MOST_FILES = 5;

/**
 * @param {HTMLFormElement} form
 * @param {{ send: (text: string, files: File[]) => void, typing: () => void }} callbacks
 */
export function start(form, { send, typing }) {
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const chooser = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=file]"));
  const list = /** @type {HTMLElement} */ (form.querySelector("[data-files]"));
  /** @type {File[]} */
  let files = [];

  function showFiles() {
    list.replaceChildren(...files.map((file) => {
      const remove = element("button", { type: "button", class: "aq-chip-remove", "aria-label": phrase("remove", { name: file.name }) }, "×");
      remove.addEventListener("click", () => {
        files = files.filter((other) => other !== file);
        showFiles();
        field.focus();
      });
      return element("li", { class: "aq-chip" }, element("span", { dir: "auto" }, file.name), remove);
    }));
    list.hidden = !files.length;
  }

  /** @param {FileList | null | undefined} added */
  function add(added) {
    if (!chooser || !added?.length) return;
    files = [...files, ...added];
    if (files.length > MOST_FILES) toast(phrase("many"));
    files = files.slice(0, MOST_FILES);
    showFiles();
  }

  function submit() {
    const text = field.value.trim();
    if (!text && !files.length) return field.focus();
    send(text, files);
    files = [];
    showFiles();
    field.value = "";
    keep(DRAFT, "");
    return field.focus();
  }

  // Not the submit event: other scripts count a sent form as busy, and here one may send the next line at once.
  form.querySelector("[data-send]")?.addEventListener("click", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", () => {
    keep(DRAFT, field.value);
    if (field.value.trim()) typing();
  });
  field.addEventListener("paste", (event) => {
    if (!chooser || !event.clipboardData?.files.length) return;
    event.preventDefault();
    add(event.clipboardData.files);
  });
  chooser?.addEventListener("change", () => {
    add(chooser.files);
    chooser.value = "";
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.toggleAttribute("data-over-drop", Boolean(chooser) && !form.hidden);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || form.removeAttribute("data-over-drop"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.removeAttribute("data-over-drop");
    if (!form.hidden) add(event.dataTransfer?.files);
  });
  if (!field.value) field.value = recall(DRAFT);
  return {
    /** @param {string} text */
    back(text) {
      field.value = [text, field.value].filter(Boolean).join("\n");
      keep(DRAFT, field.value);
      field.focus();
    },
  };
}
