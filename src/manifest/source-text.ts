/**
 * The text of one file and the places in it. It knows lines and columns and nothing of what the text means.
 */
import type { SourcePosition } from '../model/diagnostic.js'

export interface TextFile {
  readonly path: string
  readonly text: string
}

export interface SourceText {
  readonly file: string
  /** Without a byte order mark, which would shift the columns of the first line. */
  readonly text: string
  /** Offset of the first unit of each line. */
  readonly lineStarts: readonly number[]
}

/** A range of one text; `end` is exclusive. */
export interface Span {
  readonly source: SourceText
  readonly start: number
  readonly end: number
}

export function sourceText(file: TextFile): SourceText {
  const text = file.text.startsWith('\uFEFF') ? file.text.slice(1) : file.text
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  return { file: file.path, text, lineStarts }
}

export function spanOf(source: SourceText, start: number, end: number): Span {
  const from = Math.min(Math.max(0, start), source.text.length)
  return { source, start: from, end: Math.min(Math.max(from, end), source.text.length) }
}

/** The underlined part never leaves the line it begins on. */
export function positionOf(span: Span): SourcePosition {
  const line = lineAt(span.source, span.start)
  const lineStart = span.source.lineStarts[line] ?? 0
  const column = span.start - lineStart
  const length = Math.min(span.end - span.start, lineText(span.source, line).length - column)
  return { file: span.source.file, line: line + 1, column: column + 1, length: Math.max(1, length) }
}

export function lineTextOf(span: Span): string {
  return lineText(span.source, lineAt(span.source, span.start))
}

/** Lines count from 0 here. */
export function lineText(source: SourceText, line: number): string {
  const start = source.lineStarts[line] ?? 0
  const next = source.lineStarts[line + 1]
  const end = next === undefined ? source.text.length : next - 1
  const text = source.text.slice(start, end)
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

/** The last line that begins at or before the offset, by bisection. */
function lineAt(source: SourceText, offset: number): number {
  let low = 0
  let high = source.lineStarts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
