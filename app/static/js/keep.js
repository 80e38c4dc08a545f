// Words that keep themselves: a pause in typing sends them, or a second and a half without one, so that a laptop that dies
// takes no more than its last words along. Until the server has them they stay on this laptop too.
import { freshId, keyOf } from "./shelf.js"
import { keepDraft } from "./drafts.js"

const PAUSE = 600, LONGEST = 1500, AGAIN = 2000, PATIENCE = 8000 // ms

/** @typedef {{timer?: number, since?: number, isSending?: boolean, unsure?: URLSearchParams, kept?: string, rested?: string, then?: HTMLElement, words?: string}} Line */
/** @type {WeakMap<HTMLFormElement, Line>} */
const lines = new WeakMap()
/** @type {Map<HTMLFormElement, string>} forms with words that are not kept yet, so that nobody's redraw takes them away */
const typed = new Map()

const lineOf = form => lines.get(form) ?? lines.set(form, {}).get(form)
const isNew = form => form.dataset.keep === "new"
const keptIn = form => isNew(form) ? lineOf(form).kept ?? "" : form.elements.text.defaultValue
const isSayable = ({ value, required }) => !required || value.trim() !== "" // what may be empty may be emptied
const isChanged = form => isSayable(form.elements.text) && asKept(form.elements.text) !== asKept(form.elements.text, keptIn(form))
/** As the server keeps words (app/text.py): in one form, without space around them, a title on one line. */
const asKept = (field, words = field.value) =>
  (field.type === "textarea" ? words.replace(/\r\n?/g, "\n") : words.replace(/\s+/g, " ")).normalize("NFC").trim()
const baseOf = form => keyOf(`base ${form.getAttribute("action")} ${form.elements.kind?.value ?? ""}`)
const isConflict = form => form.dataset.keeping === "conflict"

function type(form) {
  if (!isConflict(form)) form.dataset.keeping = "typed"
  typed.set(form, form.elements.text.value)
  remember(form)
  const line = lineOf(form)
  line.since ??= performance.now()
  later(form, Math.max(0, Math.min(PAUSE, line.since + LONGEST - performance.now())))
}

/** For a reload: what the words go on from, and what may have arrived already. */
function remember(form) {
  const { id, edition } = form.elements, { kept, unsure } = lineOf(form)
  sessionStorage.setItem(baseOf(form), JSON.stringify({ id: id?.value, edition: edition.value, kept, unsure: unsure?.toString() }))
}

function later(form, pause) {
  const line = lineOf(form)
  clearTimeout(line.timer)
  line.timer = setTimeout(() => keep(form), pause)
}

async function keep(form) {
  const line = lineOf(form)
  line.since = undefined
  if (line.isSending || !form.isConnected || isConflict(form) || form.hasAttribute("aria-busy")) return
  if (!line.unsure && !isChanged(form)) return rest(form)
  const body = line.unsure ??= bodyOf(form) // what may have arrived is sent again as it was, before anything newer
  remember(form)
  line.isSending = true
  const answer = await post(form, body)
  const isTaken = answer?.ok && answer.text.includes("<hx-place")
  if (isTaken) taken(form, body, answer.text) // still sending: what the answer brings are our own words, and no quarrel
  line.isSending = false
  if (!isTaken && isPassing(answer)) missed(form)
  else if (!isTaken) refused(form, answer)
  pressAgain(form)
}

/** Nobody's answer, or that of somebody between us and the server, or of a server that will think otherwise soon. */
const isPassing = answer => !answer || answer.ok || answer.status >= 500 || [408, 429].includes(answer.status)

function bodyOf(form) {
  const body = new URLSearchParams(new FormData(form))
  if (isNew(form) && !body.has("kind")) body.set("kind", form.querySelector("button[name=kind]").value)
  return body
}

async function post(form, body) {
  try {
    const answer = await fetch(form.action, {
      method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true, signal: AbortSignal.timeout(PATIENCE),
    })
    return { ok: answer.ok, status: answer.status, text: await answer.text() }
  } catch {
    return null
  }
}

function taken(form, body, answer) {
  const line = lineOf(form), { edition, text } = form.elements
  line.unsure = undefined
  line.isAnew = false
  samskap.place(answer)
  if (isNew(form)) {
    if (form.elements.id.value !== body.get("id")) return // done, and begun anew
    line.kept = body.get("text")
    edition.value = Number(body.get("edition")) + 1
  } else if (asKept(text, text.defaultValue) === asKept(text, body.get("text"))) {
    edition.value = edition.dataset.newest ?? edition.value
  } else {
    return disagree(form)
  }
  isChanged(form) ? type(form) : rest(form, "kept")
}

function rest(form, state = form.dataset.keeping) {
  typed.delete(form)
  sessionStorage.removeItem(baseOf(form))
  if (isNew(form) && form.elements.text.value) remember(form)
  keepDraft(form.elements.text)
  form.dataset.keeping = state === "typed" ? "" : state ?? ""
  lineOf(form).rested = form.elements.edition.value
}

function missed(form) {
  form.dataset.keeping = "waiting"
  later(form, AGAIN)
}

/** Words that began a note which others changed since begin a note of their own, once; else the refusal brings the newest
 *  wording along, and `compare` sets both side by side. */
