// Starts what every page has; a screen's own module is loaded after this one and imports what it needs.
import { whenPresent } from "./dom.js";
import * as clock from "./clock.js";
import * as command from "./command.js";
import * as fold from "./fold.js";
import * as inputs from "./inputs.js";
import * as keys from "./keys.js";
import * as live from "./live.js";
import * as menu from "./menu.js";
import * as once from "./once.js";
import * as rows from "./rows.js";
import * as spelling from "./spelling.js";
import * as theme from "./theme.js";
import * as toast from "./toast.js";

for (const part of [theme, toast, menu, once, clock, fold, inputs, rows, keys, command, live, spelling]) part.start();

// What is to be put right is said by the server, at the field and in the reader's language; the browser has only its own.
whenPresent("form", (form) => (/** @type {HTMLFormElement} */ (form).noValidate = true));

// The content policy forbids style attributes; a script may still set a width.
whenPresent("[data-weight]", (item) => item.style.setProperty("flex-grow", item.dataset.weight ?? "1"));
whenPresent("[data-focus]", (item) => item.focus());
// On a phone the tabs lie in one line that is wider than the window: the one that is open is in sight.
whenPresent(":is(.aq-tabs, .aq-subnav) [aria-current]", (tab) => {
  const line = /** @type {HTMLElement} */ (tab.closest(".aq-tabs, .aq-subnav"));
  const [here, whole] = [tab.getBoundingClientRect(), line.getBoundingClientRect()];
  if (here.right > whole.right) line.scrollLeft += here.right - whole.right + 24;
});
if (/Mac|iPhone|iPad/.test(navigator.platform)) {
  whenPresent("kbd", (key) => (key.textContent = (key.textContent ?? "").replace("Ctrl", "⌘")));
}
document.documentElement.dataset.started = "";
