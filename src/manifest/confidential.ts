/**
 * Marks in each diagnostic from where on its line is an app's own: values of env, of build args, of labels and of auth, contents of files, and what stands where the names of
 * secrets belong. What stands below such a key is told by the tree, so the name of a value does not matter. Hiding it is the business of who shows it to strangers.
 */
import type { Diagnostic } from '../model/diagnostic.js'
import { columnByIndent } from './confidential-text.js'
import type { ParsedFile } from './parse.js'
import type { Span } from './source-text.js'
import { positionOf, spanOf } from './source-text.js'
import type { TreeNode } from './tree.js'

/** An app of such a name is hidden with all it has, and loses nothing else by it. */
export const HOLDER_KEYS: ReadonlySet<string> = new Set(['env', 'args', 'labels', 'auth', 'secrets', 'content'])

/** `fileOf` answers `undefined` for files that were never read. */
export function markConfidential(diagnostics: readonly Diagnostic[], fileOf: (path: string) => ParsedFile | undefined): readonly Diagnostic[] {
  const columns = new Map<string, ColumnOf>()
  return diagnostics.map((diagnostic) => {
    const { file: path, line } = diagnostic.at
    const file = fileOf(path)
    if (file === undefined) return diagnostic
    const columnOf = columns.get(path) ?? columnsOf(file)
    columns.set(path, columnOf)
    const confidentialFrom = columnOf(line)
    return confidentialFrom === undefined ? diagnostic : { ...diagnostic, confidentialFrom }
  })
}

/** Line → column, both from 1. */
type ColumnOf = (line: number) => number | undefined

/** A file that could not be read as a tree still has its indentation. */
function columnsOf({ tree, source }: ParsedFile): ColumnOf {
  if (tree === undefined) return (line) => columnByIndent(source, { line, holders: HOLDER_KEYS })
  const blocks = [...holdersIn(tree)].map(toBlock)
  return (line) => {
    const found = blocks.flatMap((block) => columnIn(block, line) ?? [])
    return found.length === 0 ? undefined : Math.min(...found)
  }
}

/** Aliases lead to one place many times; each place counts once. */
function holdersIn(root: TreeNode): Iterable<TreeNode> {
  const found = new Map<number, TreeNode>()
  const visit = (node: TreeNode): void => {
    if (node.kind === 'list') node.items.forEach(visit)
    if (node.kind !== 'map') return
    for (const { key, value } of node.entries.values()) {
      if (!HOLDER_KEYS.has(key)) visit(value)
      else for (const place of [value, ...valuesOf(value)]) found.set(place.span.start, place)
    }
  }
  visit(root)
  return found.values()
}

/** A value can stand elsewhere in the file: at the anchor of its alias. */
function valuesOf(node: TreeNode): readonly TreeNode[] {
  return node.kind === 'map' ? [...node.entries.values()].map(({ value }) => value) : []
}

interface Block {
  readonly first: number
  readonly last: number
  readonly column: number
  /** The names in it are no secret: on their lines the rest begins behind the first of them. */
  readonly names: ReadonlyMap<number, number>
}

function toBlock(node: TreeNode): Block {
  const { span } = node
  const { line: first, column } = positionOf(span)
  const names = new Map<number, number>()
  if (node.kind === 'map') for (const { keySpan } of node.entries.values()) addName(names, keySpan)
  return { first, last: positionOf(spanOf(span.source, Math.max(span.start, span.end - 1), span.end)).line, column, names }
}

function addName(names: Map<number, number>, key: Span): void {
  const { line, column, length } = positionOf(key)
  names.set(line, Math.min(names.get(line) ?? Infinity, column + length + 1))
}

function columnIn({ first, last, column, names }: Block, line: number): number | undefined {
  if (line < first || line > last) return undefined
  return names.get(line) ?? (line === first ? column : 1)
}
