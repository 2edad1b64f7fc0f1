/** The icons of the page, drawn once per document and used by name. A shape per meaning: no state is told by colour alone. */
import { html, type Html } from './html.js'

export type IconName = 'check' | 'differs' | 'busy' | 'alert' | 'pause' | 'missing' | 'question' | 'blocked' | 'external'

export function icon(name: IconName): Html {
  return html`<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-${name}"></use></svg>`
}

export const SPRITE: Html = html`<svg class="sprite" aria-hidden="true" focusable="false">
<symbol id="icon-check" viewBox="0 0 16 16"><path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 5.1-4.2 5a.8.8 0 0 1-1.2 0L4.3 9a.8.8 0 1 1 1.1-1.1l1.4 1.5 3.6-4.3a.8.8 0 0 1 1.2 1Z"/></symbol>
<symbol id="icon-differs" viewBox="0 0 16 16"><path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM4.6 5.2h4.1l.8-1.6a.7.7 0 1 1 1.3.6l-.5 1h1.1a.7.7 0 1 1 0 1.5H9.6L8.7 8.5h2.7a.7.7 0 1 1 0 1.5H8l-1.1 2.3a.7.7 0 0 1-1.3-.6l.8-1.7H4.6a.7.7 0 1 1 0-1.5h2.5L8 6.7H4.6a.7.7 0 0 1 0-1.5Z"/></symbol>
<symbol id="icon-busy" viewBox="0 0 16 16"><path d="M8 1a7 7 0 1 0 7 7 .9.9 0 0 0-1.8 0A5.2 5.2 0 1 1 8 2.8 .9.9 0 0 0 8 1Zm0 3.6a.8.8 0 0 0-.8.8V8c0 .2.1.4.2.6l2 1.9a.8.8 0 0 0 1.1-1.1L8.8 7.7V5.4a.8.8 0 0 0-.8-.8Z"/></symbol>
<symbol id="icon-alert" viewBox="0 0 16 16"><path d="M6.9 1.9 1 12.4A1.3 1.3 0 0 0 2.1 14.3h11.8a1.3 1.3 0 0 0 1.1-1.9L9.1 1.9a1.3 1.3 0 0 0-2.2 0ZM8 5a.8.8 0 0 1 .8.8v3a.8.8 0 0 1-1.6 0v-3A.8.8 0 0 1 8 5Zm0 7.5a.95.95 0 1 1 0-1.9.95.95 0 0 1 0 1.9Z"/></symbol>
<symbol id="icon-pause" viewBox="0 0 16 16"><path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM6.8 10.5a.8.8 0 1 1-1.6 0v-5a.8.8 0 0 1 1.6 0v5Zm4 0a.8.8 0 1 1-1.6 0v-5a.8.8 0 0 1 1.6 0v5Z"/></symbol>
<symbol id="icon-missing" viewBox="0 0 16 16"><path fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="2.9 2.1" d="M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z"/></symbol>
<symbol id="icon-question" viewBox="0 0 16 16"><path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 11.3a.9.9 0 1 1 0-1.8.9.9 0 0 1 0 1.8Zm1.5-4.1c-.6.5-.7.6-.7 1a.8.8 0 0 1-1.6 0c0-1.2.7-1.7 1.2-2.2.5-.4.7-.6.7-1 0-.6-.5-1-1.1-1-.7 0-1.1.4-1.2 1a.8.8 0 1 1-1.6-.2A2.7 2.7 0 0 1 8 3.5c1.5 0 2.7 1 2.7 2.5 0 1.2-.7 1.8-1.2 2.2Z"/></symbol>
<symbol id="icon-blocked" viewBox="0 0 16 16"><path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.2 7.9H4.8a.9.9 0 1 1 0-1.8h6.4a.9.9 0 1 1 0 1.8Z"/></symbol>
<symbol id="icon-external" viewBox="0 0 16 16"><path d="M9.5 2.5a.7.7 0 0 1 .7-.7h3.3c.4 0 .7.3.7.7v3.3a.7.7 0 1 1-1.5 0V4.3L8.5 8.5a.7.7 0 0 1-1-1l4.2-4.3h-1.5a.7.7 0 0 1-.7-.7ZM3.5 4A1.5 1.5 0 0 0 2 5.5v7A1.5 1.5 0 0 0 3.5 14h7a1.5 1.5 0 0 0 1.5-1.5V9.7a.7.7 0 1 0-1.5 0v2.8h-7v-7h2.8a.7.7 0 1 0 0-1.5H3.5Z"/></symbol>
</svg>`
