// Several cards at once: what is ticked on the board can be moved together, or be made a theme. Where each lay when it was
// ticked goes along, so that nobody moves what somebody else has moved meanwhile.
const TICK = "#board input[name=evidence][value^='contribution:']"

/** @type {Map<string, string>} id of each chosen card → the theme it lay in when it was chosen ("" for none) */
const chosen = new Map()

const bar = document.getElementById("chosen")
const ticks = () => [...document.querySelectorAll(TICK)]
const idOf = tick => tick.value.replace("contribution:", "")
const placeOf = tick => tick.closest("ol.cards")?.dataset.theme ?? ""

/** @returns {Element[]} the cards that are chosen, as they stand on the page */
export const chosenCards = () => ticks().filter(tick => tick.checked).map(tick => tick.closest("li"))

/** @param {string} theme the id of a theme, or "" for none */
export function moveChosen(theme) {
  const form = document.getElementById("chosen-move")
  form.elements.theme.value = theme
  form.requestSubmit(form.querySelector("button"))
}

function look() {
  const now = ticks().filter(tick => tick.checked)
  const ids = new Set(now.map(idOf))
  for (const id of chosen.keys()) if (!ids.has(id)) chosen.delete(id)
  for (const tick of now) if (!chosen.has(idOf(tick))) chosen.set(idOf(tick), placeOf(tick))
  show()
}

function show() {
  const count = bar.querySelector(".chosen__count"), n = chosen.size
  const words = n === 1 ? count.dataset.one : count.dataset.many.replace("{n}", n)
  if (n && count.textContent !== words) count.textContent = words
  bar.hidden = n === 0
  for (const place of bar.querySelectorAll("[data-cards]")) place.replaceChildren(...[...chosen].map(hiddenField))
  offerThemes(document.getElementById("chosen-theme"))
}

function hiddenField([id, seen]) {
  return Object.assign(document.createElement("input"), { type: "hidden", name: "card", value: `${id}:${seen}` })
}

/** The themes that stand on the board now. */
function offerThemes(select) {
  const themes = [...document.querySelectorAll("#themes > li:not([hidden])")]
    .map(theme => [theme.id.replace("theme-", ""), theme.querySelector(".theme__name").textContent])
  const was = select.value
  select.replaceChildren(select.options[0], ...themes.map(([id, name]) => new Option(name, id)))
  select.value = themes.some(([id]) => id === was) ? was : ""
}

function chooseNone() {
  const hadFocus = bar.contains(document.activeElement)
  for (const tick of ticks()) tick.checked = false
  look()
  if (hadFocus) document.getElementById("loose-title")?.focus()
}

/** M, in a card: to where it can be moved. The menus that it opens are there for everybody. */
function toTheMenu(event) {
  const card = event.target.closest?.(".card--desk")
  const isTyping = event.target.matches?.("input:not([type=checkbox]), textarea, select")
  if (!card || isTyping || event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  if (chosen.size) return document.getElementById("chosen-theme").focus()
  card.querySelector("details").open = true
  card.querySelector("select[name=theme]").focus()
}

if (bar) {
  document.addEventListener("change", ({ target }) => target.matches(TICK) && look())
  document.addEventListener("samskap:placed", look)
  document.addEventListener("keydown", toTheMenu)
  bar.addEventListener("click", ({ target }) => target.closest("[data-act=choose-none]") && chooseNone())
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    if (!bar.contains(ctx.sourceElement)) return
    if (ctx.response?.raw.ok) chooseNone()
    else chosen.clear(), look() // told where they lie now, the next try starts from there
  })
  look()
}
