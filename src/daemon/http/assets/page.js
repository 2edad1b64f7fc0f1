/*
 * Makes a page live. The server renders, always: on news the page asks for itself again and exchanges the regions that differ,
 * so what is seen live is what a reload would show. Without this script everything but that works.
 */
const MAX_ROWS = 5000
const live = document.getElementById('live')
const log = document.getElementById('log')

listen()
if (log) followLog(log)
// It does not bubble.
document.addEventListener('toggle', ({ target }) => { if (target.id === 'build-details') followBuild(target) }, true)
setInterval(refreshTimes, 5000)

function listen() {
  const stream = new EventSource('/events')
  let timer
  stream.onopen = () => say('live')
  stream.onerror = () => {
    say('reconnecting', 'lost')
    // A stream that was refused stays closed; a page left open over night should find its way back.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => { stream.close(); listen() }, 5000)
  }
  stream.addEventListener('report', () => {
    clearTimeout(timer)
    timer = setTimeout(exchange, 120)
  })
}

function say(text, state = '') {
  live.textContent = text
  live.className = `live ${state}`
  live.hidden = false
}

async function exchange() {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    const next = new window.DOMParser().parseFromString(await answer.text(), 'text/html')
    if (shapeOf(next) !== shapeOf(document)) return location.reload()
    document.title = next.title
    for (const region of document.querySelectorAll('[data-live]')) replace(region, next.getElementById(region.id))
    for (const region of document.querySelectorAll('[data-live-class]')) region.className = next.getElementById(region.id).className
  } catch {
    say('reconnecting', 'lost')
  }
}

/** Another set of regions is another page: waiting became status, or the app is gone. */
function shapeOf(page) {
  return [...page.querySelectorAll('[data-live]')].map((region) => region.id).join(' ')
}

function replace(region, next) {
  // What is followed line by line is newer than what the server rendered.
  if (region.querySelector('details[open] #build-log')) return
  if (bare(region) === bare(next)) return refreshTimes()
  const focused = region.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null
  const open = [...region.querySelectorAll('details[open]')].map((one) => one.id)
  region.replaceChildren(...next.childNodes)
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  if (focused) [...region.querySelectorAll('a')].find((one) => one.getAttribute('href') === focused)?.focus()
  region.classList.remove('fresh')
  requestAnimationFrame(() => region.classList.add('fresh'))
}

/** Text of relative times moves by itself and is no news. */
function bare(region) {
  const copy = region.cloneNode(true)
  for (const time of copy.querySelectorAll('[data-ago]')) time.textContent = ''
  return copy.innerHTML
}

function refreshTimes() {
  for (const time of document.querySelectorAll('[data-ago]')) time.textContent = distance(Date.now() - Date.parse(time.dateTime))
}

function distance(ms) {
  if (ms < 5000) return 'just now'
  if (ms < 60000) return `${Math.floor(ms / 1000)} s ago`
  if (ms < 3600000) return `${Math.floor(ms / 60000)} min ago`
  if (ms < 86400000) return `${Math.floor(ms / 3600000)} h ago`
  return `${Math.floor(ms / 86400000)} d ago`
}

/** Lines are collected and drawn once per frame. Scrolling up stops following; nothing pulls the reader back but the button. */
function followLog(box) {
  const button = document.getElementById('log-end')
  const note = document.getElementById('log-note')
  let waiting = []
  let following = true
  let begun = false
  const stream = new EventSource(box.dataset.stream)
  stream.addEventListener('line', ({ data }) => {
    if (waiting.push(JSON.parse(data)) === 1) requestAnimationFrame(draw)
    // A page in the background draws nothing; what it would drop anyway need not wait.
    if (waiting.length > 2 * MAX_ROWS) waiting = waiting.slice(-MAX_ROWS)
  })
  stream.onopen = () => { note.textContent = 'following' }
  stream.onerror = () => { note.textContent = 'reconnecting' }
  stream.addEventListener('end', () => { note.textContent = 'the containers have ended' })
  box.addEventListener('scroll', () => {
    following = box.scrollHeight - box.scrollTop - box.clientHeight < 24
    button.hidden = following
  }, { passive: true })
  button.addEventListener('click', toEnd)
  toEnd()

  function draw() {
    if (!begun) box.replaceChildren()
    begun = true
    const rows = waiting.slice(-MAX_ROWS).map(toRow)
    waiting = []
    box.append(...rows)
    while (box.childElementCount > MAX_ROWS) box.firstElementChild.remove()
    if (following) toEnd()
  }

  function toEnd() {
    following = true
    button.hidden = true
    box.scrollTop = box.scrollHeight
  }
}

let build

/** While somebody reads it: one stream, closed with the box. A new build begins on an empty sheet. */
function followBuild(details) {
  build?.close()
  if (!details.open) return
  const box = document.getElementById('build-log')
  const note = document.getElementById('build-note')
  document.getElementById('build-cut')?.remove()
  let lines = []
  let drawn = true
  const stream = build = new EventSource(box.dataset.stream)
  stream.addEventListener('begin', () => { lines = [] })
  stream.addEventListener('line', ({ data }) => {
    lines.push(JSON.parse(data).line)
    if (drawn) requestAnimationFrame(draw)
    drawn = false
  })

  function draw() {
    drawn = true
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 24
    box.textContent = lines.slice(-MAX_ROWS).join('\n')
    note.textContent = `${lines.length} lines`
    if (atEnd) box.scrollTop = box.scrollHeight
  }
}

/** Only text is ever set: a log line cannot become markup. */
function toRow({ stream, at, text, container }) {
  const row = document.createElement('div')
  row.className = stream === 'stderr' ? 'line err' : 'line'
  row.title = container
  const time = document.createElement('time')
  time.dateTime = at
  time.textContent = at.slice(11, 19)
  const words = document.createElement('span')
  words.textContent = text
  row.append(time, words)
  return row
}
