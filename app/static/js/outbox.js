// The outbox: words leave the form at once, wait in this phone's storage, and go one after another, each exactly once.
import { freshId, keyOf, keysOf, wipe } from "./shelf.js"
import { keepDraft } from "./drafts.js"

/** @typedef {{id: string, text: string, url: string, more?: Object<string, string>, prompt?: string, refused?: string}} Item */

const say = document.getElementById("say")
const list = document.getElementById("outbox")
const unsent = document.getElementById("unsent")
const FORMS = "form#say, form[data-outbox]"
const LEAST = 500, MOST = 10_000 // ms between tries

let failures = 0, timer, isSending = false

const keys = () => keysOf(localStorage, "outbox ")
const read = key => JSON.parse(localStorage.getItem(key))
const write = (key, item) => localStorage.setItem(key, JSON.stringify(item))

/** One key for each item, so that two tabs never overwrite each other. */
const keyFor = item => keyOf(`outbox ${String(Date.now()).padStart(14, "0")} ${item.id}`)

function take(event) {
  const form = event.target
  const { text, id, ...more } = Object.fromEntries(new FormData(form))
  if (event.submitter?.name) more[event.submitter.name] = event.submitter.value
  const item = { id: freshId(), text, url: form.action, more }
  try {
    write(keyFor(item), item)
  } catch {
    return // no storage, no outbox: the form posts by itself
  }
  event.preventDefault()
  event.stopImmediatePropagation()
  type(form, "")
  draw()
  send()
}

function type(form, words) {
  const field = form.elements.text
  field.value = words
  keepDraft(field)
}

function draw() {
  list.replaceChildren(...keys().map(key => cardOf(key, read(key))))
  count(list.children.length)
}

/** Said only once a try has failed: on good Wi-Fi nothing blinks. */
function count(n) {
  unsent.hidden = n === 0 || failures === 0
  unsent.textContent = n === 1 ? unsent.dataset.one : unsent.dataset.many.replace("{n}", n)
}

function cardOf(key, { text, refused }) {
  const template = document.getElementById(refused === undefined ? "outbox-pending" : "outbox-refused")
  const card = template.content.firstElementChild.cloneNode(true)
  card.dataset.key = key
  card.querySelector("[data-slot=text]").textContent = text
  if (refused) card.querySelector("[data-slot=reason]").textContent = refused
  return card
}

/** Refused words wait for a hand: send them again, take them back into the form, or let them go. */
function act({ target }) {
  const { act } = target.closest("[data-act]")?.dataset ?? {}
  const key = target.closest("[data-key]")?.dataset.key
  const item = key && act && read(key)
  if (!item) return
  const form = [...document.querySelectorAll(FORMS)].find(each => each.action === item.url) ?? say
  if (act === "edit") type(form, [form.elements.text.value, item.text].filter(Boolean).join("\n"))
  if (act === "again") write(key, { ...item, refused: undefined })
  else localStorage.removeItem(key)
  draw()
  if (act === "edit") form.elements.text.focus()
  send()
}

/** Only one tab of this phone sends at a time, where the browser can hold a lock. */
async function send() {
  clearTimeout(timer)
  if (isSending) return
  isSending = true
  await (navigator.locks?.request(keyOf("outbox"), drain) ?? drain()).finally(() => { isSending = false })
  if (next()) timer = setTimeout(send, failures ? pause() : 0) // given in the moment between the last look and now
}

const next = () => keys().find(key => read(key).refused === undefined)

async function drain() {
  for (let key = next(); key; key = next()) {
    const isSettled = await post(key, read(key))
    failures = isSettled ? 0 : failures + 1
    draw()
    if (!isSettled) return
  }
}

/** Full jitter: many phones that lost the same Wi-Fi must not come back as one. */
const pause = () => LEAST + Math.random() * (Math.min(MOST, LEAST * 2 ** failures) - LEAST)

/** @param {string} key @param {Item} item @returns {Promise<boolean>} whether this one is settled, for good or ill */
async function post(key, item) {
  const answer = await tell(item)
  if (!answer || answer.status >= 500 || [408, 429].includes(answer.status)) return false
  const isPromised = answer.ok && answer.text.includes("<hx-place") // a Wi-Fi's own login page also says 200
  if (answer.ok && !isPromised) return false
  if (isPromised) localStorage.removeItem(key)
  else if (localStorage.getItem(key)) write(key, { ...item, refused: sentenceOf(answer.text) })
  if (isPromised) samskap.place(answer.text)
  return true
}

async function tell({ id, prompt = "", text, url, more = { prompt } }) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ ...more, id, text }),
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
      signal: AbortSignal.timeout(8000),
    })
    return { ok: answer.ok, status: answer.status, text: await answer.text() }
  } catch {
    return null
  }
}

const sentenceOf = html =>
  new DOMParser().parseFromString(html, "text/html").getElementById("refusal")?.textContent.replace(/\s+/g, " ").trim() ?? ""

if (say && list) {
  document.addEventListener("submit", event => event.target.matches(FORMS) && take(event), true)
  list.addEventListener("click", act)
  addEventListener("online", send)
  document.addEventListener("htmx:ws:after:connection", send) // the server is there again
  addEventListener("storage", () => { draw(); send() })
  draw()
  send()
}
document.addEventListener("submit", ({ target, defaultPrevented }) => {
  if (!defaultPrevented && /\/(departure|erasure)$/.test(new URL(target.action).pathname)) wipe()
})
