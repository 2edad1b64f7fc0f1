/** Diagnostics as a person reads them: place, rule, sentence, the line with a caret under the fault, help, other places, and a verdict. */
import type { Diagnostic } from '../model/diagnostic.js'
import { showControls, stripControls } from './escape.js'
import type { Paint } from './paint.js'
import { cutTo, widthOf } from './width.js'

/** More scroll past without being read. The tally still counts all. */
const MAX_SHOWN = 20
const MAX_LINE_CELLS = 96
/** Text kept before the fault when a line is cut. */
const CONTEXT_UNITS = 32
const TAB = '  '

/** Empty when there is nothing to say. Ends without a line break. */
export function diagnosticText(diagnostics: readonly Diagnostic[], paint: Paint): string {
  if (diagnostics.length === 0) return ''
  const shown = diagnostics.slice(0, MAX_SHOWN).map((item) => blockOf(item, paint))
  const left = diagnostics.length - shown.length
  const more = left > 0 ? [paint.dim(`and ${String(left)} more`)] : []
  return [...shown, ...more, verdictOf(diagnostics, paint)].join('\n\n')
}

function blockOf(diagnostic: Diagnostic, paint: Paint): string {
  const { at, severity, rule, message, help, related } = diagnostic
  const colour = severity === 'error' ? paint.red : paint.yellow
  const excerpt = excerptOf(diagnostic)
  const gutter = String(at.line)
  const margin = ' '.repeat(gutter.length)
  return [
    `${paint.bold(placeOf(at))} ${colour(severity)} ${paint.dim(rule)}`,
    `${margin}   ${stripControls(message)}`,
    `${paint.dim(`${gutter} |`)} ${excerpt.text}`,
    `${paint.dim(`${margin} |`)} ${excerpt.padding}${colour(excerpt.marks)}`,
    ...(help === undefined ? [] : [`${margin}   ${paint.cyan('help:')} ${stripControls(help)}`]),
    ...related.map((place) => `${margin}   ${paint.dim('see')} ${placeOf(place.at)} ${stripControls(place.message)}`),
  ].map((line) => line.trimEnd()).join('\n')
}

interface Excerpt {
  readonly text: string
  readonly padding: string
  readonly marks: string
}

/** The line, cut around the fault when it is long, and what to print below it. */
function excerptOf({ lineText, at }: Diagnostic): Excerpt {
  const start = Math.min(at.column - 1, lineText.length)
  const from = start > MAX_LINE_CELLS / 2 && widthOf(lineText) > MAX_LINE_CELLS ? start - CONTEXT_UNITS : 0
  const before = (from > 0 ? '…' : '') + visible(lineText.slice(wholeCharacter(lineText, from), start))
  const marked = visible(lineText.slice(start, start + at.length))
  const rest = visible(lineText.slice(start + at.length))
  const text = cutTo(before + marked + rest, MAX_LINE_CELLS)
  const room = Math.max(1, widthOf(text) - widthOf(before))
  return { text, padding: ' '.repeat(widthOf(before)), marks: '^'.repeat(Math.max(1, Math.min(widthOf(marked), room))) }
}

/** Never begins in the middle of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at
}

function visible(text: string): string {
  return showControls(text.replaceAll('\t', TAB))
}

function placeOf({ file, line, column }: Diagnostic['at']): string {
  return `${stripControls(file)}:${String(line)}:${String(column)}`
}

function verdictOf(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const errors = diagnostics.filter((item) => item.severity === 'error').length
  const warnings = diagnostics.length - errors
  const parts = [...(errors > 0 ? [count(errors, 'error')] : []), ...(warnings > 0 ? [count(warnings, 'warning')] : [])]
  return errors > 0 ? paint.red(`${parts.join(', ')}: nothing was applied`) : paint.yellow(parts.join(', '))
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`
}
