/**
 * Makes diagnostics out of spans, and puts them in the order a person reads them. What is wrong is decided elsewhere.
 */
import type { Diagnostic } from '../model/diagnostic.js'
import { MAX_DIAGNOSTICS } from './limits.js'
import type { Span } from './source-text.js'
import { lineTextOf, positionOf } from './source-text.js'

export interface Remark {
  readonly rule: string
  readonly message: string
  readonly help?: string | undefined
  readonly related?: readonly RelatedPlace[]
}

export interface RelatedPlace {
  readonly span: Span
  readonly message: string
}

export function errorAt(span: Span, remark: Remark): Diagnostic {
  return diagnosticAt(span, remark, 'error')
}

export function diagnosticAt(span: Span, remark: Remark, severity: Diagnostic['severity']): Diagnostic {
  const related = (remark.related ?? []).slice(0, MAX_RELATED).map((place) => ({ at: positionOf(place.span), message: short(place.message) }))
  const help = remark.help === undefined ? {} : { help: short(remark.help) }
  return { severity, rule: remark.rule, message: short(remark.message), ...help, at: positionOf(span), lineText: lineTextOf(span), related }
}

const MAX_RELATED = 20
/** A circle of two thousand apps, or a number of sixty thousand digits, makes a sentence that nobody reads and history would keep. */
const MAX_SENTENCE_CHARS = 600

function short(sentence: string): string {
  return sentence.length > MAX_SENTENCE_CHARS ? `${sentence.slice(0, MAX_SENTENCE_CHARS)}…` : sentence
}

/** By file, line and column, each place and rule once, and no more than a store or a reader can take. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = [...diagnostics].sort(compare)
  const unique = sorted.filter((item, index) => index === 0 || !isSame(item, sorted[index - 1]))
  return unique.length <= MAX_DIAGNOSTICS ? unique : bounded(unique)
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((item) => item.severity === 'error')
}

/** Warnings make room first: an error must never be the one that is left out while a warning is shown. */
function bounded(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const errors = diagnostics.filter((item) => item.severity === 'error').slice(0, MAX_DIAGNOSTICS)
  const warnings = diagnostics.filter((item) => item.severity === 'warning').slice(0, MAX_DIAGNOSTICS - errors.length)
  const kept = [...errors, ...warnings].sort(compare)
  const last = kept.at(-1)
  if (last === undefined) return kept
  return [...kept, { ...last, rule: 'more-diagnostics', message: `only the first ${String(kept.length)} remarks are listed`, help: 'correct these and look again', related: [] }]
}

function compare(a: Diagnostic, b: Diagnostic): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1
  return a.at.line - b.at.line || a.at.column - b.at.column || compareText(a.severity, b.severity) || compareText(a.rule, b.rule)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isSame(a: Diagnostic, b: Diagnostic | undefined): boolean {
  return b !== undefined && compare(a, b) === 0 && a.message === b.message
}
