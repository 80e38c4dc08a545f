/* htmx from the CDN, or our own copy when the CDN does not answer in time.
   Preloading fetches without running: a script that arrives too late is never run beside our own copy. */
(() => {
  const tag = document.currentScript
  const { htmx: core, htmxIntegrity, ws, wsIntegrity, htmxLocal, wsLocal, place, main } = tag.dataset
  const WAIT = 1500 // ms

  function preload(href, integrity) {
    const link = Object.assign(document.createElement("link"), { rel: "preload", as: "script", crossOrigin: "anonymous", integrity, href })
    const answer = new Promise((resolve, reject) => {
      Object.assign(link, { onload: resolve, onerror: reject })
      setTimeout(reject, WAIT, "late")
    })
    document.head.append(link)
    return answer.finally(() => link.remove())
  }

  function run(src, options = {}) {
    const script = Object.assign(document.createElement("script"), { async: false, nonce: tag.nonce, ...options, src })
    return new Promise((resolve, reject) => {
      Object.assign(script, { onload: resolve, onerror: reject })
      document.head.append(script)
    })
  }

  const fromCdn = (src, integrity) => run(src, { integrity, crossOrigin: "anonymous" })

  async function both() {
    await Promise.all([preload(core, htmxIntegrity), preload(ws, wsIntegrity)])
    return [() => fromCdn(core, htmxIntegrity), () => fromCdn(ws, wsIntegrity)]
  }

  // hx-ws last: what it hears must find its place.
  async function load() {
    const [runCore, runWs] = await both().catch(() => [() => run(htmxLocal), () => run(wsLocal)])
    await runCore().catch(() => run(htmxLocal))
    await run(place)
    await run(main, { type: "module" }).catch(() => {})
    await runWs().catch(() => run(wsLocal))
    htmx.process(document.body) // htmx may have looked at the page before the others came
  }

  load()
})()
