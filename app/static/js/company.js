// Two moderators at one desk: each sees beside the words themselves who else is writing in them.
const main = document.getElementById("live")
const PAUSE = 400 // ms: to go from one field to the next is not to lay down the pen

let told = "", timer

const aboutOf = target => target?.matches?.("textarea, input:not([type=hidden], [type=checkbox], [type=radio])")
  ? target.closest("[data-about]")?.dataset.about ?? "" : ""

function tell(about) {
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (about === told || isAlone()) return
    told = about
    const body = new URLSearchParams({ about })
    fetch(main.dataset.base + "/writing", { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true }).catch(() => { told = "" })
  }, PAUSE)
}

/** Who has nobody beside them tells nobody what they write. */
const isAlone = () => document.querySelectorAll("#company [data-person]").length < 2

/** On what it is folded into, as long as that is closed. */
function seen(about) {
  let where = about
  for (let fold = about.parentElement.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    if (!fold.open) where = fold.querySelector(":scope > summary")
  }
  return where
}

function mark() {
  document.querySelectorAll("[data-writer]").forEach(one => one.removeAttribute("data-writer"))
  for (const { dataset } of document.querySelectorAll("#company [data-writing]")) {
    if (!dataset.writing || dataset.person === main.dataset.me) continue
    const about = document.querySelector(`[data-about="${CSS.escape(dataset.writing)}"]`)
    if (about) seen(about).dataset.writer = dataset.says
  }
}

if (main?.dataset.me) {
  document.addEventListener("focusin", ({ target }) => tell(aboutOf(target)))
  document.addEventListener("focusout", () => tell(""))
  document.addEventListener("samskap:placed", mark)
  document.addEventListener("toggle", mark, true)
  mark()
}
