// The preview beside a draft: the screen that was chosen, at the moment that was chosen, as wide as on the day, and drawn
// anew when something was kept.
const PAUSE = 700 // ms
const WIDTHS = { phone: 375, desk: 1280, stage: 1600, tower: 1280 } // px
const HEIGHTS = { phone: 760, desk: 900, stage: 900, tower: 900 }
const preview = document.getElementById("preview")
const frame = document.getElementById("preview-frame")
let timer

if (preview && frame) {
  fit()
  new ResizeObserver(fit).observe(preview)
  preview.addEventListener("click", event => {
    const button = event.target.closest("[data-screen]")
    if (!button || button === preview) return
    event.preventDefault()
    preview.dataset.screen = button.dataset.screen
    for (const each of preview.querySelectorAll("button[data-screen]")) each.setAttribute("aria-pressed", each === button)
    fit()
    show()
  })
  preview.addEventListener("change", show)
  preview.querySelector("form").addEventListener("submit", event => { event.preventDefault(); show() })
  document.addEventListener("samskap:drafted", () => { clearTimeout(timer); timer = setTimeout(show, PAUSE) })
}

function show() {
  const url = `${preview.dataset.base}/${preview.dataset.screen}?at=${preview.querySelector("select").value}`
  preview.querySelector("[data-alone]").href = url
  if (frame.checkVisibility?.() === false) return
  const { scrollX = 0, scrollY = 0 } = frame.contentWindow ?? {}
  frame.addEventListener("load", () => frame.contentWindow?.scrollTo(scrollX, scrollY), { once: true })
  frame.contentWindow ? frame.contentWindow.location.replace(url) : frame.src = url
}

/** Drawn at its own width and made smaller, so that what is seen is what will be. */
function fit() {
  const { screen } = preview.dataset, home = frame.parentElement
  home.style.setProperty("max-inline-size", `${WIDTHS[screen] + 3}px`) // with its border
  const scale = Math.min(1, home.clientWidth / WIDTHS[screen])
  frame.style.setProperty("width", `${WIDTHS[screen]}px`)
  frame.style.setProperty("height", `${HEIGHTS[screen]}px`)
  frame.style.setProperty("transform", `scale(${scale})`)
  home.style.setProperty("height", `${HEIGHTS[screen] * scale}px`)
}
