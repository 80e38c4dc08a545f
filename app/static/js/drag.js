// Cards are dragged into themes, several at once when the one in hand is among the chosen; the select inside each card
// does the same for the keyboard.
import { chosenCards, moveChosen } from "./choose.js"

const LIST = "ol.cards[data-theme]"
const FORM = "form.theme-choice"

let dragged // the id of the card in hand (a redraw may replace the card itself), and where it was picked up

const listAt = target => target.closest?.(LIST) ?? target.closest?.("li[id^=theme-]")?.querySelector(LIST)
const aim = list => document.querySelectorAll(".cards.is-over").forEach(old => old !== list && old.classList.remove("is-over"))

document.addEventListener("dragstart", event => {
  const card = event.target.closest?.("li[draggable=true]")
  const form = card?.querySelector(FORM)
  if (!form) return
  dragged = { id: card.id, seen: form.elements.seen.value }
  const together = chosenCards().includes(card) ? chosenCards() : [card]
  together.forEach(each => each.classList.add("is-dragged"))
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
  const card = document.getElementById(dragged.id)
  if (chosenCards().includes(card)) return moveChosen(list.dataset.theme)
  const form = card?.querySelector(FORM)
  if (form && form.elements.theme.value !== list.dataset.theme) choose(form, list.dataset.theme)
})

// Escape ends a drag too, and drops nothing.
document.addEventListener("dragend", () => {
  aim(null)
  document.querySelectorAll(".is-dragged").forEach(card => card.classList.remove("is-dragged"))
  dragged = undefined
})

function choose(form, theme) {
  form.elements.theme.value = theme
  form.elements.seen.value = dragged.seen
  form.requestSubmit()
}

/* With the keyboard a closed select changes at every arrow: there a choice counts at Enter or on leaving, Escape takes it back. */

let byKeyboard = false

const choiceAt = target => target.matches?.(`${FORM} select`) && target

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

// Answered or not, the select then says where the card is; a menu that has done its work closes.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement
  if (form.matches?.(FORM)) samskap.fieldsOf(form).forEach(samskap.settle)
  const menu = ctx.response?.raw.ok && form.closest?.("details.card__more, details.theme__more")
  if (menu?.open) close(menu)
})

function close(menu) {
  const hadFocus = menu.contains(document.activeElement)
  menu.open = false
  if (hadFocus) menu.querySelector("summary").focus({ preventScroll: true })
}

const hideButtons = () => document.querySelectorAll(`${FORM} button`).forEach(button => { button.hidden = true })

document.addEventListener("samskap:placed", hideButtons)
hideButtons()
