// Says every ten seconds that this desk is open, sooner when something stirred in the queues: the answer brings what waits.
// A worker of its own: browsers slow the clocks of pages in the background.

const BEAT_MS = 10000;
const QUEUES_MS = 8000;
const QUEUES_SOON_MS = 1000;

/** @type {{ address: string, token: string } | null} */
let told = null;
let stirred = false;
let next = 0;
let queuesSeen = Date.now();

async function beat() {
  clearTimeout(next);
  next = setTimeout(() => void beat(), BEAT_MS);
  if (!told) return;
  const asked = stirred;
  stirred = false;
  if (asked) queuesSeen = Date.now();
  const body = new URLSearchParams(asked ? { queues: "1" } : {});
  try {
    const response = await fetch(told.address, { method: "POST", headers: { "X-CSRFToken": told.token }, redirect: "manual", body });
    if (response.ok) self.postMessage({ there: true, ...(await response.json()) });
    else if (response.type === "opaqueredirect" || response.status === 403) self.postMessage({ there: true, over: true });
    else stirred ||= asked;
  } catch {
    stirred ||= asked;
    self.postMessage({ there: false });
  }
}

/** The whole centre stirs the queues, so the desks look at them now and then, not all at once. */
function stir() {
  if (stirred) return;
  stirred = true;
  const rest = Math.max(QUEUES_SOON_MS, queuesSeen + QUEUES_MS - Date.now());
  clearTimeout(next);
  next = setTimeout(() => void beat(), Math.min(BEAT_MS, rest * (0.75 + Math.random() / 2)));
}

self.addEventListener("message", ({ data }) => {
  if (data.stirred) return stir();
  told = data;
  void beat();
});
