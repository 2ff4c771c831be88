// Buttons that put marks into a text: heading, list, table, link, note. Without scripts the marks are typed.

/** @type {Record<string, string>} what stands before each marked line */
const LINES = { heading: "## ", points: "- ", note: "> " };
/** @type {Record<string, [string, string, string]>} before, in place of nothing, after */
const AROUND = { strong: ["**", "…", "**"], link: ["[", "…", "](https://)"] };
const TABLE = "| … | … |\n| --- | --- |\n| … | … |";

/**
 * @param {HTMLTextAreaElement} text
 * @param {string} kind
 */
function mark(text, kind) {
  let [from, to] = [text.selectionStart, text.selectionEnd];
  const chosen = text.value.slice(from, to);
  let words = chosen;
  if (kind in AROUND) {
    const [before, nothing, after] = AROUND[kind];
    words = before + (chosen || nothing) + after;
  } else if (kind === "table") {
    words = `${from && text.value[from - 1] !== "\n" ? "\n" : ""}\n${TABLE}\n`;
    from = to;
  } else {
    from = text.value.lastIndexOf("\n", from - 1) + 1;
    const end = text.value.indexOf("\n", to);
    to = end < 0 ? text.value.length : end;
    const lines = text.value.slice(from, to).split("\n");
    words = lines.map((line, number) => (kind === "numbers" ? `${number + 1}. ` : LINES[kind]) + line).join("\n");
  }
  text.focus();
  text.setRangeText(words, from, to, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const bar of document.querySelectorAll("[data-marks]")) {
  /** @type {HTMLElement} */ (bar).hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-mark]") : null;
    const text = document.getElementById(bar.getAttribute("data-marks") ?? "");
    if (button && text instanceof HTMLTextAreaElement) mark(text, button.getAttribute("data-mark") ?? "");
  });
}
