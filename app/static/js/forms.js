// Forms that htmx posts: one at a time, nothing typed is lost on failure, a fresh form after success.
import { freshId } from "./shelf.js"
import { keepDraft } from "./drafts.js"

/** @type {WeakMap<object, {form: HTMLFormElement, isOwnAct: boolean, fields: [Element, unknown][]}>} what each request took along */
const sent = new WeakMap()
/** @type {WeakSet<HTMLFormElement>} kept here too: a redraw may take the attribute away */
const underWay = new WeakSet()
/** @type {WeakMap<HTMLFormElement, HTMLElement>} the button pressed last while its form was under way */
const waiting = new WeakMap()

document.addEventListener("htmx:config:request", event => {
  const { ctx } = event.detail
  const { form } = ctx.request
  if (!form || ctx.request.method !== "POST") return
  if (underWay.has(form)) {
    if (!form.matches("[data-fresh]")) waiting.set(form, ctx.sourceEvent?.submitter)
    return event.preventDefault()
  }
  sent.set(ctx, {
    form,
    isOwnAct: ctx.sourceElement === form, // else a button took its ticks to another address
    fields: samskap.fieldsOf(form).map(field => [field, samskap.valueOf(field)]),
  })
})

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => busy(ctx, true))

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (sent.has(ctx) && ctx.response.raw.ok) refuse("")
})

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  busy(ctx, false)
  if (!sent.has(ctx) || !ctx.request) return
  if (!ctx.response) failed(ctx)
  else if (ctx.response.raw.ok) succeeded(sent.get(ctx))
  else refused(ctx, sent.get(ctx))
  pressAgain(sent.get(ctx).form)
})

/** A press that corrects a slow one counts once that is answered. */
function pressAgain(form) {
  const button = waiting.get(form)
  waiting.delete(form)
  if (button?.isConnected && button.form === form) form.requestSubmit(button)
}

function busy(ctx, isBusy) {
  const form = sent.get(ctx)?.form
  if (!form) return
  if (isBusy) underWay.add(form), form.setAttribute("aria-busy", "true")
  else underWay.delete(form), form.removeAttribute("aria-busy")
}

/** What was sent gives way to what the server says; what was typed meanwhile stays. */
function succeeded({ form, isOwnAct, fields }) {
  for (const [field, value] of fields) {
    if (!isOwnAct && field.type !== "checkbox") continue
    if (samskap.valueOf(field) === value) samskap.settle(field)
    keepDraft(field)
  }
  const id = form.matches("[data-fresh]") && isOwnAct && form.elements.namedItem("id")
  if (id) id.value = freshId()
  if (!form.matches("[data-keep]")) catchUp(form) // those that keep themselves know which edition they made
}

function refused(ctx, { form }) {
  if (ctx.response.status === 409 && !form.matches("[data-keep]")) catchUp(form)
  if (!ctx.text?.includes('id="refusal"')) failed(ctx)
}

/** What is based on an older state may be sent over the newer one once its writer was told of that. */
function catchUp(form) {
  for (const base of ["edition", "seen"].map(name => form.elements.namedItem(name))) {
    if (base?.dataset?.newest !== undefined) base.value = base.dataset.newest
  }
}

function failed(ctx) {
  const { failed, offline = "" } = document.getElementById("wire")?.dataset ?? {}
  if (ctx.status.startsWith("error") || ctx.response) refuse(failed ?? offline)
}

function refuse(words) {
  const refusal = document.getElementById("refusal")
  if (refusal) refusal.textContent = words
}
