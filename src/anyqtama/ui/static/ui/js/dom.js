// Small words about the page, shared by the modules.

/**
 * Call back for each element that matches now and for each one that htmx or a module adds later.
 * @param {string} selector
 * @param {(element: HTMLElement) => void} meet
 */
export function whenPresent(selector, meet) {
  const met = new WeakSet();
  /** @param {Element} element */
  const once = (element) => {
    if (met.has(element)) return;
    met.add(element);
    meet(/** @type {HTMLElement} */ (element));
  };
  /** @param {Document | Element} within */
  const look = (within) => {
    if (within instanceof Element && within.matches(selector)) once(within);
    within.querySelectorAll(selector).forEach(once);
  };
  look(document);
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach((node) => node instanceof Element && look(node));
  }).observe(document.body, { childList: true, subtree: true });
}

/**
 * @param {EventTarget | null} target
 * @returns {boolean} whether keys now belong to what is being typed
 */
export function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
}

/**
 * @param {HTMLElement} element
 * @returns {boolean}
 */
export const isShown = (element) => element.checkVisibility({ visibilityProperty: true });

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
