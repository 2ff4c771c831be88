// Tells once that something was done, with a way back; six seconds, longer while looked at.
import { element, whenPresent } from "./dom.js";
import { word } from "./words.js";

const SHOWN_MS = 6000;

/** @param {HTMLElement} shown */
function leaveInTime(shown) {
  let timer = setTimeout(() => shown.remove(), SHOWN_MS);
  const stay = () => clearTimeout(timer);
  const goOn = () => {
    stay();
    timer = setTimeout(() => shown.remove(), SHOWN_MS);
  };
  shown.addEventListener("mouseenter", stay);
  shown.addEventListener("focusin", stay);
  shown.addEventListener("mouseleave", goOn);
  shown.addEventListener("focusout", goOn);
}

/**
 * @param {string} text
 * @param {{ undo?: () => void }} [choices]
 */
export function toast(text, { undo } = {}) {
  const shown = element("div", { class: "aq-toast", "data-toast": "" }, element("span", {}, text));
  if (undo) {
    const button = element("button", { class: "aq-button aq-button-small", type: "button" }, word("undo"));
    button.addEventListener("click", () => {
      shown.remove();
      undo();
    });
    shown.append(button);
  }
  shown.append(
    element("button", { class: "aq-button aq-button-small", type: "button", "data-toast-close": "" }, word("dismiss")),
  );
  document.querySelector("[data-toasts]")?.append(shown);
}

export function start() {
  whenPresent("[data-toasts] > [data-toast]", leaveInTime);
  document.addEventListener("click", (event) => {
    const close = event.target instanceof Element ? event.target.closest("[data-toast-close]") : null;
    close?.closest("[data-toast]")?.remove();
  });
}
