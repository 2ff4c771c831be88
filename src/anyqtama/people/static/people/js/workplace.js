// The trials of a workplace: a tone, one's own voice, a notice, the way to the server, Kazakh letters, a printed sheet.

const PINGS = 10;
const SLOW_MS = 400;
const RECORD_MS = 3000;
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-workplace]"));

/**
 * @param {Element} part
 * @param {boolean} works
 */
function mark(part, works) {
  const choice = /** @type {HTMLInputElement | null} */ (part.querySelector(`input[type=radio][value=${works ? "works" : "fails"}]`));
  if (choice) choice.checked = true;
}

/**
 * @param {Element} part
 * @param {string} text
 */
function say(part, text) {
  const place = part.querySelector("[data-said]");
  if (place) place.textContent = text;
}

function tone() {
  const audio = new AudioContext();
  for (const [at, pitch] of [[0, 660], [0.25, 880]]) {
    const source = audio.createOscillator();
    const volume = audio.createGain();
    source.frequency.value = pitch;
    volume.gain.value = 0.2;
    source.connect(volume).connect(audio.destination);
    source.start(audio.currentTime + at);
    source.stop(audio.currentTime + at + 0.2);
  }
}

/** @param {Element} part */
async function voice(part) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const level = /** @type {HTMLProgressElement} */ (part.querySelector("[data-level]"));
  const audio = new AudioContext();
  const meter = audio.createAnalyser();
  audio.createMediaStreamSource(stream).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  let loudest = 0;
  level.hidden = false;
  const watching = window.setInterval(() => {
    meter.getFloatTimeDomainData(samples);
    const loud = Math.max(...samples.map(Math.abs));
    loudest = Math.max(loudest, loud);
    level.value = Math.round(loud * 100);
  }, 60);
  const recorder = new MediaRecorder(stream);
  /** @type {Blob[]} */
  const pieces = [];
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, RECORD_MS));
  recorder.stop();
  await stopped;
  clearInterval(watching);
  stream.getTracks().forEach((track) => track.stop());
  const heard = audio.createBufferSource();
  heard.buffer = await audio.decodeAudioData(await new Blob(pieces).arrayBuffer());
  heard.connect(audio.destination);
  heard.start();
  mark(part, loudest > 0.02);
}

/** @param {Element} part */
async function notice(part) {
  const allowed = await Notification.requestPermission();
  if (allowed !== "granted") throw new Error(allowed);
  new Notification(document.title, { body: form?.dataset.wordNotice });
  mark(part, true);
}

/** @param {Element} part */
async function network(part) {
  const took = [];
  for (let number = 0; number < PINGS; number += 1) {
    const began = performance.now();
    await fetch("?ping=1", { cache: "no-store" });
    took.push(performance.now() - began);
  }
  const median = Math.round(took.sort((a, b) => a - b)[PINGS / 2]);
  /** @type {HTMLInputElement} */ (form?.querySelector("[name=network_ms]")).value = String(median);
  say(part, (form?.dataset.wordMeasured ?? "").replace("{ms}", String(median)));
  mark(part, median <= SLOW_MS);
}

/** @type {Record<string, (part: Element) => void | Promise<void>>} */
const trials = { sound: tone, microphone: voice, notices: notice, network, printer: () => window.print() };

form?.querySelectorAll("[data-part]").forEach((part) => {
  const button = part.querySelector("[data-try]");
  const trial = trials[part.getAttribute("data-part") ?? ""];
  button?.removeAttribute("hidden");
  button?.addEventListener("click", async () => {
    say(part, "");
    try {
      await trial(part);
    } catch {
      say(part, form?.dataset.wordBlocked ?? "");
      mark(part, false);
    }
  });
  const letters = /** @type {HTMLInputElement | null} */ (part.querySelector("[data-letters]"));
  letters?.addEventListener("input", () => {
    const typed = letters.value.toLowerCase();
    if ([...(letters.dataset.letters ?? "")].every((letter) => typed.includes(letter))) mark(part, true);
  });
});
const road = form?.querySelector('[data-part="network"]');
if (road) void network(road).catch(() => mark(road, false));
