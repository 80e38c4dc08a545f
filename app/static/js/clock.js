// The time left, by the server's clock: the same second on every screen, whatever the phone believes.
import { chime } from "./sound.js"

const TRIES = 3
const GRACE = 20 // seconds after a hard end, as the server counts them
const MINE = "#task time[data-ends], #now time[data-ends]"
const MARKS = { 300: "five", 60: "one", 0: "over" } // seconds left that are worth saying, and where the words stand

let offset, base, timer

/** The server's, once it was asked. */
export const now = () => Date.now() + (offset ?? 0)
const drift = () => Date.now() - performance.now()

/** The answer with the shortest way knows best; the server spoke in the middle of it. */
async function sync() {
  base = drift()
  const asked = []
  for (let n = 0; n < TRIES; n++) asked.push(await askOnce())
  const best = asked.filter(Boolean).sort((a, b) => a.way - b.way)[0]
  if (best) offset = best.offset
  else if (offset === undefined) return setTimeout(sync, 3000)
  tick()
}

async function askOnce() {
  try {
    const left = Date.now(), began = performance.now()
    const answer = await fetch("/clock", { cache: "no-store", signal: AbortSignal.timeout(3000) })
    const server = Number(await answer.text()), way = performance.now() - began
    return answer.ok && server ? { way, offset: server - left - way / 2 } : null
  } catch {
    return null
  }
}

function tick() {
  clearTimeout(timer)
  if (Math.abs(drift() - base) > 1000) return sync() // the phone slept, or its clock was set
  draw()
  timer = setTimeout(tick, 1000 - now() % 1000)
}

function draw() {
  document.querySelectorAll("time[data-ends]").forEach(countDown)
  document.querySelectorAll("[data-since]").forEach(countUp)
  document.querySelectorAll("[data-counting]").forEach(countTurn)
  document.querySelectorAll("[data-after]").forEach(comeInTime)
  document.body.dataset.clock = document.querySelector(MINE)?.dataset.state ?? "none"
}

/** A soft end counts over. A hard one gives its last seconds of grace, then is closed. */
function countDown(time) {
  const ends = Date.parse(time.dataset.ends)
  if (Number.isNaN(ends)) return
  const left = Math.ceil((ends - now()) / 1000)
  const state = stateOf(left, time.hasAttribute("data-hard"))
  write(time, state === "closed" ? time.dataset.closed : state === "grace" ? digits(left + GRACE) : (left < 0 ? "+" : "") + digits(Math.abs(left)))
  time.dataset.state = state
  if (time.matches(MINE)) tell(time, ends, left, state)
}

function stateOf(left, isHard) {
  if (left > 60) return "running"
  if (left > 0) return "last-minute"
  if (!isHard) return "over"
  return left > -GRACE ? "grace" : "closed"
}

const digits = seconds => [Math.floor(seconds / 60), seconds % 60].map(n => String(n).padStart(2, "0")).join(":")

function countUp(element) {
  const minutes = Math.max(0, Math.floor((now() - Date.parse(element.dataset.since)) / 60_000))
  if (Number.isNaN(minutes)) return
  const { words, now: lately } = element.dataset
  write(element, minutes ? words.replace("{n}", minutes) : lately)
}

/** How long somebody has had the floor. */
function countTurn(time) {
  const began = Date.parse(time.dataset.counting)
  if (!Number.isNaN(began)) write(time, digits(Math.max(0, Math.floor((now() - began) / 1000))))
}

/** What is only true after a moment waits for it. */
function comeInTime(element) {
  element.hidden = now() < Date.parse(element.dataset.after)
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words
}

/* What the reader's own clock says in words: always to be seen, and aloud once, when it is passed, not at every second. */

const SAYS = { "last-minute": "one", over: "over", grace: "last", closed: "over" }
const voice = Object.assign(document.createElement("p"), { className: "unseen", role: "status" })
let last = { ends: 0, left: 0 }

function tell(time, ends, left, state) {
  const says = time.parentElement.querySelector(".clock__says")
  if (says) write(says, time.dataset[SAYS[state]] ?? "")
  const passed = Object.keys(MARKS).map(Number).find(mark => last.ends === ends && last.left > mark && left <= mark)
  last = { ends, left }
  if (passed === undefined) return
  write(voice, time.dataset[passed === 0 && state === "grace" ? "last" : MARKS[passed]] ?? "")
  shake(passed)
  if (passed === 0) chime()
}

/** Phones only, and only once somebody has touched them: browsers ask for that. */
function shake(mark) {
  if (mark > 60 || !matchMedia("(pointer: coarse)").matches || !navigator.userActivation?.hasBeenActive) return
  navigator.vibrate?.(mark ? 120 : [300, 150, 300])
}

if (document.getElementById("live")) {
  document.body.append(voice)
  sync()
  document.addEventListener("visibilitychange", () => document.hidden || sync())
  document.addEventListener("samskap:placed", () => offset !== undefined && draw())
}
