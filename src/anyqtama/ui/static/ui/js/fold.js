// A verb bar that does not fit folds its last verbs but one into "More": labels are never cut, the last verb stays in sight.
import { element, whenPresent } from "./dom.js";
import { word } from "./words.js";

/** @param {HTMLElement} bar */
function fold(bar) {
  const verbs = [...bar.children].map((child) => /** @type {HTMLElement} */ (child));
  const last = verbs.at(-1);
  if (!last || verbs.length < 3) return;
  const panel = element("div", { class: "aq-menu-panel" });
  const more = element("details", { class: "aq-menu aq-menu-up", "data-menu": "" }, element("summary", { class: "aq-button" }, word("more")), panel);
  const fits = () => {
    const edge = bar.getBoundingClientRect().right - parseFloat(getComputedStyle(bar).paddingRight);
    return bar.scrollWidth <= bar.clientWidth && last.getBoundingClientRect().right <= edge + 0.5;
  };
  const arrange = () => {
    if (panel.contains(document.activeElement)) return;
    const foldable = verbs.slice(0, -1).filter((verb) => verb.isConnected || panel.contains(verb));
    bar.replaceChildren(...foldable, last);
    panel.replaceChildren();
    for (const verb of foldable.reverse()) {
      if (fits()) break;
      panel.prepend(verb);
      if (!more.isConnected) bar.insertBefore(more, last);
    }
  };
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (!entry || Math.abs(entry.contentRect.width - width) < 1) return;
    width = entry.contentRect.width;
    arrange();
  }).observe(bar);
  document.fonts.ready.then(arrange);
}

export const start = () => whenPresent("[data-fold]", fold);
