/** Which files belong to a manifest. Paths count from the root of the repository; reading them is the caller's business. */
import type { Diagnostic } from '../model/diagnostic.js'
import { byText } from '../model/compare.js'
import { diagnosticAt, errorAt } from './diagnostic.js'
import { MAX_INCLUDED_FILES } from './limits.js'
import { parseFile } from './parse.js'
import type { TextFile } from './source-text.js'
import type { MapNode, ScalarNode } from './tree.js'
import { child, itemsOf } from './tree.js'

/** The patterns of the root file; none when it cannot be read, since loading it will tell why. */
export function readIncludes(root: TextFile): readonly string[] {
  const { tree } = parseFile(root)
  return tree === undefined ? [] : patternsOf(tree).map((node) => node.text)
}

/**
 * The paths that a pattern names, each once, sorted. `*` stands for anything but a slash. One more than the limit at most:
 * enough for loading to refuse them, and nobody reads a hundred thousand files for that.
 */
export function matchIncludes(patterns: readonly string[], paths: readonly string[]): readonly string[] {
  const matchers = patterns.map(matcherOf)
  return [...new Set(paths.filter((path) => matchers.some((matches) => matches(path))))].sort(byText).slice(0, MAX_INCLUDED_FILES + 1)
}

/** A pattern without a file is a slip of the pen more often than an empty folder. */
export function includeRemarks(tree: MapNode, root: TextFile, included: readonly TextFile[]): readonly Diagnostic[] {
  const paths = included.map((file) => file.path)
  return patternsOf(tree).flatMap((node, index) => {
    if (matchIncludes([node.text], [root.path]).length > 0 && !node.text.includes('*')) return [selfInclude(node)]
    if (index === 0 && paths.length > MAX_INCLUDED_FILES) return [tooManyFiles(node)]
    return matchIncludes([node.text], paths).length > 0 ? [] : [missing(node)]
  })
}

function patternsOf(tree: MapNode): readonly ScalarNode[] {
  return itemsOf(child(tree, 'include')).filter((node): node is ScalarNode => node.kind === 'scalar' && typeof node.value === 'string')
}

/** By hand and without backtracking over the whole pattern: pieces between stars are looked for one after the other. */
function matcherOf(pattern: string): (path: string) => boolean {
  const folderEnd = pattern.lastIndexOf('/') + 1
  const folder = pattern.slice(0, folderEnd)
  const pieces = pattern.slice(folderEnd).split('*')
  return (path) => path.startsWith(folder) && !path.slice(folderEnd).includes('/') && matchesPieces(path.slice(folderEnd), pieces)
}

function matchesPieces(name: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces
  const last = rest.pop()
  if (last === undefined) return name === first
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false
  let at = first.length
  const end = name.length - last.length
  for (const piece of rest) {
    const found = name.indexOf(piece, at)
    if (found < 0 || found + piece.length > end) return false
    at = found + piece.length
  }
  return true
}

/** A pattern with a star may match the file that holds it; naming it outright is a mistake. */
function selfInclude(node: ScalarNode): Diagnostic {
  return errorAt(node.span, { rule: 'include-self', message: 'the file includes itself', help: 'remove this entry' })
}

function tooManyFiles(node: ScalarNode): Diagnostic {
  return errorAt(node.span, { rule: 'too-large', message: `more than ${String(MAX_INCLUDED_FILES)} files are included`, help: 'join some of them' })
}

function missing(node: ScalarNode): Diagnostic {
  if (node.text.includes('*')) return diagnosticAt(node.span, { rule: 'include-empty', message: `no file matches ${node.text}`, help: 'paths count from the root of the repository' }, 'warning')
  return errorAt(node.span, { rule: 'include-missing', message: `there is no file ${node.text}`, help: 'paths count from the root of the repository' })
}
