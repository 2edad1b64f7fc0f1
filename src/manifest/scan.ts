/**
 * Decides whether a text may be handed to the YAML parser at all: size, control bytes, depth, and number of keys, anchors and aliases.
 * Deep nesting can end the whole Node process inside the parser (a fatal error of V8, not an exception), so it must never get there.
 * One pass over the units and one over the tokens, both without recursion. It does not look for syntax errors.
 */
import type { Diagnostic } from '../model/diagnostic.js'
import { diagnosticAt, errorAt } from './diagnostic.js'
import { countTokens } from './scan-tokens.js'
import { MAX_FILE_BYTES, MAX_LINES, MAX_LINE_CHARS } from './limits.js'
import type { SourceText } from './source-text.js'
import { spanOf } from './source-text.js'

export interface Scan {
  readonly verdict: 'parse' | 'refuse'
  readonly diagnostics: readonly Diagnostic[]
  readonly entries: number
}

export function scan(source: SourceText): Scan {
  const refusal = refusedLine(source) ?? refusedUnit(source)
  if (refusal !== undefined) return { verdict: 'refuse', diagnostics: [refusal], entries: 0 }
  const { excess, entries } = countTokens(source)
  if (excess !== undefined) return { verdict: 'refuse', diagnostics: [excess], entries }
  return { verdict: 'parse', diagnostics: hiddenCharacters(source), entries }
}

const MAX_HIDDEN_WARNINGS = 10
/** Direction overrides and zero-width characters: what a reviewer sees is not what is read. Joiners stay free, emoji need them. */
const HIDDEN = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g

function refusedLine(source: SourceText): Diagnostic | undefined {
  const { lineStarts, text } = source
  const surplus = lineStarts[MAX_LINES]
  if (surplus !== undefined) return tooLarge(source, surplus, `more than ${String(MAX_LINES)} lines`)
  const long = lineStarts.find((start, index) => (lineStarts[index + 1] ?? text.length) - start > MAX_LINE_CHARS)
  return long === undefined ? undefined : tooLarge(source, long, `a line of more than ${String(MAX_LINE_CHARS)} characters`)
}

function refusedUnit(source: SourceText): Diagnostic | undefined {
  const { text } = source
  let bytes = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    bytes += utf8Bytes(unit)
    if (bytes > MAX_FILE_BYTES) return tooLarge(source, at, `more than ${String(MAX_FILE_BYTES / 1024)} KB`)
    if (isForbidden(unit, text.charCodeAt(at + 1))) return controlCharacter(source, at, unit)
  }
  return undefined
}

/** A surrogate is half of a character of four bytes. */
function utf8Bytes(unit: number): number {
  if (unit < 0x80) return 1
  if (unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff)) return 2
  return 3
}

/** All control characters but tab and line feed. A carriage return alone would hide text on a terminal. */
function isForbidden(unit: number, next: number): boolean {
  if (unit === 0x0d) return next !== 0x0a
  if (unit < 0x20) return unit !== 0x09 && unit !== 0x0a
  return unit >= 0x7f && unit <= 0x9f
}

function controlCharacter(source: SourceText, at: number, unit: number): Diagnostic {
  const code = unit.toString(16).toUpperCase().padStart(4, '0')
  return errorAt(spanOf(source, at, at + 1), {
    rule: 'control-character',
    message: `the control character U+${code} cannot stand in this file`,
    help: 'remove it; in a double-quoted text it can be written as an escape such as "\\e" or "\\r"',
  })
}

function tooLarge(source: SourceText, at: number, what: string): Diagnostic {
  return errorAt(spanOf(source, at, at + 1), { rule: 'too-large', message: `the file has ${what}`, help: 'split it: the root file can include others' })
}

function hiddenCharacters(source: SourceText): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const match of source.text.matchAll(HIDDEN)) {
    if (found.length === MAX_HIDDEN_WARNINGS) break
    found.push(hiddenCharacter(source, match.index))
  }
  return found
}

function hiddenCharacter(source: SourceText, at: number): Diagnostic {
  const code = source.text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  const remark = { rule: 'hidden-character', message: `the character U+${code} is invisible and can change how this line reads`, help: 'remove it, or write it as an escape in double quotes' }
  return diagnosticAt(spanOf(source, at, at + 1), remark, 'warning')
}
