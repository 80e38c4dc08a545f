// Messages that were read are folded away, on this screen only: none is ever lost. Without this all of them stand.
import { keyOf } from "./shelf.js"

const MOST_AT_ONCE = 2 // unread ones that stand; more would push the task out of sight
const key = keyOf("messages-read")
const fold = document.getElementById("messages-fold")
const read = new Set(JSON.parse(localStorage.getItem(key) ?? "[]"))

const list = () => document.getElementById("message-list")
const idOf = message => message.dataset.message ?? message.id
const folded = () => [...list().children].filter(message => message.hasAttribute("data-read"))

/** The newest stand first. What was said to everyone stands above already, as long as it is up. */
function look() {
  let standing = 0
  for (const message of list().children) {
    const isFolded = message.matches(".message--everyone") || read.has(message.id) || standing >= MOST_AT_ONCE
    message.toggleAttribute("data-read", isFolded)
    if (isFolded) message.querySelector("button")?.remove()
    else standing += 1, offer(message)
  }
  const words = document.querySelector("#notice .notice__words")
  if (words) words.toggleAttribute("data-read", read.has(idOf(words))), offer(words)
  count()
}

function offer(message) {
  if (message.querySelector("button")) return
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: fold.dataset.read })
  message.append(button)
}

function count() {
  const toggle = fold.querySelector("button"), n = folded().length
  fold.hidden = n === 0
  const words = toggle.dataset.words.replace("{n}", n)
  if (toggle.textContent !== words) toggle.textContent = words
}

function press({ target }) {
  const button = target.closest?.("button")
  if (!button) return
  if (fold.contains(button)) return unfold(button, button.getAttribute("aria-expanded") === "false")
  const message = button.closest(".message, .notice__words")
  if (!message || button.type !== "button") return
  read.add(idOf(message))
  localStorage.setItem(key, JSON.stringify([...read].slice(-200)))
  look()
}

function unfold(button, isOpen) {
  button.setAttribute("aria-expanded", isOpen)
  list().toggleAttribute("data-all", isOpen)
}

if (fold) {
  look()
  document.addEventListener("click", press)
  document.addEventListener("samskap:placed", look)
}
