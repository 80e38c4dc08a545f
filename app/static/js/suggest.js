// Suggested themes: looked at here, taken one by one, left without a trace.
const section = () => document.getElementById("suggestions")

function arrived({ detail: { pieces } }) {
  if (!section() || !pieces.includes(section())) return
  for (const button of section().querySelectorAll("button[data-act]")) button.hidden = false
  section().querySelector("h2")?.focus()
  section().scrollIntoView({ block: "nearest" })
}

function leave(suggestion) {
  const next = suggestion.nextElementSibling ?? suggestion.previousElementSibling
  suggestion.remove()
  if (next) next.querySelector("input[name=name]").focus()
  else close()
}

function close() {
  section().replaceChildren()
  section().hidden = true
  document.querySelector(".tools__alike button")?.focus()
}

if (section()) {
  document.addEventListener("samskap:placed", arrived)
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-act=leave-suggestion]")) leave(target.closest(".suggestion"))
    if (target.closest("[data-act=close-suggestions]")) close()
  })
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    const taken = ctx.response?.raw.ok && ctx.sourceElement.closest?.("form[data-once]")
    if (taken) leave(taken.closest(".suggestion"))
  })
}
