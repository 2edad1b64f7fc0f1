/** A duration of mistd.yaml, or its default, in milliseconds. */
import { parseDuration } from '../manifest/forms/duration.js'
import type { TreeNode } from '../manifest/tree.js'
import { textOf } from '../manifest/tree.js'

/** The schema has checked the form, so the stand-in is never seen. */
export function milliseconds(node: TreeNode | undefined, fallback: string): number {
  const parsed = parseDuration(textOf(node) ?? fallback)
  return parsed.ok ? parsed.value : 0
}
