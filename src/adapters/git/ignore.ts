/**
 * `.dockerignore`, as the Docker engine reads it. The patterns come from anybody who can push, so they are matched by stepping
 * through a list of states and never by a regular expression: the work grows with pattern times path, never faster.
 */
import { posix } from 'node:path'

export interface IgnoreRules {
  /** Whether a path (relative to the context, `/`-separated) stays out of the context. Throws `IgnoreTooCostly` once all steps are spent. */
  ignores(path: string): boolean
  readonly isEmpty: boolean
}

export class IgnoreTooCostly extends Error {}

/** Some ten seconds of work for all paths of a context together: a hundred thousand files against thirty ordinary patterns. */
export const MOST_IGNORE_STEPS = 100_000_000

type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  /** `**` at the end: everything. */
  | { readonly kind: 'rest' }
  /** `**` before something: any number of folders, none too. */
  | { readonly kind: 'folders' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] }

interface Rule {
  readonly tokens: readonly Token[]
  readonly keeps: boolean
}

/** Fewer steps are for tests. */
export function readIgnoreRules(text: string, mostSteps = MOST_IGNORE_STEPS): IgnoreRules {
  const meter = new Meter(mostSteps)
  const rules = text.replace(/^\ufeff/, '').split(/\r?\n/).flatMap(readRule)
  return {
    isEmpty: rules.length === 0,
    ignores: (path) => rules.reduce((ignored, rule) => (ignored === rule.keeps && matchesSelfOrParent(rule.tokens, path, meter) ? !rule.keeps : ignored), false),
  }
}

function readRule(line: string): readonly Rule[] {
  if (line.startsWith('#')) return []
  const trimmed = line.trim()
  const keeps = trimmed.startsWith('!')
  const pattern = normalise(keeps ? trimmed.slice(1).trim() : trimmed)
  return pattern === '' ? [] : [{ tokens: tokenise(pattern), keeps }]
}

/** What Go's `filepath.Clean` makes of it, without the leading slash. */
function normalise(pattern: string): string {
  if (pattern === '') return ''
  const clean = posix.normalize(pattern).replace(/^\/(?=.)/, '').replace(/(.)\/$/, '$1')
  return clean === '/' ? '' : clean
}

function tokenise(pattern: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < pattern.length) {
    const [token, next] = readToken(pattern, at)
    // Two in a row mean the same as one and would only cost time.
    if (!(token.kind !== 'char' && token.kind === tokens.at(-1)?.kind && (token.kind === 'star' || token.kind === 'folders'))) tokens.push(token)
    at = next
  }
  return tokens
}

function readToken(pattern: string, at: number): readonly [Token, number] {
  const char = pattern[at] ?? ''
  if (char === '*') return pattern[at + 1] === '*' ? readDoubleStar(pattern, at + 2) : [{ kind: 'star' }, at + 1]
  if (char === '?') return [{ kind: 'any' }, at + 1]
  if (char === '[') return readClass(pattern, at) ?? [{ kind: 'char', char }, at + 1]
  if (char === '\\' && at + 1 < pattern.length) return [{ kind: 'char', char: pattern[at + 1] ?? '' }, at + 2]
  return [{ kind: 'char', char }, at + 1]
}

function readDoubleStar(pattern: string, after: number): readonly [Token, number] {
  const next = pattern[after] === '/' ? after + 1 : after
  return [{ kind: next >= pattern.length ? 'rest' : 'folders' }, next]
}

function readClass(pattern: string, at: number): readonly [Token, number] | undefined {
  const end = pattern.indexOf(']', at + 2)
  if (end < 0) return undefined
  const negated = pattern[at + 1] === '^'
  return [{ kind: 'class', negated, ranges: readRanges(pattern.slice(at + (negated ? 2 : 1), end)) }, end + 1]
}

function readRanges(body: string): readonly (readonly [number, number])[] {
  return [...body.matchAll(/(.)-(.)|(.)/gsu)].map(([, from, to, single = '']) => {
    const first = (from ?? single).charCodeAt(0)
    return [first, to === undefined ? first : to.charCodeAt(0)]
  })
}

/**
 * One walk answers for the path and all its parents: the pattern is accepted when it ends at a slash or at the end of the path.
 * State `i` stands before token `i`; `inside` is the state of having begun, and not yet left, a run of folders.
 */
function matchesSelfOrParent(tokens: readonly Token[], path: string, meter: Meter): boolean {
  let states = withSkips(tokens, new Set([0]))
  let inside = new Set<number>()
  for (const char of path) {
    if (char === '/' && accepts(tokens, states)) return true
    meter.pay(states.size + inside.size)
    const next = new Set<number>()
    const nextInside = new Set<number>()
    for (const state of states) step(tokens[state], { state, char, next, nextInside, meter })
    for (const state of inside) {
      nextInside.add(state)
      if (char === '/') next.add(state + 1)
    }
    states = withSkips(tokens, next)
    inside = nextInside
    if (states.size === 0 && inside.size === 0) return false
  }
  return accepts(tokens, states)
}

/** Counts down over all paths. */
class Meter {
  #left: number

  constructor(steps: number) {
    this.#left = steps
  }

  pay(steps: number): void {
    this.#left -= steps
    if (this.#left < 0) throw new IgnoreTooCostly()
  }
}

interface Walk {
  readonly meter: Meter
  readonly state: number
  readonly char: string
  readonly next: Set<number>
  readonly nextInside: Set<number>
}

function step(token: Token | undefined, walk: Walk): void {
  const { state, char, next, nextInside, meter } = walk
  switch (token?.kind) {
    case 'folders':
      nextInside.add(state)
      if (char === '/') next.add(state + 1)
      return
    case 'rest': next.add(state); return
    case 'star': if (char !== '/') next.add(state); return
    default: if (token !== undefined && matchesChar(token, char, meter)) next.add(state + 1)
  }
}

function matchesChar(token: Token, char: string, meter: Meter): boolean {
  if (token.kind === 'char') return token.char === char
  if (token.kind === 'any') return char !== '/'
  if (token.kind !== 'class') return false
  meter.pay(token.ranges.length)
  const code = char.charCodeAt(0)
  return token.ranges.some(([from, to]) => from <= code && code <= to) !== token.negated
}

/** Tokens that may match nothing are stepped over. */
function withSkips(tokens: readonly Token[], states: Set<number>): Set<number> {
  for (const state of states) {
    const kind = tokens[state]?.kind
    if (kind === 'star' || kind === 'folders' || kind === 'rest') states.add(state + 1)
  }
  return states
}

function accepts(tokens: readonly Token[], states: ReadonlySet<number>): boolean {
  return states.has(tokens.length)
}
