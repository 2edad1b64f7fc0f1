/**
 * The same question for a file that is no tree: does a line stand below env, args or labels, as far as indentation tells? In doubt
 * it does. It reads lines backwards and nothing of what YAML would make of them.
 */
import type { SourceText } from './source-text.js'
import { lineText } from './source-text.js'

export interface LineQuestion {
  /** From 1. */
  readonly line: number
  readonly holders: ReadonlySet<string>
}

/** From where on the line is confidential, from 1; undefined when none of it is. */
export function columnByIndent(source: SourceText, { line, holders }: LineQuestion): number | undefined {
  const text = lineText(source, line - 1)
  const own = holderIn(text, holders)
  const behindName = (NAME.exec(text)?.[0].length ?? 0) + 1
  if (isBelow(source, { line, holders })) return behindName
  return own === undefined ? undefined : own + 1
}

/** A name as env has them, with its colon. What stands before any other colon can be half of a value. */
const NAME = /^\s*(?:- +)?["']?[\w.-]+["']?\s*:/

/** Words with a colon, wherever on the line: in braces they stand behind others. */
const KEYS = /(?:^|[\s{,"'])([\w-]+)["']?\s*:/g

/** Where the key of the first holder on this line ends. */
function holderIn(text: string, holders: ReadonlySet<string>): number | undefined {
  for (const match of text.matchAll(KEYS)) if (holders.has(match[1] ?? '')) return match.index + match[0].length
  return undefined
}

/** Upwards, from one line with less indentation to the next. Nobody knows how deep a tab is. */
function isBelow(source: SourceText, { line, holders }: LineQuestion): boolean {
  const text = lineText(source, line - 1)
  if (/^ *\t/.test(text)) return true
  let indent = indentOf(text)
  let isNext = true
  for (let at = line - 2; at >= 0 && indent > 0; at -= 1) {
    const above = lineText(source, at)
    if (isBlank(above)) continue
    const holder = holderIn(above, holders)
    // A holder with nothing behind it also holds the line that somebody forgot to indent.
    if (holder !== undefined && (indentOf(above) < indent || (isNext && isOpen(above.slice(holder))))) return true
    indent = Math.min(indent, indentOf(above))
    isNext = false
  }
  return false
}

function isOpen(rest: string): boolean {
  return /^\s*[{[]?\s*(#.*)?$/.test(rest)
}

function isBlank(text: string): boolean {
  return /^\s*(#.*)?$/.test(text)
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length
}
