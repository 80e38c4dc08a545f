// One press takes ready words along. Where a browser lets no page do that, they are marked for its own way of copying.
document.documentElement.dataset.copies = ""

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy]")
  if (!button) return
  const field = document.getElementById(button.dataset.copy)
  field.select()
  try {
    await navigator.clipboard.writeText(field.value)
  } catch {
    if (!document.execCommand("copy")) return
  }
  const said = button.textContent
  button.textContent = button.dataset.copied
  setTimeout(() => (button.textContent = said), 2000)
})
