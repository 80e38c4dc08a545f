// Looking for evidence: results come as one types, and what was ticked stays while one searches on.
const form = document.getElementById("find-sources")
const PAUSE = 250 // ms

let timer

const ticked = () => document.getElementById("sources-ticked")
const boxIn = item => item.querySelector("input[type=checkbox]")

function search() {
  clearTimeout(timer)
  form.requestSubmit()
}

function tidy() {
  for (const item of [...ticked().children]) if (!boxIn(item).checked) item.remove()
  for (const item of ticked().children) document.querySelector(`#sources #${CSS.escape(boxIn(item).id)}`)?.closest("li").remove()
}

if (form) {
  const fold = form.closest("details")
  fold.addEventListener("toggle", () => fold.open && search())
  form.elements.find.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(search, PAUSE)
  })
  document.addEventListener("change", ({ target }) => {
    const item = target.closest?.("#sources li")
    if (item && target.checked) ticked().append(item), target.focus()
    else if (target.closest?.("#sources-ticked")) tidy(), search()
  })
  document.addEventListener("samskap:placed", tidy)
  document.addEventListener("htmx:finally:request", () => setTimeout(tidy)) // after the ticks that were sent are taken off
}
