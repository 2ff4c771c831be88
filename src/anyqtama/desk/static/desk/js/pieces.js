// Pieces of the page from the server, put in place by key: what did not change is not touched, focus stays where it was.

/** @typedef {{ key: number, html: string, mark: string }} Piece */

/** @type {WeakMap<Element, string>} */
const marks = new WeakMap();

/**
 * @param {string} html
 * @returns {ChildNode[]}
 */
export const nodes = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];

/**
 * Focus stays on the same link, button or field as before, if there still is one.
 * @param {Element} place
 * @param {Iterable<Node>} fresh
 */
export function replace(place, fresh) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  /** @param {Element} one */
  const way = (one) => [one.tagName, one.id, one.getAttribute("name"), one.getAttribute("href"), one.getAttribute("aria-label")].join("|");
  const wanted = focused && way(focused);
  place.replaceChildren(...fresh);
  if (!wanted) return;
  const again = [...place.querySelectorAll("a, button, input, select, summary")].find((other) => way(other) === wanted) ?? place;
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/**
 * @param {Element} place
 * @param {Piece} piece
 */
export function put(place, piece) {
  if (marks.get(place) === piece.mark) return;
  marks.set(place, piece.mark);
  replace(place, nodes(piece.html));
}

/**
 * @param {Element} list
 * @param {Piece[]} pieces
 * @param {Record<string, string>} [attributes] of a new item
 */
export function putAll(list, pieces, attributes = {}) {
  /** @type {Map<string, Element>} */
  const there = new Map();
  for (const item of list.children) there.set(item.getAttribute("data-key-of") ?? "", item);
  /** @type {Element | null} */
  let before = null;
  for (const piece of pieces) {
    let item = there.get(String(piece.key));
    there.delete(String(piece.key));
    if (!item) {
      item = document.createElement("div");
      item.setAttribute("data-key-of", String(piece.key));
      for (const [name, value] of Object.entries(attributes)) item.setAttribute(name, value);
    }
    const next = /** @type {Element | null} */ (before ? before.nextElementSibling : list.firstElementChild);
    if (item !== next) list.insertBefore(item, next);
    put(item, piece);
    before = item;
  }
  for (const gone of there.values()) gone.remove();
}
