// The socket: where it left off, whether it is there, and how it comes back.
import { keyOf } from "./shelf.js"

const root = document.documentElement
const main = document.getElementById("live")
const wire = document.getElementById("wire")

const GONE = [4001, 4003, 4004] // moved, pass revoked, lab gone: this page is no longer ours
const GRACE = 2000 // ms without a socket before we speak of it
const LINGER = 4000 // ms that good news stays
const PATIENCE = 10_000 // ms for a socket to open

let connection, heard = Date.now(), silence // a timer
let shown = Number(main?.dataset.seq ?? 0)

if (main && window.htmx) {
  htmx.config.ws = { reconnectDelay: 1000, reconnectJitter: 1, reconnectMaxDelay: 2000, ...htmx.config.ws }
  show("closed")
  document.addEventListener("htmx:ws:before:connection", attempt)
  document.addEventListener("htmx:ws:after:connection", opened)
  document.addEventListener("htmx:ws:before:message:incoming", () => { heard = Date.now() })
  document.addEventListener("htmx:ws:close", closed)
  document.addEventListener("samskap:placed", ({ detail }) => detail.isLive && leftOff(detail.seq))
  document.addEventListener("visibilitychange", () => setTimeout(wake))
  addEventListener("pageshow", event => event.persisted && reopen())
  addEventListener("online", reopen)
  addEventListener("offline", reopen) // off the internet is not off the lab: its server may stand in this room
  setInterval(watch, 5000)
}

function attempt({ detail }) {
  connection = detail.connection
  heard = Date.now()
}

function opened() {
  heard = Date.now()
  show("open")
}

function closed({ detail: { connection, code, reason } }) {
  show("closed")
  if (GONE.includes(code)) reload()
  else if (reason === "closed" && !connection.config.reconnectCodes.includes(code)) setTimeout(wake, 1000 + 2000 * Math.random())
}

/** Only what the socket brought counts: an answer holds one act, not all that came before it. A server that is behind this
    page has been restored from a backup: what it lost is not to be shown on. */
function leftOff(seq) {
  if (seq < shown) return reload()
  shown = seq
  const since = url => url.replace(/seq=\d+/, `seq=${seq}`)
  main.setAttribute("hx-ws:connect", since(main.getAttribute("hx-ws:connect")))
  if (connection) connection.url = since(connection.url)
}

function wake() {
  const isAlive = [WebSocket.OPEN, WebSocket.CONNECTING].includes(connection?.socket?.readyState)
  if (!document.hidden && !isAlive) reopen()
}

function reopen() {
  htmx.process(main, true) // wires it anew, from the URL where it left off
}

/** A socket may die without a word. A server that promises a heartbeat (seconds) is missed after two and a half. */
function watch() {
  const heartbeat = Number(main.dataset.heartbeat) * 1000
  const patience = { [WebSocket.CONNECTING]: PATIENCE, [WebSocket.OPEN]: heartbeat * 2.5 }[connection?.socket?.readyState]
  if (patience && !document.hidden && Date.now() - heard > patience) reopen()
}

function show(state) {
  if (root.dataset.live === state) return
  root.dataset.live = state
  clearTimeout(silence)
  if (state === "open") tell("online")
  else silence = setTimeout(() => document.hidden || tell("offline"), GRACE)
}

/** A word when it is lost, a word when it is back, and then silence again. */
function tell(state) {
  if (!wire || wire.dataset.state === state) return
  wire.dataset.state = state
  wire.textContent = wire.dataset[state]
  if (state === "online") silence = setTimeout(() => wire.replaceChildren(), LINGER)
}

/** A little spread, for a lab that ends sends everybody at once; and never in a tight circle. */
function reload() {
  const last = Number(sessionStorage.getItem(keyOf("reloaded")))
  const wait = Date.now() - last < 5000 ? 5000 : 0
  setTimeout(() => {
    sessionStorage.setItem(keyOf("reloaded"), Date.now())
    location.reload()
  }, wait + 500 * Math.random())
}
