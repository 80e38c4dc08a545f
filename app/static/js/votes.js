// A ballot on a phone: shows what its voter has cast, counts the dots that are left, and gives each choice a key.
import { freshId } from "./shelf.js"

const receipts = () => [...document.querySelectorAll("#receipts .receipt")]
const ballots = () => [...document.querySelectorAll("form.ballot")]
const receiptOf = form => receipts().find(one => one.dataset.poll === form.dataset.poll)
const keyOf = form => form.elements.namedItem("id")

if (document.getElementById("receipts")) {
  dress()
  document.addEventListener("samskap:placed", dress)
  document.addEventListener("input", ({ target }) => {
    const form = target.form?.matches("form.ballot") && target.form
    if (form) changed(form, target)
  })
}

function dress() {
  for (const form of ballots()) {
    if (!keyOf(form)) form.append(keyField())
    fill(form, receiptOf(form))
    count(form)
  }
  for (const one of receipts()) one.hidden = !one.matches("[data-over]") && !ballots().some(form => form.dataset.poll === one.dataset.poll)
}

function keyField() {
  return Object.assign(document.createElement("input"), { type: "hidden", name: "id", value: freshId() })
}

/** Another choice is another ballot: only what is the same may come twice and be one. */
function changed(form, field) {
  keyOf(form).value = freshId()
  if (form.hasAttribute("data-ranks")) free(form, field)
  count(form)
}

/** What was cast becomes what the form shows when nobody touches it; what somebody is changing stays. */
function fill(form, receipt) {
  const choice = Object.fromEntries((receipt?.dataset.choice ?? "").split(" ").filter(Boolean).map(one => one.split(":")))
  const fields = [...form.elements].filter(field => field.name.startsWith("choice-"))
  for (const name of new Set(fields.map(field => field.name))) {
    const value = choice[name.replace("choice-", "")] ?? (form.dataset.dots ? 0 : "")
    show(fields.filter(field => field.name === name), String(value))
  }
  const { dissent, may_quote: quote } = form.elements
  if (dissent && receipt) {
    const isTouched = dissent.value !== dissent.defaultValue
    dissent.defaultValue = receipt.dataset.dissent
    if (!isTouched) dissent.value = receipt.dataset.dissent
    const isTicked = quote.checked !== quote.defaultChecked
    quote.defaultChecked = receipt.dataset.quote === "yes"
    if (!isTicked) quote.checked = quote.defaultChecked
  }
}

function show(fields, value) {
  const options = fields[0].options ? [...fields[0].options] : fields
  const [on, drawn] = fields[0].options ? ["selected", "defaultSelected"] : ["checked", "defaultChecked"]
  const isTouched = options.some(one => one[on] !== one[drawn])
  const chosen = options.filter(one => one[on])
  for (const one of options) one[drawn] = one.value === value
  for (const one of options) one[on] = isTouched ? chosen.includes(one) : one.value === value
}

/** Each place is given once: it moves to where it was given last. */
function free(form, field) {
  for (const other of form.elements) if (other !== field && other.name.startsWith("choice-") && other.value === field.value) other.value = ""
}

function count(form) {
  const all = Number(form.dataset.dots)
  if (!all) return
  const spent = [...form.elements].filter(field => field.type === "radio" && field.checked).reduce((sum, field) => sum + Number(field.value), 0)
  const told = form.querySelector(".ballot__left"), left = all - spent
  told.dataset.state = left < 0 ? "over" : "left"
  told.textContent = told.dataset[told.dataset.state + (["None", "One"][Math.abs(left)] ?? "")].replace("{n}", Math.abs(left))
  form.querySelector("button:not([type=button])").disabled = left < 0
}
