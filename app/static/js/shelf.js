// Where a phone keeps words that are on their way. Every key begins with the lab's own path, so that leaving can wipe it.
const lab = location.pathname.match(/^\/labs\/[^/]+\//)?.[0] ?? "/"

/** @param {string} name @returns {string} */
export const keyOf = name => lab + name

/** @param {Storage} storage @param {string} name */
export const keysOf = (storage, name) => Object.keys(storage).filter(key => key.startsWith(keyOf(name))).sort()

export function wipe() {
  for (const storage of [localStorage, sessionStorage]) for (const key of keysOf(storage, "")) storage.removeItem(key)
}

/** 32 hex digits, made here, so that sending the same thing twice gives it once. */
export const freshId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("")
