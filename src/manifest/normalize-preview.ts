/** `preview` of an app as written → spelled out. Whether the app can have previews, and what they may hold, is left to the rules. */
import type { ManifestPreview } from './manifest.js'
import type { Reading } from './reading.js'
import { buildSecretsOf, durationAt, envOf, given } from './reading.js'
import type { Path, TreeNode } from './tree.js'
import { child, itemsOf, numberOf, textOf } from './tree.js'

export const PREVIEW_DEFAULTS = { limit: 5, ttl: '168h' } as const
const WEEK_MS = 168 * 60 * 60 * 1_000

export function previewOf(reading: Reading, node: TreeNode | undefined, path: Path): ManifestPreview | undefined {
  if (node === undefined) return undefined
  const branches = child(node, 'branches')
  return {
    branches: branches?.kind === 'list' ? itemsOf(branches).map((item) => textOf(item) ?? '') : [textOf(branches) ?? ''],
    limit: numberOf(child(node, 'limit')) ?? PREVIEW_DEFAULTS.limit,
    ttlMs: durationAt(reading, child(node, 'ttl'), [...path, 'ttl']) ?? WEEK_MS,
    env: envOf(child(node, 'env')),
    ...given('buildSecrets', buildSecretsOf(child(node, 'buildSecrets'))),
    ...given('domain', textOf(child(node, 'domain'))?.replace(/^\*\./, '')),
  }
}
