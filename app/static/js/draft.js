// A draft keeps itself while it is typed: a pause sends what changed, each field with the edition it was typed over, so
// that two people may write side by side. What is pressed takes along what was typed before it.
import { freshId } from "./shelf.js"

const PAUSE = 600, LONGEST = 1500, AGAIN = 2000, PATIENCE = 10_000 // ms
const page = document.querySelector("[data-draft-page]")

/** @type {Map<HTMLElement, string>} each field with words that are not kept yet, and the edition they were typed over */
const typed = new Map()

/** @type {Set<HTMLElement>} fields of a batch that was refused: each is sent alone, so that only the wrong one stays behind */
const alone = new Set()

/** @typedef {{url: string, body: URLSearchParams, fields: Map<HTMLElement, string>, beside: HTMLElement[], isPress: boolean, wasSent?: boolean}} Sending */
/** @type {Sending[]} what was pressed and waits for its turn */
const presses = []
let timer, since, intent, isSending = false

if (page) {
  document.documentElement.dataset.keeps = ""
  page.addEventListener("input", ({ target }) => isField(target) && type(target))
  page.addEventListener("change", ({ target }) => isField(target) && type(target, target.matches("select") ? 0 : PAUSE))
  page.addEventListener("focusout", ({ target }) => typed.has(target) && later(0))
  page.addEventListener("submit", submit)
  addEventListener("pagehide", () => typed.size && navigator.sendBeacon?.(bodyless(), bodyOf(batch())))
  addEventListener("online", () => later(0))
  setTimeout(() => page.querySelectorAll("[data-draft]").forEach(form => samskap.fieldsOf(form).filter(isField).forEach(bringIn)))
}

const newest = () => document.getElementById("bar").dataset.edition
const isField = field => Boolean(field.name) && field.form?.matches("[data-draft]") && !field.matches("[data-beside], [type=hidden]")
const say = state => {
  const kept = document.getElementById("kept")
  kept.dataset.state = state
  if (kept.textContent !== kept.dataset[state]) kept.textContent = kept.dataset[state]
}

const isWrong = () => Boolean(page.querySelector("[aria-invalid=true]"))

function sayHowItStands() {
  say(isWrong() ? "refused" : typed.size ? "typing" : "kept")
}

function type(field, pause = PAUSE) {
  field.removeAttribute("aria-invalid")
  if (!samskap.isTyped(field)) return typed.delete(field), alone.delete(field), sayHowItStands()
  if (!typed.has(field)) typed.set(field, newest())
  sayHowItStands()
  since ??= performance.now()
  later(Math.max(0, Math.min(pause, since + LONGEST - performance.now())))
}

/** Words that were typed before this script was there. */
function bringIn(field) {
  if (samskap.isTyped(field)) type(field)
}

function later(pause) {
  clearTimeout(timer)
  timer = setTimeout(next, pause)
}

/** What was typed over the same edition goes together, the oldest first; then what was pressed. */
function batch() {
  for (const field of typed.keys()) if (!field.isConnected) typed.delete(field)
  for (const field of alone) if (!typed.has(field)) alone.delete(field)
  const [single] = alone
  const oldest = single ? typed.get(single) : [...typed.values()].sort((one, other) => one - other)[0]
  const together = single ? [single] : [...typed.keys()].filter(field => typed.get(field) === oldest)
  const fields = new Map(together.map(field => [field, field.value]))
  return { url: `${base()}/editions`, body: new URLSearchParams({ edition: oldest }), fields, beside: [], isPress: false }
}

const base = () => location.pathname.replace(/\/$/, "")
const bodyless = () => `${base()}/editions`

function bodyOf({ body, fields }) {
  const whole = new URLSearchParams(body)
  for (const [field, value] of fields) whole.set(field.name, value)
  return whole
}

async function next() {
  if (isSending) return
  const sending = typed.size ? batch() : presses.shift()
  if (!sending || (!sending.isPress && !sending.fields.size)) return
  since = undefined
  isSending = true
  if (sending.isPress && !sending.wasSent && sending.body.has("edition")) sending.body.set("edition", newest())
  sending.wasSent = true
  const answer = await post(sending)
  isSending = false
  if (isMissed(answer)) return missed(sending)
  answered(sending, answer)
  if (typed.size || presses.length) later(0)
}

const isMissed = answer =>
  !answer || answer.status >= 500 || answer.status === 429 || !(answer.wasSentOn || answer.text.includes("<hx-place"))

/** Nothing is lost: it goes again, over the edition it was pressed at, for perhaps it was heard and only the answer was not. */
function missed(sending) {
  if (sending.isPress) presses.unshift(sending)
  say("waiting")
  later(AGAIN)
}

