/* Makes what works already quicker: nothing here is needed, and nothing here submits a form, moves the focus or writes markup.
   Words come translated, from the element that brought this file. */
(() => {
  const say = document.currentScript.dataset, page = document.documentElement, WAIT_MS = 350
  const all = (path, inside = document) => [...inside.querySelectorAll(path)]
  const make = (tag, given) => Object.assign(document.createElement(tag), given)
  const own = (one) => Object.assign(one, {lang: page.lang, dir: page.dir}) // inside a text of another language
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  const later = (act, timer) => (...given) => { clearTimeout(timer); timer = setTimeout(act, WAIT_MS, ...given) }

  let line = document.querySelector(".vh[role=status]")
  const tell = (words) => {
    if (!line) document.body.append(line = make("p", {role: "status", className: "vh"}))
    line.textContent = words
  }

  // A field over each long list of filters: what does not fit what is typed goes out of the way, what is ticked stays.
  const narrow = (list, typed) => {
    for (const row of all("li", list).reverse()) { // what stands inside before what is around it
      const said = row.querySelector(".opt")
      row.hidden = !(fold(said.textContent).includes(typed) || said.querySelector(":checked") || row.querySelector("li:not([hidden])"))
    }
  }
  for (const field of all(".narrow")) {
    const list = field.parentElement
    field.addEventListener("input", (told) => {
      told.stopPropagation() // nothing was chosen
      const typed = fold(field.value.trim())
      if (typed) for (const rest of all("details", list)) rest.open = true
      narrow(list, typed)
    })
    field.addEventListener("keydown", (key) => key.key == "Enter" && key.preventDefault())
  }

  // How many there will be, on the button that shows them.
  const filters = document.querySelector(".filters form"), feed = document.querySelector("link[rel=alternate][type*='feed+json']")
  if (filters && feed) {
    const button = filters.querySelector(".submit button"), words = button.textContent
    let asked
    filters.addEventListener("input", later(async () => {
      asked?.abort()
      asked = new AbortController()
      const chosen = [...new FormData(filters)].filter(([, value]) => value)
      try {
        const answer = await fetch(`${feed.href.split("?")[0]}?${new URLSearchParams(chosen)}`, {method: "HEAD", signal: asked.signal})
        const total = answer.headers.get("X-Total-Count")
        button.textContent = answer.ok && total ? `${words} (${Number(total).toLocaleString(page.lang)})` : words
        if (answer.ok) tell(button.textContent)
      } catch { /* another question came between, or there is no line: the button says what it said */ }
    }))
  }

  // Completions, as the browser shows them.
  all("input[name=q]").forEach((field, number) => {
    const list = make("datalist", {id: `completions-${number}`})
    field.after(list)
    field.setAttribute("list", list.id)
    field.autocomplete = "off"
    field.addEventListener("input", later(async () => {
      if (field.value.trim().length < 2) return
      try {
        const answer = await fetch(new URL(`../suggest.json?q=${encodeURIComponent(field.value)}`, field.form.action))
        if (answer.ok) list.replaceChildren(...(await answer.json())[1].map((value) => make("option", {value})))
      } catch { /* no completions, then */ }
    }))
  })

  // Copies of citations and quotations; only where the browser lets a page write to the clipboard.
  const copier = (text) => {
    const button = own(make("button", {type: "button", className: "copy plain", textContent: say.copy}))
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text())
      tell(button.textContent = say.copied)
      setTimeout(() => { button.textContent = say.copy }, 3000)
    })
    return button
  }
  if (navigator.clipboard) {
    for (const one of all(".cite .select, .cite pre")) {
      const words = one.textContent.trim(), button = copier(() => words)
      one.localName == "dd" ? one.append(button) : one.after(button)
    }
    for (const one of all(".quote:has(.here)")) {
      const here = one.querySelector(".here"), speaker = one.querySelector("b").textContent
      const role = one.querySelector("figcaption span").textContent.replace(speaker, "").trim()
      here.before(copier(() => `“${one.querySelector("blockquote").textContent.trim()}” – ${speaker}${role && `, ${role}`}\n${here.href}`))
    }
  }
})()
