// A file that takes more than a second says so, where it was asked for.
const SOON = 1000 // ms

document.addEventListener("click", event => {
  const link = event.target.closest?.("a[download][data-making]")
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  if (!link.hasAttribute("aria-busy")) fetched(link)
})

async function fetched(link) {
  const progress = tell(link)
  link.setAttribute("aria-busy", "true")
  try {
    const answer = await fetch(link.href)
    if (!answer.ok) throw new Error(answer.statusText)
    hand(await answer.blob(), nameIn(answer.headers.get("content-disposition") ?? ""))
  } catch {
    location.assign(link.href) // the browser's own way, which also says what went wrong
  } finally {
    progress.end()
    link.removeAttribute("aria-busy")
  }
}

/** Seconds that go by, beside the link: heard once by a screen reader, seen all the time. */
function tell(link) {
  const began = performance.now()
  const told = Object.assign(document.createElement("span"), { className: "making", hidden: true })
  const words = document.createElement("span")
  told.append(document.createElement("progress"), words)
  told.setAttribute("role", "status")
  link.after(told)
  const turn = setInterval(() => {
    told.hidden = false
    words.textContent = link.dataset.making.replace("{seconds}", String(Math.round((performance.now() - began) / 1000)))
    words.setAttribute("aria-live", "off")
  }, SOON)
  return { end: () => (clearInterval(turn), told.remove()) }
}

function hand(file, name) {
  const address = URL.createObjectURL(file)
  Object.assign(document.createElement("a"), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

const nameIn = header => /filename="([^"]+)"/.exec(header)?.[1] ?? ""
