// A part of a page that something is under way in looks again by itself, until it no longer says so. One that tells what
// others come to (`data-after` names whose news it waits for) says that it is behind, and looks again when they rest.
const QUIET = 1500 // ms
const pause = (part, ms = Number(part.dataset.refresh) || QUIET) => {
  clearTimeout(waiting.get(part.id))
  waiting.set(part.id, setTimeout(look, ms, part.id))
}

/** @type {Map<string, number>} */
const waiting = new Map()

async function look(id) {
  const part = document.getElementById(id)
  if (!part) return
  const since = part.dataset.behind
  const isBusy = part.contains(document.activeElement) || part.querySelector("details[open]")
  if (document.hidden || isBusy) return pause(part)
  try {
    const answer = await fetch(part.dataset.from ?? location.href)
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id)
    if (!answer.ok || !fresh) return
    if (part.dataset.behind !== since) return pause(part) // more has come meanwhile
    part.replaceWith(fresh)
    if (fresh.dataset.refresh) pause(fresh)
  } catch {
    pause(part)
  }
}

function fallBehind(part) {
  part.dataset.behind = Number(part.dataset.behind ?? 0) + 1
  part.querySelector("[role=status] [hidden]")?.removeAttribute("hidden")
  pause(part, QUIET)
}

for (const part of document.querySelectorAll("[data-refresh]")) pause(part)

document.addEventListener("samskap:placed", ({ detail }) => {
  for (const part of document.querySelectorAll("[data-after]"))
    if (detail.pieces.some(piece => piece.id === part.dataset.after)) fallBehind(part)
})
