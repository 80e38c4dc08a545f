// Cards are dragged into themes; the select inside each card does the same for the keyboard.
const LIST = "ol.cards[data-theme]"

let dragged // the id of the card in hand: a redraw may replace the card itself

const listAt = target => target.closest?.(LIST) ?? target.closest?.("li[id^=theme-]")?.querySelector(LIST)
const aim = list => document.querySelectorAll(".cards.is-over").forEach(old => old !== list && old.classList.remove("is-over"))

document.addEventListener("dragstart", event => {
  const card = event.target.closest?.("li[draggable=true]")
  if (!card?.querySelector("form.theme-choice")) return
  dragged = card.id
  card.classList.add("is-dragged")
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", "")
})

document.addEventListener("dragover", event => {
  const list = dragged && listAt(event.target)
  aim(list)
  if (!list) return
  event.preventDefault()
  list.classList.add("is-over")
})

document.addEventListener("drop", event => {
  const list = dragged && listAt(event.target)
  if (!list) return
  event.preventDefault()
  const select = document.getElementById(dragged)?.querySelector("form.theme-choice select")
  if (select && select.value !== list.dataset.theme) choose(select, list.dataset.theme)
})

// Escape ends a drag too, and drops nothing.
document.addEventListener("dragend", () => {
  aim(null)
  document.querySelector(".is-dragged")?.classList.remove("is-dragged")
  dragged = undefined
})

function choose(select, theme) {
  select.value = theme
  select.form.requestSubmit()
}

/* With the keyboard a closed select changes at every arrow: there a choice counts at Enter or on leaving, Escape takes it back. */

let byKeyboard = false

const choiceAt = target => target.matches?.("form.theme-choice select") && target

document.addEventListener("pointerdown", () => { byKeyboard = false }, true)

document.addEventListener("keydown", ({ target, key }) => {
  const select = choiceAt(target)
  byKeyboard = Boolean(select)
  if (select && key === "Escape") samskap.settle(select)
  if (select && key === "Enter") submit(select)
})

document.addEventListener("change", ({ target }) => choiceAt(target) && !byKeyboard && submit(target))

document.addEventListener("focusout", ({ target }) => {
  byKeyboard = false
  if (choiceAt(target)) submit(target)
})

function submit(select) {
  if (samskap.isTyped(select)) select.form.requestSubmit()
}

// Answered or not, the select then says where the card is.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement
  if (form.matches?.("form.theme-choice")) samskap.fieldsOf(form).forEach(samskap.settle)
})

const hideButtons = () => document.querySelectorAll("form.theme-choice button").forEach(button => { button.hidden = true })

document.addEventListener("samskap:placed", hideButtons)
hideButtons()
