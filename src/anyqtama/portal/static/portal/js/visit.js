// Starts the visitor's window: what all its pages share, and the live talk where there is one.
import * as clock from "../../ui/js/clock.js";
import { whenPresent } from "../../ui/js/dom.js";
import * as inputs from "../../ui/js/inputs.js";
import * as live from "../../ui/js/live.js";
import * as menu from "../../ui/js/menu.js";
import * as once from "../../ui/js/once.js";
import * as toast from "../../ui/js/toast.js";
import * as frame from "./frame.js";
import * as meter from "./meter.js";
import * as needs from "./needs.js";
import * as talk from "./talk.js";

for (const part of [toast, menu, once, clock, inputs, live, frame, meter, needs]) part.start();
whenPresent("[data-focus], .aq-error-summary", (found) => found.focus());
whenPresent("[data-talk]", talk.start);
document.documentElement.dataset.started = "";
