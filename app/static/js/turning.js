// Lists on the stage that do not fit: as many at once as stand whole, page by page, calmly. (The wall of lessons lays
// itself out: wall.js.)
const TURN = 12_000 // ms
const LISTS = "#scene [data-turns], #agenda .agenda__items, #vote .plenary__list, #vote .leaders"

/** @type {Map<string, {pages: Element[][], shown: number}>} by the list's section */
const turning = new Map()

const isBounded = list => getComputedStyle(list).overflowY === "hidden" && list.clientHeight > 0
const fits = list => list.scrollHeight <= list.clientHeight + 1
const headOf = list => list.closest("section").querySelector("h2")

function lay(list) {
  const items = [...list.children].filter(item => !item.hidden)
  items.forEach(item => item.removeAttribute("data-away"))
  if (!isBounded(list) || fits(list)) return rest(list)
  const pages = paged(list, items)
  const here = Math.max(0, pages.findIndex(page => page.some(item => item.matches("[aria-current]"))))
  turning.set(list.closest("section").id, { pages, shown: here })
  show(list)
}

/** Filled one after another: what would be cut begins the next page. */
function paged(list, items) {
  const pages = [[]]
  items.forEach(item => item.setAttribute("data-away", ""))
  for (const item of items) {
    item.removeAttribute("data-away")
    if (!fits(list) && pages.at(-1).length) {
      pages.at(-1).forEach(other => other.setAttribute("data-away", ""))
      pages.push([])
    }
    pages.at(-1).push(item)
  }
  return pages
}

function show(list) {
  const { pages, shown } = turning.get(list.closest("section").id)
  pages.forEach((page, n) => page.forEach(item => item.toggleAttribute("data-away", n !== shown)))
  headOf(list).dataset.turn = `${shown + 1} / ${pages.length}`
}

function rest(list) {
  turning.delete(list.closest("section").id)
  headOf(list)?.removeAttribute("data-turn")
}

const lists = () => [...document.querySelectorAll(LISTS)]

function turn() {
  for (const list of lists()) {
    const at = turning.get(list.closest("section").id)
    if (!at) continue
    at.shown = (at.shown + 1) % at.pages.length
    show(list)
  }
}

if (document.querySelector(".stage #scene")) {
  const layAll = () => lists().forEach(lay)
  layAll()
  document.fonts?.ready.then(layAll)
  addEventListener("resize", layAll)
  document.addEventListener("samskap:placed", ({ detail }) => detail.pieces.length && layAll())
  setInterval(turn, TURN)
}
