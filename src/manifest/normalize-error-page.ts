/** `errorPage` and the map of `maintenance` as written → which app answers in place of an error, and to what. */
import type { ManifestErrorPage } from './manifest.js'
import { statusOf } from './normalize-health.js'
import { given } from './reading.js'
import type { TreeNode } from './tree.js'
import { booleanOf, child, itemsOf, textOf } from './tree.js'

export function errorPageOf(node: TreeNode | undefined): ManifestErrorPage | 'none' | undefined {
  if (booleanOf(node) === false) return 'none'
  return pageOf(node)
}

/** Undefined for the plain `true` or `false` that `maintenance` may be. */
export function maintenancePageOf(node: TreeNode | undefined): ManifestErrorPage | undefined {
  return booleanOf(node) === undefined ? pageOf(node) : undefined
}

function pageOf(node: TreeNode | undefined): ManifestErrorPage | undefined {
  if (node === undefined) return undefined
  const status = child(node, 'status')
  return {
    app: textOf(node) ?? textOf(child(node, 'app')) ?? '',
    ...given('path', textOf(child(node, 'path'))),
    ...(status && { statuses: itemsOf(status).flatMap((item) => statusOf(item) ?? []) }),
  }
}
