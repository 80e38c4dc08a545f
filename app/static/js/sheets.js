// A sheet that asks for a yes goes away once it has been answered.
document.addEventListener("submit", ({ target }) => target.closest("[popover]")?.hidePopover?.())

// What was asked for comes into view, and the asking folds away.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const asking = ctx.response?.raw.ok && ctx.sourceElement.closest?.("details.wishes")
  if (!asking) return
  asking.open = false
  asking.querySelector("summary").focus({ preventScroll: true })
  asking.nextElementSibling?.scrollIntoView({ block: "start" })
})
