// Half-typed words outlive a reload of their tab.
import { keyOf } from "./shelf.js"

const isOnScreen = document.getElementById("live")

const isOurs = field => isOnScreen && field.name && field.form?.method === "post" && ["textarea", "text"].includes(field.type)
const nameOf = field => keyOf(`draft ${field.form.id || field.form.getAttribute("action")} ${field.name}`)

/** Keeps what differs from what the server drew, and nothing else. */
export function keepDraft(field) {
  if (!isOurs(field)) return
  if (field.value === field.defaultValue) sessionStorage.removeItem(nameOf(field))
  else sessionStorage.setItem(nameOf(field), field.value)
}

function bringBack(field) {
  const words = isOurs(field) && sessionStorage.getItem(nameOf(field))
  if (words && field.value === field.defaultValue) field.value = words
}

document.addEventListener("input", ({ target }) => keepDraft(target))
document.querySelectorAll("textarea, input").forEach(bringBack)
