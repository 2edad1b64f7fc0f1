/** `<<`: the entries of other maps fill the gaps of this one. What is written in the map itself always wins. */
import type { MapEntry, TreeNode } from './tree.js'
import { itemsOf } from './tree.js'

/** Adds the missing entries, earlier maps first. Answers with the value that is neither a map nor a list of maps. */
export function mergeInto(entries: Map<string, MapEntry>, merged: readonly TreeNode[]): TreeNode | undefined {
  const sources = merged.flatMap((node) => (node.kind === 'list' ? itemsOf(node) : [node]))
  for (const node of sources) {
    if (node.kind !== 'map') return node
    for (const entry of node.entries.values()) if (!entries.has(entry.key)) entries.set(entry.key, entry)
  }
  return undefined
}
