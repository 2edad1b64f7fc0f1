/** Pages that say one thing: nothing to show yet, no such page, not allowed. */
import { html, type Html } from './html.js'
import { icon } from './icons.js'
import { layout, type Frame } from './layout.js'

export function waitingPage(frame: Frame): Html {
  const body = html`<section class="hero" aria-label="Verdict"><div class="verdict busy"><div class="mark">${icon('busy')}</div><div id="sentence" aria-live="polite"><h1>Looking at this host for the first time</h1></div></div>
<p class="quiet">The first pass reads the source and everything that runs. This page follows by itself.</p></section>`
  return layout(frame, { title: 'Starting', body, refreshSeconds: 2 })
}

export function messagePage(frame: Frame, { title, message }: { readonly title: string; readonly message: string }): Html {
  const body = html`<section class="hero"><h1>${title}</h1><p>${message}</p><p><a href="/">To the status page</a></p></section>`
  return layout(frame, { title, body })
}
