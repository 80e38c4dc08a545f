// The time left, by the server's clock: the same second on every screen, whatever the phone believes.
const TRIES = 3
const MARKS = { 300: "five", 60: "one", 0: "over" } // seconds left that are worth saying, and where the words stand

let offset, base, timer

const now = () => Date.now() + offset
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
}

function countDown(time) {
  const ends = Date.parse(time.dataset.ends)
  if (Number.isNaN(ends)) return
  const left = Math.ceil((ends - now()) / 1000)
  write(time, (left < 0 ? "+" : "") + digits(Math.abs(left)))
  time.dataset.state = left > 60 ? "running" : left > 0 ? "last-minute" : "over"
  time.classList.toggle("is-last-minute", left > 0 && left <= 60)
  time.classList.toggle("is-over", left <= 0)
  announce(time, ends, left)
}

const digits = seconds => [Math.floor(seconds / 60), seconds % 60].map(n => String(n).padStart(2, "0")).join(":")

function countUp(element) {
  const minutes = Math.max(0, Math.floor((now() - Date.parse(element.dataset.since)) / 60_000))
  if (!Number.isNaN(minutes)) write(element, (element.dataset.words ?? "{n}").replace("{n}", minutes))
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

/* Said aloud once, when it is passed, not at every second. */

const voice = Object.assign(document.createElement("p"), { className: "unseen", role: "status" })
let last = { ends: 0, left: 0 }

function announce(time, ends, left) {
  if (!time.closest("#task, #now")) return
  const passed = Object.keys(MARKS).map(Number).find(mark => last.ends === ends && last.left > mark && left <= mark)
  last = { ends, left }
  if (passed === undefined) return
  write(voice, time.dataset[MARKS[passed]] ?? "")
  if (passed === 0 && matchMedia("(pointer: coarse)").matches && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(300)
}

if (document.getElementById("live")) {
  document.body.append(voice)
  sync()
  document.addEventListener("visibilitychange", () => document.hidden || sync())
  document.addEventListener("samskap:placed", () => offset !== undefined && draw())
}
