// Finding among many cards: those without the words step back on this screen, on no other.
const field = document.getElementById("find-cards")
const plain = words => words.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase()

function find() {
  const wanted = plain(field.value.trim())
  const cards = [...document.querySelectorAll("#board li.card:not([hidden])")]
  const found = cards.filter(card => plain(card.querySelector(".card__words").textContent).includes(wanted))
  for (const card of cards) card.toggleAttribute("data-unfound", !found.includes(card))
  const told = document.querySelector(".tools__found")
  told.textContent = wanted ? told.dataset.words.replace("{n}", found.length).replace("{all}", cards.length) : ""
  count()
}

/** How many cards lie in each place. */
function count() {
  for (const list of document.querySelectorAll("#board ol.cards")) {
    const title = document.getElementById(list.getAttribute("aria-labelledby"))
    const n = list.querySelectorAll(":scope > li:not([hidden])").length
    if (title) title.dataset.count = n || ""
  }
}

if (field) {
  field.closest("[hidden]").hidden = false
  field.addEventListener("input", find)
  document.addEventListener("samskap:placed", find)
  find()
}
