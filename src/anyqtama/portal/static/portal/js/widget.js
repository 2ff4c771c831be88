// One script tag on any site: <script src="https://…/widget.js" data-language="kk" defer></script>. A button, and behind it the
// window in a frame of its own. Nothing of the site is read, nothing but the button and the frame is added.
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script) return;
  /** @type {Record<string, { open: string, close: string, title: string }>} */
  const words = /** @type {any} */ ("WORDS");
  const asked = script.dataset.language || document.documentElement.lang.slice(0, 2);
  const language = words[asked] ? asked : "kk";
  const said = words[language];
  if (!said) return;
  const home = new URL(script.src);
  const NARROW = "(max-width: 480px)";
  const ICON_OPEN = "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z";
  const ICON_CLOSE = "M6 6l12 12M18 6L6 18";

  /**
   * @param {HTMLElement | SVGElement} element
   * @param {Record<string, string>} rules
   */
  const dress = (element, rules) => {
    for (const [name, value] of Object.entries(rules)) element.style.setProperty(name, value);
  };

  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  dress(button, {
    position: "fixed", "inset-block-end": "20px", "inset-inline-end": "20px", width: "56px", height: "56px", padding: "0", border: "0",
    "border-radius": "50%", background: "#0A6560", color: "#FFFFFF", cursor: "pointer", "z-index": "2147483000",
    "box-shadow": "0 1px 2px rgb(40 34 24/.06), 0 8px 24px rgb(40 34 24/.25)",
  });
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  dress(drawing, { width: "26px", height: "26px", fill: "none", stroke: "currentColor", "stroke-width": "1.9", "stroke-linecap": "round", "vertical-align": "middle" });
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  drawing.append(path);
  const badge = document.createElement("span");
  dress(badge, {
    position: "absolute", "inset-block-start": "-2px", "inset-inline-end": "-2px", "min-width": "20px", height: "20px", "border-radius": "10px",
    background: "#B3261E", color: "#FFFFFF", font: "600 12px/20px system-ui, sans-serif", display: "none", "text-align": "center",
  });
  button.append(drawing, badge);

  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  let open = false;

  const place = () => {
    if (!frame) return;
    const full = matchMedia(NARROW).matches;
    dress(frame, full
      ? { inset: "0", width: "100%", height: "100%", "border-radius": "0" }
      : { inset: "auto 20px 88px auto", width: "390px", height: "min(720px, calc(100vh - 108px))", "border-radius": "10px" });
    button.style.setProperty("display", full && open ? "none" : "block");
  };

  const make = () => {
    const made = document.createElement("iframe");
    made.title = said.title;
    made.src = new URL(`/visit/?embed=1&language=${language}`, home).href;
    dress(made, {
      position: "fixed", border: "0", "z-index": "2147483001", background: "#FFFFFF", display: "none",
      "box-shadow": "0 1px 2px rgb(40 34 24/.06), 0 8px 24px rgb(40 34 24/.25)", "max-width": "100vw", "color-scheme": "normal",
    });
    document.body.append(made);
    return made;
  };

  const tellFrame = () => frame?.contentWindow?.postMessage({ anyqtama: "shown", open }, home.origin);

  /** @param {boolean} wanted */
  const show = (wanted) => {
    open = wanted;
    frame ??= make();
    frame.style.setProperty("display", open ? "block" : "none");
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-label", open ? said.close : said.open);
    path.setAttribute("d", open ? ICON_CLOSE : ICON_OPEN);
    place();
    tellFrame();
    if (open) frame.focus();
    else button.focus();
  };

  button.addEventListener("click", () => show(!open));
  addEventListener("resize", place);
  addEventListener("keydown", (event) => event.key === "Escape" && open && show(false));
  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== home.origin) return;
    const { anyqtama: what, count } = event.data ?? {};
    if (what === "close") show(false);
    if (what === "ready") tellFrame();
    if (what === "unread") {
      badge.textContent = count ? String(Math.min(99, Number(count) || 0)) : "";
      if (!open) button.setAttribute("aria-label", count ? `${said.open} (${badge.textContent})` : said.open);
      badge.style.setProperty("display", count ? "block" : "none");
    }
  });

  button.setAttribute("aria-label", said.open);
  path.setAttribute("d", ICON_OPEN);
  document.body.append(button);
})();
