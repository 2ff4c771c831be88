// The window's sentences, in the visitor's language: written by the page, filled here.

/**
 * @param {string} name
 * @param {Record<string, string>} [values]
 * @returns {string}
 */
export function phrase(name, values = {}) {
  const words = /** @type {HTMLElement | null} */ (document.querySelector("[data-portal-words]"))?.dataset ?? {};
  return (words[name] ?? "").replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
