// A part of a page that something is under way in looks again by itself, until it no longer says so.
const pause = part => setTimeout(look, Number(part.dataset.refresh), part.id)

async function look(id) {
  const part = document.getElementById(id)
  if (!part) return
  const isBusy = part.contains(document.activeElement) || part.querySelector("details[open]")
  if (document.hidden || isBusy) return pause(part)
  try {
    const answer = await fetch(location.href)
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id)
    if (!answer.ok || !fresh) return
    part.replaceWith(fresh)
    if (fresh.dataset.refresh) pause(fresh)
  } catch {
    pause(part)
  }
}

for (const part of document.querySelectorAll("[data-refresh]")) pause(part)
