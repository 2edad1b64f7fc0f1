/**
 * The second half of the scan: nesting and counts, read off the parser's own lexer. The lexer is a state machine without
 * recursion, and using it means that quotes, comments and block texts are judged here exactly as they will be later.
 */
import { Lexer } from 'yaml'
import type { Diagnostic } from '../model/diagnostic.js'
import { errorAt } from './diagnostic.js'
import { MAX_ALIASES, MAX_ANCHORS, MAX_DEPTH, MAX_ITEMS, MAX_KEYS } from './limits.js'
import type { SourceText } from './source-text.js'
import { spanOf } from './source-text.js'

export interface TokenCount {
  /** The first excess. Counting stops there: the rest is never read. */
  readonly excess?: Diagnostic
  /** Keys and items: what the parser's time and memory grow with. */
  readonly entries: number
}

export function countTokens(source: SourceText): TokenCount {
  const gauge = new Gauge()
  for (const token of new Lexer().lex(source.text)) {
    const excess = gauge.take(token)
    if (excess !== undefined) return { excess: tooMuch(source, gauge.offset, excess), entries: gauge.entries() }
    gauge.advance(token)
  }
  return { entries: gauge.entries() }
}

/** The deepest nesting as the scan measures it. The real depth is at most twice as much: one column can hold a map and a list in it. */
export function measuredDepth(source: SourceText): number {
  const gauge = new Gauge()
  let deepest = 0
  for (const token of new Lexer().lex(source.text)) {
    gauge.take(token)
    deepest = Math.max(deepest, gauge.depth())
    gauge.advance(token)
  }
  return deepest
}

/** Marks of the lexer that stand for no text: document, unexpected end of flow, scalar. */
const FLOW_END = '\x18'
const MARKS = new Set(['\x02', FLOW_END, '\x1f'])

const KEY_MARKS = new Set([':', '?'])
const ITEM_MARKS = new Set(['-', ','])

type Counted = 'keys' | 'items' | 'anchors' | 'aliases'

class Gauge {
  offset = 0
  #lineStart = 0
  #flow = 0
  /** Columns at which open block collections may have begun, increasing. */
  readonly #columns: number[] = []
  readonly #counts = { keys: 0, items: 0, anchors: 0, aliases: 0 }

  depth(): number {
    return this.#columns.length + this.#flow
  }

  entries(): number {
    return this.#counts.keys + this.#counts.items
  }

  /** The limit that this token exceeds. */
  take(token: string): string | undefined {
    if (token === FLOW_END) this.#flow = 0
    if (MARKS.has(token) || isBlank(token)) return undefined
    if (this.#flow === 0) this.#openColumn()
    return this.#count(token) ?? above(this.depth(), MAX_DEPTH, 'levels of nesting')
  }

  advance(token: string): void {
    if (MARKS.has(token)) return
    const newline = token.lastIndexOf('\n')
    if (newline >= 0) this.#lineStart = this.offset + newline + 1
    this.offset += token.length
  }

  /** Every token of a block may begin a collection at its column: counting all of them errs on the safe side. */
  #openColumn(): void {
    const column = this.offset - this.#lineStart
    while ((this.#columns.at(-1) ?? -1) >= column) this.#columns.pop()
    this.#columns.push(column)
  }

  #count(token: string): string | undefined {
    if (token === '[' || token === '{') this.#flow += 1
    if (token === ']' || token === '}') this.#flow = Math.max(0, this.#flow - 1)
    if (KEY_MARKS.has(token)) return this.#add('keys', MAX_KEYS)
    if (ITEM_MARKS.has(token)) return this.#add('items', MAX_ITEMS)
    if (token.startsWith('&')) return this.#add('anchors', MAX_ANCHORS)
    return token.startsWith('*') ? this.#add('aliases', MAX_ALIASES) : undefined
  }

  #add(noun: Counted, limit: number): string | undefined {
    this.#counts[noun] += 1
    return above(this.#counts[noun], limit, noun)
  }
}

function above(value: number, limit: number, noun: string): string | undefined {
  return value > limit ? `more than ${String(limit)} ${noun}` : undefined
}

function isBlank(token: string): boolean {
  const first = token.charAt(0)
  return first === '' || first === ' ' || first === '\t' || first === '\n' || first === '\r' || first === '#'
}

function tooMuch(source: SourceText, offset: number, excess: string): Diagnostic {
  return errorAt(spanOf(source, offset, offset + 1), { rule: 'too-large', message: `the file has ${excess}`, help: 'no sensible manifest needs that much; simplify it' })
}