function refused(form, answer) {
  const line = lineOf(form)
  line.unsure = undefined
  if (answer.status === 409 && isNew(form) && !line.isAnew) return startOver(form)
  form.dataset.keeping = ""
  samskap.place(answer.text)
}

function startOver(form) {
  form.elements.id.value = freshId()
  form.elements.edition.value = "0"
  Object.assign(lineOf(form), { kept: "", isAnew: true })
  later(form, PAUSE)
}

function disagree(form) {
  const line = lineOf(form)
  clearTimeout(line.timer)
  line.unsure = undefined
  form.dataset.keeping = "conflict"
}

/** Mine goes over what has now been read; theirs takes the field. */
function settle(form, whose) {
  const { text, edition } = form.elements
  edition.value = edition.dataset.newest ?? edition.value
  form.dataset.keeping = ""
  if (whose === "theirs") text.value = text.defaultValue
  whose === "mine" ? keep(form) : rest(form)
  text.focus()
}

/** A frame brought other words than those that ours were based on, or took away what we were writing in. */
function compare() {
  for (const [form, words] of typed) {
    if (!form.isConnected) typed.delete(form), rescue(words)
    else if (!lineOf(form).isSending && isBehind(form)) disagree(form)
  }
  document.querySelectorAll("[data-keep=again][data-keeping=kept]").forEach(forget)
}

/** What this laptop kept is said until somebody else words it anew. */
function forget(form) {
  if (lineOf(form).rested !== form.elements.edition.value) form.dataset.keeping = ""
}

const isBehind = form => !isNew(form) && (form.elements.edition.dataset.newest ?? form.elements.edition.value) !== form.elements.edition.value

function rescue(words) {
  const form = document.getElementById("note-form")
  if (!form) return
  form.elements.text.value = [form.elements.text.value, words].filter(Boolean).join("\n")
  type(form)
}

/* A button pressed while words are on their way waits for them: the older must not arrive after the newer. */

function press(event) {
  const form = event.target
  const line = lineOf(form)
  clearTimeout(line.timer)
  if (!line.isSending) return
  event.preventDefault()
  event.stopImmediatePropagation()
  Object.assign(line, { then: event.submitter, words: form.elements.text.value })
  form.setAttribute("aria-busy", "true")
}

/** With the words that stood there at the press: what is typed since belongs to what comes next. */
function pressAgain(form) {
  const { then, words } = lineOf(form), { text } = form.elements
  if (!then) return
  lineOf(form).then = undefined
  form.removeAttribute("aria-busy")
  const since = text.value
  if (isNew(form)) text.value = words
  if (then.isConnected) form.requestSubmit(then)
  if (isNew(form)) text.value = since
}

/** What a button sent is done: the form is a new one, or shows what is kept. */
function sent(form, isTaken, status) {
  if (isNew(form) && isTaken) form.elements.edition.value = "0", Object.assign(lineOf(form), { kept: "", isAnew: false })
  if (isNew(form) && status === 409 && !lineOf(form).isAnew) return startOver(form)
  if (isTaken) rest(form, isNew(form) ? "" : "kept"), isNew(form) && isChanged(form) && type(form)
}

const formOf = target => target.form?.matches("[data-keep]") ? target.form : null

/** Words typed before a reload go on from the edition they were based on. */
function bringBack(form) {
  const base = JSON.parse(sessionStorage.getItem(baseOf(form)) ?? "null")
  if (!base || !form.elements.text.value) return
  const { id, edition, text } = form.elements
  if (isNew(form)) {
    id.value = base.id
    edition.value = base.edition
    Object.assign(lineOf(form), { kept: base.kept, unsure: base.unsure && new URLSearchParams(base.unsure) })
    type(form)
  } else if (text.value !== text.defaultValue) {
    edition.dataset.newest = edition.value
    edition.value = base.edition
    type(form)
    compare()
  }
}

if (document.querySelector("[data-keep]")) {
  document.addEventListener("input", ({ target }) => formOf(target) && type(formOf(target)))
  document.addEventListener("focusout", ({ target }) => formOf(target) && keep(formOf(target)))
  document.addEventListener("submit", event => event.target.matches("[data-keep]") && press(event), true)
  document.addEventListener("click", ({ target }) => target.dataset?.settle && settle(target.closest("form"), target.dataset.settle))
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement
    if (form.matches?.("[data-keep]")) sent(form, Boolean(ctx.response?.raw.ok), ctx.response?.status)
    if (form.closest?.("#history") && ctx.response?.raw.ok && form.matches("form")) document.getElementById("history").hidden = true
  })
  document.addEventListener("samskap:placed", ({ detail }) => {
    compare()
    if (detail.pieces.some(piece => piece.id === "history")) showHistory()
  })
  addEventListener("pagehide", () => typed.forEach((_, form) => keep(form)))
  addEventListener("online", () => typed.forEach((_, form) => keep(form)))
  setTimeout(() => document.querySelectorAll("[data-keep]").forEach(bringBack)) // drafts.js has brought the words by then
}

function showHistory() {
  const history = document.getElementById("history")
  history.open = true
  history.querySelector("summary").focus()
  history.scrollIntoView({ block: "nearest" })
}
