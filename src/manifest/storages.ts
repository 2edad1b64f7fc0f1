/** `storage:` of the manifest: places for backups by name, with nothing filled in. */
import { sortedBy } from '../model/compare.js'
import type { ManifestStorage } from './manifest-storage.js'
import { given } from './reading.js'
import type { TreeNode } from './tree.js'
import { child, entriesOf, itemsOf, textOf } from './tree.js'

export function storagesOf(node: TreeNode | undefined): readonly ManifestStorage[] {
  return sortedBy(entriesOf(node).map(({ key, value }) => storageOf(key, value)), ({ name }) => name)
}

function storageOf(name: string, node: TreeNode): ManifestStorage {
  const encrypt = child(node, 'encrypt')
  const base = { name, ...given('recipients', encrypt && itemsOf(encrypt).map((item) => textOf(item) ?? '')) }
  const bucket = textOf(child(node, 's3'))
  if (bucket === undefined) return { ...base, kind: 'path', path: (textOf(child(node, 'path')) ?? '').replace(/\/$/, '') }
  return {
    ...base,
    kind: 's3',
    bucket,
    endpoint: (textOf(child(node, 'endpoint')) ?? '').replace(/\/$/, ''),
    ...given('region', textOf(child(node, 'region'))),
    ...given('prefix', textOf(child(node, 'prefix'))),
    secret: textOf(child(child(node, 'credentials'), 'secret')) ?? '',
  }
}
