// Ctrl+Z and Ctrl+Y press the buttons that stand there, unless somebody is typing: then the keys are the field's.
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"

function press(event) {
  const { key, ctrlKey, metaKey, shiftKey, target } = event
  if (!(ctrlKey || metaKey) || target.matches?.(TYPING)) return
  const wanted = { z: shiftKey ? "Control+Y" : "Control+Z", y: "Control+Y" }[key.toLowerCase()]
  const button = wanted && document.querySelector(`#steps button[aria-keyshortcuts="${wanted}"]`)
  if (!button) return
  event.preventDefault()
  button.click()
}

if (document.getElementById("steps")) document.addEventListener("keydown", press)
