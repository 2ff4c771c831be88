// What this tab keeps over a reload: texts in session storage, files in the browser's database. A frame of another site may
// be refused both: then they live as long as the page.

/** @type {Map<string, string>} */
const memory = new Map();
const STORE = "files";

/**
 * @param {string} name
 * @returns {string}
 */
export function recall(name) {
  try {
    return sessionStorage.getItem(name) ?? "";
  } catch {
    return memory.get(name) ?? "";
  }
}

/**
 * @param {string} name
 * @param {string} value empty: forget
 */
export function keep(name, value) {
  memory.set(name, value);
  try {
    if (value) sessionStorage.setItem(name, value);
    else sessionStorage.removeItem(name);
  } catch {
    // Refused or full: the page's own memory has it.
  }
}

/** @type {Map<string, File[]>} */
const filesHere = new Map();

/** @returns {Promise<IDBDatabase>} */
const database = () => new Promise((resolve, reject) => {
  const opening = indexedDB.open("anyqtama-visit", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function inStore(mode, act) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const asked = act(base.transaction(STORE, mode).objectStore(STORE));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  }).finally(() => base.close());
}

/**
 * @param {string} key
 * @param {File[]} files
 */
export async function keepFiles(key, files) {
  if (!files.length) return;
  filesHere.set(key, files);
  await inStore("readwrite", (store) => store.put(files, key)).catch(() => undefined);
}

/**
 * @param {string} key
 * @returns {Promise<File[]>}
 */
export async function recallFiles(key) {
  return filesHere.get(key) ?? (await inStore("readonly", (store) => store.get(key)).catch(() => undefined)) ?? [];
}

/** @param {string} key */
export async function forgetFiles(key) {
  filesHere.delete(key);
  await inStore("readwrite", (store) => store.delete(key)).catch(() => undefined);
}
