// Lessons on the stage: as many at once as can be read from the back row; the others follow, calmly.
const TURN = 14_000 // ms
const MOST = 6 // on one page
const GROWN = [1.6, 1.45, 1.3, 1.15, 1]

let lessons = [], per = 1, shown = 0, timer

const wall = () => document.querySelector(".stage #wall")
const list = () => document.querySelector(".stage #wall-list")
const pages = () => Math.max(1, Math.ceil(lessons.length / per))

function show(page) {
  shown = page % pages()
  lessons.forEach((lesson, n) => lesson.toggleAttribute("data-away", Math.floor(n / per) !== shown))
  wall().querySelector(".wall__head").dataset.turn = pages() > 1 ? `${shown + 1} / ${pages()}` : ""
}

const isWhole = lesson => {
  const words = lesson.querySelector(".wall__words")
  return words.scrollHeight <= lesson.clientHeight - 20 && words.scrollWidth <= words.clientWidth + 1
}

/** Whether every page of so many, in so many columns, shows all of its words. */
function fits(many, columns) {
  per = many
  list().style.setProperty("--columns", columns)
  list().style.setProperty("--rows", Math.ceil(many / columns))
  return Array.from({ length: pages() }, (_, n) => n).every(page => {
    show(page)
    return lessons.filter(lesson => !lesson.hasAttribute("data-away")).every(isWhole)
  })
}

function lay() {
  lessons = [...list().children].filter(lesson => !lesson.hidden)
  if (!lessons.length) return
  const current = shown
  list().dataset.laid = "yes"
  delete list().dataset.tight
  list().style.setProperty("--grow", 1)
  if (arrange()) grow()
  else list().dataset.tight = "yes"
  show(Math.min(current, pages() - 1))
}

/** The fewest pages, evenly filled. */
function arrange() {
  for (let count = Math.ceil(lessons.length / MOST); count <= lessons.length; count++) {
    const many = Math.ceil(lessons.length / count)
    for (let columns = 1; columns <= Math.min(3, many); columns++) if (fits(many, columns)) return true
  }
  return false
}

function wait() {
  clearInterval(timer)
  timer = setInterval(() => list() && pages() > 1 && show(shown + 1), TURN)
}

/** What is left of the wall goes to the letters. */
function grow() {
  const columns = Number(list().style.getPropertyValue("--columns"))
  GROWN.find(times => {
    list().style.setProperty("--grow", times)
    return fits(per, columns)
  })
}

/** A lesson that has just been put up, or changed, is the one to look at. */
function placed({ detail }) {
  const changed = detail.pieces.filter(piece => piece.parentElement?.id === "wall-list" && !piece.hidden).at(-1)
  lay()
  if (!changed || !lessons.includes(changed)) return
  show(Math.floor(lessons.indexOf(changed) / per))
  wait()
}

if (list()) {
  lay()
  wait()
  document.fonts?.ready.then(lay)
  addEventListener("resize", lay)
  document.addEventListener("samskap:placed", placed)
}
