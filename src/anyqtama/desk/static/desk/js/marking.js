// What was marked in an article goes into the reply instead of the part that was offered.

/** @type {{ link: Element | null, text: string }} */
let pressed = { link: null, text: "" };

/**
 * @param {Element | null} link
 * @returns {string} what is marked in the text this link stands at; notes for operators are never told
 */
function marked(link) {
  const selection = getSelection();
  const text = link?.closest(".aq-desk-article")?.querySelector(".aq-desk-article-body");
  if (!selection || selection.isCollapsed || !selection.rangeCount || !text) return "";
  const range = selection.getRangeAt(0);
  const note = range.commonAncestorContainer.parentElement?.closest(".knowledge-note") || range.cloneContents().querySelector(".knowledge-note");
  return text.contains(range.commonAncestorContainer) && !note ? selection.toString().trim() : "";
}

/**
 * Pressing the mouse takes the marking away before the click: it is looked at in between.
 * @param {Element} link
 */
export function markedFor(link) {
  return marked(link) || (pressed.link === link ? pressed.text : "");
}

export function start() {
  document.addEventListener("pointerdown", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-insert]") : null;
    pressed = { link, text: marked(link) };
  }, { capture: true });
}
