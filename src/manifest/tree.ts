/**
 * A parsed file as a plain tree in which every value still knows where it stands and how it was written.
 * Aliases and merge keys are already followed; branches may be shared, so nobody may change a node.
 */
import type { SourceText, Span } from './source-text.js'
import { spanOf } from './source-text.js'

export type TreeNode = ScalarNode | ListNode | MapNode

interface NodeBase {
  readonly span: Span
  /** Nodes below and including this one, aliases counted each time they are used. */
  readonly size: number
  readonly depth: number
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  /** As written, without quotes: `01234`, `3.10` and `yes` stay what they are. */
  readonly text: string
  /** A number only when written as a plain decimal; everything that another reader could see differently stays text. */
  readonly value: string | number | boolean | null
}

export interface ListNode extends NodeBase {
  readonly kind: 'list'
  readonly items: readonly TreeNode[]
}

export interface MapNode extends NodeBase {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, MapEntry>
}

export interface MapEntry {
  readonly key: string
  readonly keySpan: Span
  readonly value: TreeNode
}

export type Path = readonly (string | number)[]

/** Where a path leads: the value, the key it hangs on when it is in a map, and whether the whole path exists. */
export interface Place {
  readonly node: TreeNode
  readonly keySpan?: Span
  readonly found: 'whole' | 'part'
}

/** Stands in for a file that is not there. */
export function emptyMap(source: SourceText): MapNode {
  return mapNode(spanOf(source, 0, 0), new Map())
}

export function mapNode(span: Span, entries: ReadonlyMap<string, MapEntry>): MapNode {
  const values = [...entries.values()].map((entry) => entry.value)
  return { kind: 'map', span, entries, ...measure(values) }
}

export function listNode(span: Span, items: readonly TreeNode[]): ListNode {
  return { kind: 'list', span, items, ...measure(items) }
}

export function scalarNode(span: Span, text: string, value: ScalarNode['value']): ScalarNode {
  return { kind: 'scalar', span, text, value, size: 1, depth: 1 }
}

/** Follows the path as far as it exists. */
export function placeOf(root: TreeNode, path: Path): Place {
  let place: Place = { node: root, found: 'whole' }
  for (const step of path) {
    const next = stepInto(place.node, step)
    if (next === undefined) return { ...place, found: 'part' }
    place = next
  }
  return place
}

/** The readers below answer `undefined` for what is absent or of another kind: the schema has told of that already. */
export function child(node: TreeNode | undefined, key: string): TreeNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined
}

export function entriesOf(node: TreeNode | undefined): readonly MapEntry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : []
}

export function itemsOf(node: TreeNode | undefined): readonly TreeNode[] {
  return node?.kind === 'list' ? node.items : []
}

export function textOf(node: TreeNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined
}

export function numberOf(node: TreeNode | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined
}

export function booleanOf(node: TreeNode | undefined): boolean | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined
}

/** The value without places. Keys that reach the prototype were refused when the tree was made. */
export function plainOf(node: TreeNode): unknown {
  switch (node.kind) {
    case 'scalar': return node.value
    case 'list': return node.items.map(plainOf)
    case 'map': return Object.fromEntries([...node.entries.values()].map((entry) => [entry.key, plainOf(entry.value)]))
  }
}

function measure(children: readonly TreeNode[]): { readonly size: number; readonly depth: number } {
  let size = 1
  let depth = 0
  for (const item of children) {
    size += item.size
    depth = Math.max(depth, item.depth)
  }
  return { size, depth: depth + 1 }
}

/** Map keys are compared as texts, so a path may name `80` as a number or as a text. */
function stepInto(node: TreeNode, step: string | number): Place | undefined {
  if (node.kind === 'list') {
    const item = node.items[Number(step)]
    return item === undefined ? undefined : { node: item, found: 'whole' }
  }
  const entry = node.kind === 'map' ? node.entries.get(String(step)) : undefined
  return entry === undefined ? undefined : { node: entry.value, keySpan: entry.keySpan, found: 'whole' }
}
