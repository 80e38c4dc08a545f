// What is broadcast knows hands by ids that name nobody. This phone finds its own among them: up, next, or with the floor.
const hand = () => document.getElementById("hand")
const floor = () => document.getElementById("floor")

function tell() {
  const { dataset } = hand(), hands = floor().dataset.hands.split(" "), place = hands.indexOf(dataset.hand)
  const had = dataset.state
  dataset.state = !dataset.hand ? "down" : floor().dataset.floor === dataset.hand ? "floor" : place < 0 ? "down" : "up"
  if (place >= 0) say(place)
  if (dataset.state === "floor" && had === "up" && matchMedia("(pointer: coarse)").matches && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(200)
}

function say(place) {
  const before = hand().querySelector(".hand__before")
  const { none, one, many } = before.dataset
  const words = [none, one][place] ?? many.replace("{n}", place)
  if (before.textContent.trim() !== words) before.textContent = words
}

if (hand() && floor()) {
  document.addEventListener("samskap:placed", ({ detail }) => detail.pieces.some(piece => ["hand", "floor"].includes(piece.id)) && tell())
}
