// On every page but the desk: says that somebody is there, and shows and sounds what is offered meanwhile.
import { csrfToken } from "../../ui/js/words.js";
import { start, ring } from "./ringing.js";

const corner = /** @type {HTMLElement | null} */ (document.querySelector("[data-ringing]"));
if (corner) {
  const worker = new Worker(new URL("./alive.js", import.meta.url), { type: "module" });
  worker.postMessage({ address: new URL(corner.dataset.heartbeat ?? "", location.href).href, token: csrfToken() });
  new MutationObserver(() => ring(corner)).observe(corner, { childList: true });
  start();
}
