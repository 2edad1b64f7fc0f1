/**
 * HTML as values: a template escapes all that is put into it unless it is HTML already. There is no way to mark a text as safe,
 * so a text of the world (a commit subject, a log line, a name) can only ever be shown.
 */

declare const proof: unique symbol

/** Made by `html` alone. */
export interface Html {
  readonly markup: string
  readonly [proof]: true
}

export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[]

const made = new WeakSet<object>()

/** Put values into element content and into quoted attributes only. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const markup = strings.reduce((before, after, at) => before + toMarkup(parts[at - 1]) + after)
  const value = Object.freeze({ markup }) as Html
  made.add(value)
  return value
}

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function toMarkup(part: HtmlPart): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  if (isList(part)) return part.map(toMarkup).join('')
  // What merely looks like HTML, say a parsed JSON with a field `markup`, is shown as text.
  return made.has(part) ? part.markup : escapeHtml(String(part.markup))
}

function isList(part: HtmlPart): part is readonly HtmlPart[] {
  return Array.isArray(part)
}
