// The sentences of ui/words.html: scripts never carry words of their own.

/** @type {DOMStringMap} */
const words = /** @type {HTMLElement | null} */ (document.querySelector("[data-words]"))?.dataset ?? {};

/**
 * @param {string} name
 * @returns {string}
 */
export const word = (name) => words[name] ?? "";

/** @returns {string} the token every POST of a script carries */
export const csrfToken = () =>
  /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="csrf-token"]'))?.content ?? "";
