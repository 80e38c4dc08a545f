// What is broadcast knows nothing of who looks on. This phone marks which cards are its own, and which it supports.
const SUPPORT = "form[action$='/support']"

let asking, looks = new Map()

const yours = () => document.getElementById("yours")
const own = () => [...yours().querySelectorAll("[id^=own-]")].map(card => card.id.replace("own-", ""))
const supported = () => new Set((yours().dataset.supported ?? "").split(" ").filter(Boolean))
const answers = () => [...yours().querySelectorAll("[data-signed]")]
const cardOf = id => document.getElementById("contribution-" + id)
const idOf = card => card.id.replace("contribution-", "")

if (yours()) {
  mark()
  looks = look()
  document.addEventListener("samskap:placed", ({ detail }) => {
    mark()
    const before = looks
    looks = look()
    if (detail.pieces.some(piece => yours().contains(piece))) return told()
    if ([...looks].some(([what, now]) => before.get(what) !== now)) ask()
  })
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => support(ctx, true))
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => ctx.response?.raw.ok || support(ctx, false))
}

function mark() {
  const mine = new Set(own()), liked = supported()
  for (const card of document.querySelectorAll("li[id^=contribution-]")) {
    card.toggleAttribute("data-mine", mine.has(idOf(card)))
    card.toggleAttribute("data-supported", liked.has(idOf(card)))
    const form = card.querySelector(SUPPORT)
    if (form) press(form, liked.has(idOf(card)))
  }
  markAnswers()
}

/** How this phone answered “Is this what we said?”, and what it offered to take on. */
function markAnswers() {
  const given = new Map(answers().map(each => [each.dataset.signed, each.dataset]))
  for (const lesson of document.querySelectorAll("#lesson-list > li")) {
    const { approves = 0, objects = 0 } = given.get(lesson.id.replace("lesson-", "")) ?? {}
    lesson.querySelector(".sign-off__yes")?.setAttribute("aria-pressed", approves === "1")
    lesson.querySelector(".sign-off__no")?.toggleAttribute("data-given", objects === "1")
  }
  const offered = new Set([...yours().querySelectorAll("[data-offered]")].map(one => one.dataset.offered))
  for (const offer of document.querySelectorAll("details.offer")) offer.toggleAttribute("data-given", offered.has(offer.dataset.lesson))
  markTurn()
}

/** Whose turn it is goes to everybody; only this phone knows which seat is its own. */
function markTurn() {
  const turns = document.getElementById("turns"), { seat } = yours().dataset
  turns?.toggleAttribute("data-mine", turns.dataset.turn === seat)
  turns?.toggleAttribute("data-soon", turns.dataset.next === seat)
}

function press(form, isOn) {
  form.querySelector("button").setAttribute("aria-pressed", isOn)
  form.elements.on.value = isOn ? "0" : "1"
}

/** What, when it looks different from before, makes the "yours" on this page old. */
function look() {
  const { edits, supports } = document.getElementById("task")?.dataset ?? {}
  const cards = own().map(id => [id, cardOf(id)]).map(([id, card]) => [id, card && [card.hidden, card.dataset.in, card.textContent].join()])
  const signed = answers().map(({ dataset: { signed } }) => [signed, document.getElementById("lesson-" + signed)?.dataset.edition])
  const met = document.querySelector(".receipt[data-waits]") && document.getElementById("vote")?.dataset.news // of my objection
  return new Map([["edits", edits], ["supports", supports], ["met", met], ...cards, ...signed])
}

/** An answer of the server to this phone alone: nothing is left to ask. */
function told() {
  clearTimeout(asking)
  asking = undefined
}

/** Everyone in a lab may have to ask at once: spread over three seconds. */
function ask() {
  asking ??= setTimeout(async () => {
    asking = undefined
    const answer = await fetch(location.pathname.replace(/\/$/, "") + "/yours", { headers: { "HX-Request": "true" } }).catch(() => null)
    if (answer?.ok) samskap.place(await answer.text())
  }, 3000 * Math.random())
}

/** A press shows at once; should the post fail, it is taken back. */
function support({ sourceElement: form, request }, isDone) {
  const id = form.matches?.(SUPPORT) && form.getAttribute("action").split("/").at(-2)
  if (!id) return
  const liked = supported()
  const isOn = (request.body.get("on") === "1") === isDone
  isOn ? liked.add(id) : liked.delete(id)
  yours().dataset.supported = [...liked].join(" ")
  mark()
}
