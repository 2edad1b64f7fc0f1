/** The frame of every page. Regions marked `data-live` are exchanged by the script when the server has news; without it, a reload does. */
import { html, type Html } from './html.js'
import { SPRITE } from './icons.js'

export interface Frame {
  readonly instance: string
  readonly version: string
  /** ISO 8601. */
  readonly now: string
  readonly assets: { readonly css: string; readonly js: string; readonly icon: string }
}

export interface PageParts {
  readonly title: string
  readonly body: Html
  /** Seconds after which a page without script looks again by itself. */
  readonly refreshSeconds?: number
}

export function layout(frame: Frame, { title, body, refreshSeconds }: PageParts): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${refreshSeconds !== undefined && html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`}
<title>${title} · Mist</title>
<link rel="icon" href="${frame.assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${frame.assets.css}">
<script type="module" src="${frame.assets.js}"></script>
</head>
<body>
${SPRITE}
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="brand" href="/"><svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M5 12h16M9 17h18M4 22h14" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"/></svg>Mist</a>
<span class="instance">${frame.instance}</span>
<span class="live" id="live" hidden></span>
</header>
<main id="main">
${body}
</main>
<footer><p>Mist ${frame.version} shows and never changes. Change things by a commit, or with <code>mistctl</code>.</p></footer>
</body>
</html>
`
}
