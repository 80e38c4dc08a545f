// The flight deck: how far behind each group is, how long it has been silent, and which group needs somebody first.
import { now } from "./clock.js"

const MINUTE = 60_000
const SILENT = 5 // minutes without a word, in a group at work
const LATE = 3 // minutes behind the plan that are worth a look
const MOST = 6 // groups named at once
const EVERY = 5000 // ms

const panel = document.getElementById("attention")
const minutesSince = moment => Math.floor((now() - Date.parse(moment)) / MINUTE)

/** What stands still moves on with the clock on the wall. */
const moving = (end, held) => Date.parse(end) + (held ? now() - Date.parse(held) : 0)

/** Minutes by which a group's stage ends, or would have ended, after what the plan says. */
function behind({ planned, set, held, planHeld }) {
  const ends = Math.max(set ? moving(set, held) : 0, now())
  return Math.max(0, Math.floor((ends - moving(planned, planHeld)) / MINUTE))
}

function keepPace(pace) {
  const n = behind(pace.dataset)
  const words = n ? pace.dataset.late.replace("{n}", n) : pace.dataset.on
  if (pace.textContent !== words) pace.textContent = words
  pace.dataset.state = n ? "late" : "on"
  pace.dataset.behind = n
  return n
}

/** @returns {[string, number][]} why this group needs somebody, the most urgent reason first */
function needsOf(tile) {
  const { works, here, seated, moderators } = tile.querySelector(".tower-tile__group").dataset
  const pace = tile.querySelector(".pace[data-planned]"), silence = tile.querySelector(".silence")
  const late = pace ? keepPace(pace) : 0, silent = silence ? minutesSince(silence.dataset.since) : 0
  if (silence) silence.dataset.state = works === "yes" && silent >= SILENT ? "long" : "short"
  const isCalling = tile.querySelector(".call-mark[data-seen=no]") !== null, isAtWork = works === "yes"
  return [
    [isCalling, "called", 0],
    [isAtWork && seated > 0 && Number(here) === 0, "alone", 0],
    [isAtWork && Number(moderators) === 0, "unled", 0],
    [isAtWork && late >= LATE, "late", late],
    [isAtWork && silent >= SILENT, "silent", silent],
  ].filter(([is]) => is).map(([, why, n]) => [why, n])
}

const URGENCY = ["called", "alone", "unled", "late", "silent"]
const first = (one, other) => URGENCY.indexOf(one.needs[0][0]) - URGENCY.indexOf(other.needs[0][0]) || other.needs[0][1] - one.needs[0][1]

function look() {
  const tiles = [...document.querySelectorAll("#tile-list > li")].map(tile => ({ tile, needs: needsOf(tile) }))
  for (const { tile, needs } of tiles) tile.toggleAttribute("data-needs", needs.length > 0)
  const found = tiles.filter(({ needs }) => needs.length).sort(first)
  panel.hidden = found.length === 0
  write(found)
}

/** Drawn again only when it says something else: nothing here flickers, and no focus is lost. */
function write(found) {
  const list = panel.querySelector("ol"), said = JSON.stringify(found.map(({ tile, needs }) => [tile.id, needs]))
  if (list.dataset.said === said) return
  list.dataset.said = said
  const focused = list.querySelector(":focus")?.hash
  const rest = found.length - MOST
  list.replaceChildren(...found.slice(0, MOST).map(line), ...(rest > 0 ? [tail(rest)] : []))
  if (focused) list.querySelector(`a[href="${focused}"]`)?.focus()
}

function line({ tile, needs }) {
  const badge = tile.querySelector(".badge").cloneNode(true)
  const link = Object.assign(document.createElement("a"), { href: `#${tile.id}` })
  const why = needs.map(([name, n]) => panel.dataset[name].replace("{n}", n)).join(" · ")
  const number = badge.querySelector(".badge__number").textContent
  link.setAttribute("aria-label", `${panel.dataset.group.replace("{number}", number)}: ${why}`)
  link.append(badge, ` ${why.split(" · ")[0]}`)
  const item = document.createElement("li")
  item.append(link)
  return item
}

function tail(n) {
  return Object.assign(document.createElement("li"), { className: "attention__more", textContent: panel.dataset.more.replace("{n}", n) })
}

if (panel) {
  look()
  setInterval(look, EVERY)
  document.addEventListener("samskap:placed", () => queueMicrotask(look))
}
