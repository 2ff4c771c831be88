// The operator's desk: starts its parts; each works on what the server rendered, and the page works without them.
import * as changes from "./changes.js";
import * as composer from "./composer.js";
import { desk, line } from "./page.js";
import * as ringing from "./ringing.js";
import * as knowledge from "./knowledge.js";
import * as marking from "./marking.js";
import * as script from "./script.js";
import * as switching from "./switching.js";
import * as talk from "./talk.js";
import * as verbs from "./verbs.js";
import { nodes } from "./pieces.js";
import { subscribe } from "../../ui/js/live.js";
import { csrfToken } from "../../ui/js/words.js";

let state = "";

/** The menu of the top bar after somebody or something set another state. */
async function renewState() {
  const response = await fetch("/me/state/", { headers: { "HX-Request": "true" } });
  const menu = document.querySelector(".aq-top-end details:has(> .aq-my-state)");
  const fresh = nodes(await response.text()).find((node) => node instanceof Element && node.matches("details"));
  if (!response.ok || !menu || !(fresh instanceof Element) || menu.hasAttribute("open")) return;
  // Fetched by itself it would lead away from here, in the middle of a talk.
  fresh.querySelector("input[name=next]")?.setAttribute("value", location.pathname);
  menu.replaceWith(fresh);
}

function stayAlive() {
  const worker = new Worker(new URL("./alive.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    line(data.there);
    if (data.over) void changes.look();
    changes.showQueues(data.queues);
    if (data.state && state && data.state !== state) void renewState();
    state = data.state ?? state;
  });
  subscribe("wall", () => worker.postMessage({ stirred: true }));
  worker.postMessage({ address: new URL(desk.dataset.heartbeat ?? "", location.href).href, token: csrfToken() });
}

for (const part of [talk, marking, composer, verbs, knowledge, script, ringing, switching, changes]) part.start();
document.addEventListener("aq:my-state", () => void renewState().catch(() => line(false)));
stayAlive();
