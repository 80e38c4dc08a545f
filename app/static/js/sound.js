// A sound when time is up, only for whoever asked for it on this very device.
const KEY = "samskap-sound" // of the device, not of a lab
const box = document.getElementById("sound")

let context

const wants = () => localStorage.getItem(KEY) === "yes"

/** Two soft notes. Made here, so that nothing is fetched and no policy is bent. */
export function chime() {
  if (!wants() || context?.state !== "running") return
  note(659, 0)
  note(523, 0.25)
}

function note(pitch, after) {
  const tone = context.createOscillator(), loudness = context.createGain(), begin = context.currentTime + after
  tone.frequency.value = pitch
  loudness.gain.setValueAtTime(0, begin)
  loudness.gain.linearRampToValueAtTime(0.2, begin + 0.02)
  loudness.gain.exponentialRampToValueAtTime(0.001, begin + 0.9)
  tone.connect(loudness).connect(context.destination)
  tone.start(begin)
  tone.stop(begin + 1)
}

/** Browsers let a page sound only after it was touched. */
async function wake() {
  if (!wants()) return
  context ??= new AudioContext()
  await context.resume()
}

if (box && "AudioContext" in window) {
  box.checked = wants()
  box.closest("[hidden]").hidden = false
  addEventListener("pointerdown", wake)
  addEventListener("keydown", wake)
  box.addEventListener("change", async () => {
    localStorage.setItem(KEY, box.checked ? "yes" : "no")
    await wake()
    chime() // so that one hears what one has chosen
  })
}
