// What stands in a list is dragged by its handle, or moved by it with arrow keys; the buttons beside it do the same.
import { pressed } from "./draft.js"

let dragged // the place in hand

const handleAt = target => target.closest?.("[data-handle]")
const placeAt = target => target.closest?.("[data-place]")
const listOf = place => place.slice(0, place.lastIndexOf("."))
const formAt = element => element.closest("form")
const siblings = item => [...item.parentElement.children]

if (document.querySelector("[data-draft-page]")) {
  document.addEventListener("dragstart", begin)
  document.addEventListener("dragover", over)
  document.addEventListener("drop", drop)
  document.addEventListener("dragend", end)
  document.addEventListener("keydown", key)
}

function begin(event) {
  const handle = handleAt(event.target)
  const item = handle && placeAt(handle)
  if (!item) return
  dragged = handle.dataset.handle
  item.classList.add("is-dragged")
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", "")
  event.dataTransfer.setDragImage(item, 0, 0)
}

/** The item of the same list that the pointer is over, whatever lies inside it. */
function targetAt(event) {
  for (let item = placeAt(event.target); item; item = placeAt(item.parentElement)) {
    if (listOf(item.dataset.place) === listOf(dragged)) return item
  }
}

const isBelow = (event, item) => {
  const { top, height } = item.getBoundingClientRect()
  return event.clientY > top + height / 2
}

function over(event) {
  const item = dragged && targetAt(event)
  mark(null)
  if (!item) return
  event.preventDefault()
  mark(item, isBelow(event, item))
}

function mark(item, below) {
  document.querySelectorAll(".goes-before, .goes-after").forEach(each => each.classList.remove("goes-before", "goes-after"))
  item?.classList.add(below ? "goes-after" : "goes-before")
}

function drop(event) {
  const item = dragged && targetAt(event)
  if (!item) return
  event.preventDefault()
  const places = siblings(item).map(each => each.dataset.place)
  const from = places.indexOf(dragged)
  const to = places.indexOf(item.dataset.place) + (isBelow(event, item) ? 1 : 0)
  const goal = to > from ? to - 1 : to
  if (goal !== from) pressed(formAt(item), `move:${dragged}:${goal}`)
}

function end() {
  mark(null)
  document.querySelectorAll(".is-dragged").forEach(item => item.classList.remove("is-dragged"))
  dragged = undefined
}

function key(event) {
  const handle = event.target.matches?.("[data-handle]") && event.target
  const verb = { ArrowUp: "up", ArrowLeft: "up", ArrowDown: "down", ArrowRight: "down" }[event.key]
  if (!handle || !verb || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  const button = document.getElementById(`${verb}-${handle.dataset.handle.replaceAll(".", "-")}`)
  if (!button?.disabled) pressed(formAt(handle), `${verb}:${handle.dataset.handle}`)
}
