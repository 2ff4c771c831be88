// A verb bar that does not fit folds its verbs from the end into "More", the page's own menu where it has one: labels are
// never cut. The primary verb stays in sight; without one the last, or the first where the bar says data-fold="first".
import { element, whenPresent } from "./dom.js";
import { word } from "./words.js";

/** @param {HTMLElement} bar */
function fold(bar) {
  const children = [...bar.children].map((child) => /** @type {HTMLElement} */ (child));
  const menu = children.find((child) => child.matches("details"));
  const verbs = children.filter((child) => !child.matches("details"));
  const stays = verbs.find((verb) => verb.matches(".aq-button-primary, :has(.aq-button-primary)")) ?? verbs.at(bar.dataset.fold === "first" ? 0 : -1);
  const room = bar.parentElement;
  bar.dataset.folded = ""; // until now the style cut what hung out
  if (!stays || !room || verbs.length < 2) return;
  const folded = element("div", { class: "aq-menu-folded" });
  const up = bar.dataset.fold === "first" ? "" : " aq-menu-up";
  const more = menu ?? element("details", { class: `aq-menu${up}`, "data-menu": "" }, element("summary", { class: "aq-button" }, word("more")), element("div", { class: "aq-menu-panel" }));
  more.querySelector(".aq-menu-panel")?.prepend(folded);
  const fits = () => {
    const edge = bar.getBoundingClientRect().right - parseFloat(getComputedStyle(bar).paddingRight);
    return bar.scrollWidth <= bar.clientWidth && (bar.lastElementChild?.getBoundingClientRect().right ?? 0) <= edge + 0.5;
  };
  const arrange = () => {
    if (!bar.isConnected || folded.contains(document.activeElement)) return; // a bar that is put away keeps what it has
    const there = children.filter((child) => bar.contains(child));
    folded.replaceChildren();
    bar.replaceChildren(...there);
    for (const verb of [...verbs].reverse()) {
      if (verb === stays || !there.includes(verb)) continue;
      if (fits()) break;
      folded.prepend(verb);
      if (!more.isConnected) stays === there.at(-1) ? bar.insertBefore(more, stays) : bar.append(more);
    }
  };
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (!entry || !bar.isConnected || Math.abs(entry.contentRect.width - width) < 1) return;
    width = entry.contentRect.width;
    arrange();
  }).observe(room);
  document.fonts.ready.then(arrange);
}

export const start = () => whenPresent("[data-fold]", fold);
