// Running times from data-since, countdowns to data-until, the offer's ring: one tick a second for the whole page.

/**
 * @param {number} length in seconds
 * @returns {string} 03:12, from an hour on 1:03:12
 */
export function duration(length) {
  const sign = length < 0 ? "−" : "";
  const whole = Math.abs(Math.trunc(length));
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  /** @param {number} part */
  const two = (part) => String(part).padStart(2, "0");
  return sign + (hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`);
}

// The desk's own clock may be minutes off; the server's time at the moment of the page corrects it.
const serverNow = Date.parse(/** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="server-time"]'))?.content ?? "");
const drift = Number.isNaN(serverNow) ? 0 : serverNow - (performance.timeOrigin + performance.now());

/** @returns {number} the server's now, in milliseconds */
export const now = () => Date.now() + drift;

/**
 * @param {Element} ring
 * @param {number} left in seconds
 */
function turn(ring, left) {
  const share = Math.max(0, Math.min(1, left / (Number(ring.getAttribute("data-total")) || 1)));
  ring.querySelector(".aq-ring-left")?.setAttribute("stroke-dashoffset", String(100 * (1 - share)));
  const number = ring.querySelector(".aq-ring-number");
  if (number) number.textContent = String(Math.max(0, Math.ceil(left)));
}

function tick() {
  const at = now();
  document.querySelectorAll("[data-since]").forEach((place) => {
    place.textContent = duration(Math.max(0, at - Date.parse(place.getAttribute("data-since") ?? "")) / 1000);
  });
  document.querySelectorAll("[data-until]").forEach((place) => {
    const left = (Date.parse(place.getAttribute("data-until") ?? "") - at) / 1000;
    if (place.hasAttribute("data-ring")) turn(place, left);
    else place.textContent = duration(Math.ceil(left));
    if (left <= 0 && !place.hasAttribute("data-over")) {
      place.setAttribute("data-over", "");
      place.dispatchEvent(new CustomEvent("aq:over", { bubbles: true }));
    }
  });
  setTimeout(tick, 1000 - (at % 1000));
}

export const start = () => tick();