async function post(sending) {
  try {
    const answer = await fetch(sending.url, {
      method: "POST", body: bodyOf(sending), headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE),
    })
    return { ok: answer.ok, status: answer.status, url: answer.url, wasSentOn: answer.redirected, text: await answer.text() }
  } catch {
    return null
  }
}

function answered(sending, answer) {
  if (answer.wasSentOn) return location.assign(answer.url)
  const isClash = answer.status === 409 && answer.text.includes('class="clash"')
  for (const field of sending.fields.keys()) alone.delete(field)
  for (const [field, value] of sending.fields) if (answer.ok) settled(field, value)
  if (isClash) giveWay(sending)
  samskap.place(answer.text, answer.ok && isWrong() ? ["refusal"] : [])
  if (answer.ok) kept(sending)
  else if (isClash) clashed()
  else refused(sending)
}

/** What was sent is what the page shows; what was typed meanwhile is typed over what was sent. */
function settled(field, value) {
  drawnAs(field, value)
  if (field.value === value) typed.delete(field)
}

function drawnAs(field, value) {
  if (field.options) for (const option of field.options) option.defaultSelected = option.value === value
  else field.defaultValue = value
}

function kept({ fields, beside, isPress, body }) {
  for (const field of fields.keys()) if (typed.has(field)) typed.set(field, newest())
  for (const field of beside) samskap.settle(field)
  sayHowItStands()
  if (isPress) follow(body.get("do") ?? "", body.get("id"))
  document.dispatchEvent(new CustomEvent("samskap:drafted"))
}

/** The page shows theirs; mine stands in the box that says so. */
function giveWay({ fields }) {
  for (const field of fields.keys()) typed.delete(field), samskap.settle(field)
}

function clashed() {
  intent?.abort()
  sayHowItStands()
  document.getElementById("clash").focus()
}

/** What cannot be kept stays in its field, and is sent again when it was changed. */
function refused({ fields }) {
  intent?.abort()
  if (fields.size > 1) return fields.forEach((_, field) => alone.add(field))
  for (const field of fields.keys()) typed.delete(field), field.setAttribute("aria-invalid", "true")
  say("refused")
  document.getElementById("refusal").scrollIntoView({ block: "nearest" })
}

/* Pressing */

function submit(event) {
  const form = event.target, button = event.submitter
  if (form.matches("[data-draft-opens]") && (typed.size || isSending)) return wait(event, form, button)
  if (!form.matches("[data-draft], [data-draft-step]")) return
  event.preventDefault()
  if (form.matches("[data-draft]") && !form.matches("[data-draft-clash]") && !button?.name) return later(0)
  press(form, button)
}

/** A form that leaves this page goes when everything is kept, and not at all when something cannot be kept as it was meant. */
function wait(event, form, button) {
  event.preventDefault()
  later(0)
  intent?.abort()
  intent = new AbortController()
  document.addEventListener("samskap:drafted", () => {
    const fresh = form.isConnected ? form : document.querySelector(`form[action="${form.getAttribute("action")}"]`)
    fresh?.requestSubmit(fresh.contains(button) ? button : undefined)
  }, { once: true, signal: intent.signal })
}

function press(form, button) {
  const beside = [...form.elements].filter(field => field.matches("[data-beside]"))
  const body = new URLSearchParams({ edition: newest() })
  for (const field of beside) body.set(field.name, field.value)
  if (form.matches("[data-draft-clash]")) for (const [name, value] of new FormData(form)) body.set(name, value)
  if (button?.name) body.set(button.name, button.value)
  if (button?.value?.startsWith("add:") || button?.value?.startsWith("paste:")) body.set("id", freshId())
  presses.push({ url: form.action, body, fields: new Map(), beside: beside.filter(field => field.matches("textarea")), isPress: true })
  later(0)
}

export function pressed(form, what) {
  press(form, { name: "do", value: what })
}

/** Focus goes on where one's hands would: into what was added, on with what was moved, beside what was taken out. */
function follow(what, id) {
  const [verb, place] = what.split(":")
  if (verb === "add") {
    const added = [...page.querySelectorAll("input:not([type=hidden]), textarea, select")].find(field => field.name.includes(`.${id}.`))
    added?.focus()
  }
  if (verb === "up" || verb === "down" || verb === "move") {
    const handle = page.querySelector(`[data-handle="${CSS.escape(place)}"]`)
    if (document.activeElement === document.body || !document.activeElement) handle?.focus()
  }
}
