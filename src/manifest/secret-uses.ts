/** Where a manifest names secrets, in the order of the files: `{ secret: NAME }` anywhere, and the lists of apps. Whether all of them are needed is not asked here. */
import type { Path, TreeNode } from './tree.js'
import { child, entriesOf, itemsOf, textOf } from './tree.js'

export interface SecretUse {
  readonly name: string
  readonly path: Path
}

export function secretUses(root: TreeNode): readonly SecretUse[] {
  return [...usesBelow(root, []), ...listedUses(root)]
}

function* usesBelow(node: TreeNode, path: Path): Iterable<SecretUse> {
  const name = textOf(child(node, 'secret'))
  if (name !== undefined) yield { name, path: [...path, 'secret'] }
  for (const { key, value } of entriesOf(node)) yield* usesBelow(value, [...path, key])
  for (const [index, item] of itemsOf(node).entries()) yield* usesBelow(item, [...path, index])
}

function listedUses(root: TreeNode): readonly SecretUse[] {
  return entriesOf(child(root, 'projects')).flatMap(({ key: project, value }) => entriesOf(child(value, 'apps')).flatMap(({ key: app, value: body }) => itemsOf(child(body, 'secrets')).flatMap((item, index) => {
    const name = textOf(item)
    return name === undefined ? [] : [{ name, path: ['projects', project, 'apps', app, 'secrets', index] }]
  })))
}
