// Inside another site's frame: a button that closes the window, and word to the launcher of what came in meanwhile.

const framed = window.parent !== window;

/** A frame does not know that its site hides it: the launcher says so. */
let shown = true;

/** @returns {boolean} whether somebody can see the window now */
export const isSeen = () => !document.hidden && shown;

/**
 * @param {string} what
 * @param {number} [count]
 */
function tell(what, count = 0) {
  // Nothing personal is said, so any site that may frame us may hear it.
  if (framed) window.parent.postMessage({ anyqtama: what, count }, "*");
}

let unread = 0;
const title = document.title;

/** @param {number} count of lines that came in now */
export function came(count) {
  if (isSeen() || !count) return;
  unread += count;
  document.title = `(${unread}) ${title}`;
  tell("unread", unread);
}

export function seen() {
  if (!unread || !isSeen()) return;
  unread = 0;
  document.title = title;
  tell("unread", 0);
}

export function start() {
  const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-window-close]"));
  if (!framed || !button) return;
  button.hidden = false;
  addEventListener("message", (event) => {
    if (event.source !== window.parent || event.data?.anyqtama !== "shown") return;
    shown = Boolean(event.data.open);
    dispatchEvent(new Event("focus"));
  });
  tell("ready");
  button.addEventListener("click", () => tell("close"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("details[open]")) tell("close");
  });
}
