// A sheet that asks for a yes goes away once it has been answered.
document.addEventListener("submit", ({ target }) => target.closest("[popover]")?.hidePopover?.())
