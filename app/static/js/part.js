// One's own part in how the group works together: the paper of one's team, a seat in the circle, marks at a poster.
// What is broadcast names nobody; each phone watches the few pieces that stand for it, and asks when one has changed.
const SOON = 300, SPREAD = 3000 // ms: a few partners ask at once, a whole lab in a new stage does not
const PAUSE = 900 // ms without a key before the paper is sent
const PATIENCE = 8000, AGAIN = 2000 // ms

let asking, seen = "", stage = "", isBehind = false

const part = () => document.getElementById("part")
const stampOf = id => document.getElementById(id)?.dataset.stamp ?? ""
const watched = () => (part().dataset.watches ?? "").split(" ").filter(Boolean).map(stampOf).join()

if (part()) {
  settle()
  document.addEventListener("samskap:placed", ({ detail }) => {
    if (detail.pieces.some(piece => piece.id === "part")) return settle()
    mark()
    if (stampOf("formation") !== stage) ask(SPREAD)
    else if (watched() !== seen) ask(SOON)
  })
  document.addEventListener("input", ({ target }) => target.matches("[data-paper-words]") && writeSoon(target))
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => ctx.sourceElement.id === "paper" && clearTimeout(writing))
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => ctx.sourceElement.id === "paper" && refused(ctx.response?.status))
}

/** What stands here is what the server knows of us now. */
function settle() {
  clearTimeout(asking)
  asking = undefined
  seen = watched()
  stage = stampOf("formation")
  mark()
  goOn()
}

function ask(within) {
  asking ??= setTimeout(async () => {
    asking = undefined
    const answer = await fetch(address("part"), { headers: { "HX-Request": "true" } }).catch(() => null)
    if (answer?.ok) samskap.place(await answer.text())
  }, within * Math.random())
}

const address = noun => location.pathname.replace(/\/$/, "") + "/" + noun

/** Questions look the same to everyone; this phone knows which are its own, and which it wants to hear. */
function mark() {
  const { own = "", upvoted = "" } = part().dataset
  for (const question of document.querySelectorAll("li[id^=question-]")) {
    const id = question.id.replace("question-", "")
    question.toggleAttribute("data-mine", own.split(" ").includes(id))
    const form = question.querySelector("form[action$='/upvote']"), isOn = upvoted.split(" ").includes(id)
    if (form) form.querySelector("button").setAttribute("aria-pressed", isOn)
    if (form) form.elements.on.value = isOn ? "0" : "1"
  }
}

let writing, sending

/** The paper goes to the partners' phones a moment after the last key, one sending after the other. */
function writeSoon(field) {
  clearTimeout(writing)
  writing = setTimeout(() => { sending = Promise.resolve(sending).then(() => write(field)) }, PAUSE)
}

async function write(field) {
  const text = field.value, form = field.form
  if (!form || form.getAttribute("aria-busy") || text === field.defaultValue) return
  const answer = await fetch(form.dataset.paper, {
    method: "POST",
    headers: { "HX-Request": "true" },
    body: new URLSearchParams({ text, id: form.elements.id.value, seen: form.elements.seen.value }),
    signal: AbortSignal.timeout(PATIENCE),
  }).then(async it => ({ ok: it.ok, status: it.status, text: await it.text() })).catch(() => null)
  if (!answer || answer.status >= 500) return void (writing = setTimeout(() => writeSoon(field), AGAIN))
  refused(answer.status)
  samskap.place(answer.text)
  const now = document.querySelector("[data-paper-words]")
  if (answer.ok && now?.value === text) samskap.settle(now)
}

/** Somebody else wrote meanwhile, or has the pen: look what stands there now. */
function refused(status) {
  isBehind = status === 409
  if (isBehind) ask(SOON)
}

/** What was refused goes under what stands there now, as soon as this phone may write again. */
function goOn() {
  const field = document.querySelector("[data-paper-words]")
  if (!isBehind || !field || field.readOnly || !samskap.isTyped(field)) return
  isBehind = false
  field.form.elements.seen.value = field.defaultValue
  field.value = [field.defaultValue, field.value].filter(Boolean).join("\n")
  writeSoon(field)
}
