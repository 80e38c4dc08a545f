/* A bag, <hx-place seq="417">…</hx-place>, holds pieces of the page. Each piece knows its id, its list (data-in) and its
   place in that list (data-order); the bag knows how new they are. Placing a bag twice, late or out of order changes
   nothing, so frames, answers and pages may arrive in any order.

   Loaded right after htmx, before htmx looks at the page. Says `samskap:placed` on the document after each bag. */
(() => {
  let api, pageAge

  /** @type {[Element, number][]} pieces, each with its age, whose list is not on the page yet */
  let waiting = []

  /** @type {Map<string, number>} the seq each id was last drawn at; what is not here is as old as the page */
  const ages = new Map()

  // Whatever is not a bag (a proxy's error page) must never land inside a form; what people opened stays open.
  Object.assign(htmx.config, { defaultSwap: "none", history: false, morphIgnore: ["data-htmx-powered", "open", "data-keeping", "aria-invalid"] })

  htmx.registerExtension("place", {
    init(internal) {
      api = internal
      const isSoftMatch = api.isSoftMatch
      api.isSoftMatch = (shown, incoming) => isSoftMatch(shown, incoming) && key(shown) === key(incoming)
    },
    // A form that a frame redraws while its answer is under way must still hear the answer.
    htmx_config_request(_, { ctx }) {
      if (ctx.swap === "none") ctx.target = null
    },
    htmx_process_place(bag, { ctx, tasks }) {
      placeBag(bag.content, bag.getAttribute("seq"), ctx.sourceElement?.id === "live")
      tasks.push({ target: null, swapSpec: {} }) // the bag was the whole answer: nothing is left to swap
    },
  })

  /** Places the bags of an answer that did not come through htmx, without the pieces of these ids. */
  function placeText(html, without = []) {
    const answer = new DOMParser().parseFromString(html, "text/html")
    for (const id of without) answer.getElementById(id)?.remove()
    for (const bag of answer.querySelectorAll("hx-place")) placeBag(bag, bag.getAttribute("seq"), false)
  }

  function placeBag(bag, seq, isLive) {
    const age = seq === null ? Infinity : Number(seq)
    waiting.push(...[...bag.children].map(piece => [piece, piece.id === "refusal" ? Infinity : age])) // that is never late
    const pieces = keepFocus(placeWaiting)
    document.dispatchEvent(new CustomEvent("samskap:placed", { detail: { seq: age, isLive, pieces } }))
  }

  /** A piece waits for its list, which may come after it. */
  function placeWaiting() {
    const placed = []
    for (let ready; (ready = waiting.filter(hasList)).length;) {
      waiting = waiting.filter(each => !ready.includes(each))
      ready.forEach(rehome) // first all that move: what stood around them may be about to go
      placed.push(...ready.map(place))
    }
    return placed.filter(Boolean)
  }

  const hasList = ([piece]) => !piece.dataset.in || onPage(piece.dataset.in)

  /** Late, or gone since. */
  const isLate = ([{ id, dataset }, age]) => age < ageOf(id) || (!onPage(id) && age < ageOf(dataset.in))

  function rehome(each) {
    const [{ id, dataset }] = each, shown = onPage(id)
    const isThere = !dataset.in || (shown?.parentElement.id === dataset.in && shown.dataset.order === dataset.order)
    if (shown && !isThere && !isLate(each)) insert(shown, onPage(dataset.in), dataset.order)
  }

  /** @returns {Element | undefined} the piece as it now stands on the page */
  function place(each) {
    const [incoming, age] = each
    if (isLate(each)) return
    const home = onPage(incoming.id) ?? inserted(incoming)
    if (!home) return
    reconcile(home, incoming, age)
    grow(incoming, age)
    keepTyped(home, () => morph(home, incoming))
    const placed = onPage(incoming.id)
    htmx.process(placed)
    return placed
  }

  const onPage = id => document.getElementById(id)
  const ageOf = id => ages.get(id) ?? (pageAge ??= Number(document.querySelector("main[data-seq]")?.dataset.seq ?? 0))

  function grow(incoming, age) {
    if (age === Infinity) return
    for (const { id } of [incoming, ...incoming.querySelectorAll("[id]")]) if (ageOf(id) <= age) ages.set(id, age)
  }

  function inserted(incoming) {
    const list = onPage(incoming.dataset.in)
    return list && insert(incoming.cloneNode(false), list, incoming.dataset.order)
  }

  function insert(element, list, order) {
    const before = [...list.children].findLast(other => other !== element && Number(other.dataset.order) <= Number(order))
    move(element, list, before ? before.nextSibling : list.firstChild)
    return element
  }

  // moveBefore keeps focus, scroll and open details where the browser has it.
  function move(element, list, next) {
    const isOnPage = element.isConnected && list.isConnected
    isOnPage && list.moveBefore ? list.moveBefore(element, next) : list.insertBefore(element, next)
  }

  /** No id twice on a page: pieces within that stand elsewhere come home, unless what stands there is newer. */
  function reconcile(home, incoming, age) {
    for (const piece of piecesIn(incoming)) {
      const shown = onPage(piece.id)
      if (shown && ageOf(piece.id) > age) piece.remove()
      else if (shown && !home.contains(shown)) move(shown, home, null)
    }
    for (const shown of piecesIn(home)) {
      const list = ageOf(shown.id) > age && incoming.querySelector("#" + CSS.escape(shown.dataset.in))
      if (list) insert(alone(shown), list, shown.dataset.order)
    }
  }

  const piecesIn = element => element.querySelectorAll("[id][data-in]")

  function alone(shown) {
    const copy = shown.cloneNode(true)
    piecesIn(copy).forEach(piece => piece.remove())
    return copy
  }

  function morph(home, incoming) {
    const fragment = document.createDocumentFragment()
    fragment.append(incoming)
    api.morph(home, fragment, false)
  }

  // htmx pairs what has no id by tag alone: half-typed words must not slip into another form's field.
  const key = element => [element.getAttribute("name"), element.getAttribute("action"), isTickable(element) && element.value].join()

  /* What people typed lies over what the server drew: a redraw changes what is drawn and leaves what is typed. */

  const isTickable = field => field.type === "checkbox" || field.type === "radio"
  const FIELDS = "input, textarea, select"
  const fieldsIn = element => [...element.querySelectorAll(FIELDS)]
  const fieldsOf = form => [...form?.elements ?? []].filter(field => field.matches(FIELDS))
  const drawnOption = select => [...select.options].find(option => option.defaultSelected) ?? select.options[0]

  const valueOf = field => isTickable(field) ? field.checked : field.value
  const drawnValueOf = field =>
    isTickable(field) ? field.defaultChecked : field.options ? drawnOption(field)?.value : field.defaultValue
  const isTyped = field => valueOf(field) !== drawnValueOf(field)

  function fill(field, value) {
    if (valueOf(field) === value) return // writing the same again would move the caret
    if (isTickable(field)) field.checked = value
    else if (!field.options || [...field.options].some(option => option.value === value)) field.value = value
  }

  /** The field shows again what the server drew. */
  const settle = field => fill(field, drawnValueOf(field))

  // What half-typed words were based on stays with them, so that nobody overwrites what they never saw.
  const isOfBase = field => field.name === "edition" || field.name === "seen"
  const isBase = field => isOfBase(field) && fieldsOf(field.form).some(isTyped)

  function keepTyped(home, redraw) {
    const typed = fieldsIn(home).filter(field => isTyped(field) || isBase(field)).map(field => [field, valueOf(field)])
    redraw()
    const kept = new Set(typed.map(([field, value]) => keep(home, field, value)))
    fieldsIn(home).filter(field => !kept.has(field) && isTyped(field)).forEach(settle)
  }

  function keep(home, field, value) {
    const here = field.isConnected ? field : twin(home, field)
    if (here && isOfBase(here)) here.dataset.newest = here.value
    if (here) fill(here, value)
    return here
  }

  const twin = (home, field) => fieldsIn(home).find(other => key(other) === key(field) && actionOf(other) === actionOf(field))
  const actionOf = field => field.form?.getAttribute("action")

  function keepFocus(redraw) {
    const { activeElement: focused } = document
    const [start, end] = focused?.selectionStart == null ? [] : [focused.selectionStart, focused.selectionEnd]
    const result = redraw()
    if (focused !== document.activeElement && focused?.isConnected) {
      focused.focus({ preventScroll: true })
      if (start != null) focused.setSelectionRange(start, end)
    }
    return result
  }

  window.samskap = { place: placeText, fieldsOf, valueOf, isTyped, settle }
})()
