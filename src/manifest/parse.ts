/**
 * Text → tree, by way of the yaml package, with every syntax error as a diagnostic. Knows YAML, not the format of any file.
 */
import type { Document, YAMLError } from 'yaml'
import { parseDocument } from 'yaml'
import type { Diagnostic } from '../model/diagnostic.js'
import { toTree } from './convert.js'
import { diagnosticAt, errorAt, hasErrors } from './diagnostic.js'
import { MAX_DIAGNOSTICS } from './limits.js'
import { scan } from './scan.js'
import type { SourceText, TextFile } from './source-text.js'
import { sourceText, spanOf } from './source-text.js'
import type { MapNode } from './tree.js'

export interface ParsedFile {
  readonly source: SourceText
  /** Absent when a diagnostic is an error. The top of every file of Mist is a map. */
  readonly tree?: MapNode
  readonly diagnostics: readonly Diagnostic[]
  /** Keys and items in the text. */
  readonly entries: number
}

/** The same file value is parsed once, however many questions are asked about it. */
export function parseFile(file: TextFile): ParsedFile {
  const known = PARSED.get(file)
  if (known !== undefined) return known
  const parsed = parseText(sourceText(file))
  PARSED.set(file, parsed)
  return parsed
}

const PARSED = new WeakMap<TextFile, ParsedFile>()

/**
 * `failsafe` keeps every scalar as text: what `01234` means is decided in `convert`. Unique keys are checked there too,
 * since the parser compares each key with each other one.
 */
const OPTIONS = { version: '1.2', schema: 'failsafe', strict: true, stringKeys: true, uniqueKeys: false, merge: false, prettyErrors: false } as const

function parseText(source: SourceText): ParsedFile {
  const { verdict, diagnostics, entries } = scan(source)
  if (verdict === 'refuse') return { source, diagnostics, entries }
  const document = parseDocument(source.text, OPTIONS)
  const remarks = [
    ...diagnostics,
    ...firstPerLine(document.errors.slice(0, MAX_DIAGNOSTICS).map((error) => syntaxRemark(source, error, 'error'))),
    ...document.warnings.filter((warning) => warning.code !== 'TAG_RESOLVE_FAILED').map((warning) => syntaxRemark(source, warning, 'warning')),
    ...directiveRemarks(source, document),
  ]
  if (hasErrors(remarks)) return { source, diagnostics: remarks, entries }
  const { tree, diagnostics: found } = toTree(source, document)
  const all = [...remarks, ...found]
  return tree === undefined || hasErrors(all) ? { source, diagnostics: all, entries } : { source, tree, diagnostics: all, entries }
}

function syntaxRemark(source: SourceText, error: YAMLError, severity: Diagnostic['severity']): Diagnostic {
  const [words, help] = WORDS[error.code] ?? []
  const rule = error.code.toLowerCase().replaceAll('_', '-')
  return diagnosticAt(visibleSpan(source, error.pos), { rule, message: words ?? ownWords(error.message), help }, severity)
}

/** What follows on the same line is mostly the echo of the first fault. */
function firstPerLine(errors: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<number>()
  return [...errors].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column).filter(({ at }) => !seen.has(at.line) && seen.add(at.line))
}

/** The parser's sentence in our style. What it quotes behind a colon may be a password that nobody put into quotes, and sentences reach logs. */
function ownWords(message: string): string {
  const text = message.charAt(0).toLowerCase() + message.slice(1)
  return text.replace(/(, but found)?: .*$/s, '').slice(0, MAX_MESSAGE_CHARS)
}

const MAX_MESSAGE_CHARS = 160

/** An error at the very end would point behind the last line; it is shown at the end of the last line that has text. */
function visibleSpan(source: SourceText, [start, end]: readonly [number, number]) {
  const last = source.text.trimEnd().length
  return start >= last ? spanOf(source, Math.max(0, last - 1), last) : spanOf(source, start, end)
}

/** `%YAML 1.1` would change what words mean. Directives have no use here. */
function directiveRemarks(source: SourceText, document: Document): readonly Diagnostic[] {
  if (document.directives?.yaml.explicit !== true) return []
  const at = Math.max(0, source.text.search(/^%/m))
  return [errorAt(spanOf(source, at, at + 5), { rule: 'directive', message: 'a %YAML directive cannot stand in this file', help: 'remove the line; files are always read as YAML 1.2' })]
}

/** Sentences for what people meet. Where the first is missing the parser's own words say more. */
const WORDS: Readonly<Partial<Record<YAMLError['code'], readonly [message: string | undefined, help?: string]>>> = {
  TAB_AS_INDENT: ['a tab cannot be used for indentation', 'use spaces'],
  BAD_INDENT: [undefined, 'entries of one map or list begin in the same column'],
  MULTIPLE_DOCS: ['a second document begins here', 'remove the `---`; one file holds one document'],
  NON_STRING_KEY: ['a key must be plain text', 'quote the key'],
  BLOCK_AS_IMPLICIT_KEY: ['this reads as a map or a list that begins on the line of its key', 'put the inner key on a line of its own, or quote a text that holds ": "'],
  MULTILINE_IMPLICIT_KEY: ['a key must stand on one line', 'is a ":" missing behind it?'],
  BAD_SCALAR_START: [undefined, 'quote the text'],
  BAD_DQ_ESCAPE: ['this is no escape sequence of YAML', 'double the backslash, or use single quotes'],
  TAG_RESOLVE_FAILED: ['a tag cannot be used here', 'quote a text that begins with !'],
  UNEXPECTED_TOKEN: [undefined, 'look for a missing quote, bracket or colon before it'],
  MISSING_CHAR: [undefined, 'compare with the line before'],
}
