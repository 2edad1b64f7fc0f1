/** `volumes` and `files` as written → named volumes, files and folders of the host, each with its place in the file. */
import { parseMount } from './forms/mount.js'
import { VOLUME_DEFAULTS } from './forms/volume.js'
import type { ManifestApp, ManifestFile } from './manifest.js'
import { backupOf } from './normalize-backup.js'
import type { Reading } from './reading.js'
import { given, take } from './reading.js'
import type { Path, TreeNode } from './tree.js'
import { booleanOf, child, entriesOf, itemsOf, numberOf, textOf } from './tree.js'

type Mounts = Pick<ManifestApp, 'volumes' | 'files' | 'binds'>

export function mountsOf(reading: Reading, app: { readonly node: TreeNode; readonly path: Path }): Mounts {
  const listed = itemsOf(child(app.node, 'volumes')).map((item, index) => mountOf(reading, item, { index, at: [...app.path, 'volumes', index] }))
  const files = entriesOf(child(app.node, 'files')).map(({ key, value }) => fileOf(key, value, [...app.path, 'files', key]))
  return {
    volumes: listed.flatMap(({ volumes }) => volumes),
    files: [...listed.flatMap((one) => one.files), ...files],
    binds: listed.flatMap(({ binds }) => binds),
  }
}

const NOTHING: Mounts = { volumes: [], files: [], binds: [] }

function mountOf(reading: Reading, node: TreeNode, { index, at }: { readonly index: number; readonly at: Path }): Mounts {
  const text = textOf(node)
  if (text === undefined) {
    return { ...NOTHING, volumes: [{ name: textOf(child(node, 'name')) ?? '', path: barePlace(textOf(child(node, 'path'))), readOnly: booleanOf(child(node, 'readOnly')) ?? VOLUME_DEFAULTS.readOnly, index, ...given('backup', backupOf(reading, child(node, 'backup'), [...at, 'backup'])) }] }
  }
  const mount = take(reading, parseMount(text), at)
  switch (mount?.kind) {
    case 'volume': return { ...NOTHING, volumes: [{ ...mount.volume, path: barePlace(mount.volume.path), index }] }
    case 'file': return { ...NOTHING, files: [{ path: barePlace(mount.path), origin: { kind: 'source', from: mount.from }, at }] }
    case 'bind': return { ...NOTHING, binds: [{ source: mount.source, path: barePlace(mount.path), readOnly: mount.readOnly, at }] }
    case undefined: return NOTHING
  }
}

/** A single text is a path in the repository. Of several origins a rule speaks; the first one stands in. */
function fileOf(key: string, node: TreeNode, at: Path): ManifestFile {
  const mode = textOf(child(node, 'mode'))
  return {
    path: barePlace(key),
    origin: originOf(node),
    ...given('mode', mode === undefined ? undefined : Number.parseInt(mode, 8)),
    ...given('uid', numberOf(child(node, 'uid'))),
    ...given('gid', numberOf(child(node, 'gid'))),
    at,
  }
}

function originOf(node: TreeNode): ManifestFile['origin'] {
  const secret = textOf(child(node, 'secret'))
  if (secret !== undefined) return { kind: 'secret', name: secret }
  const text = textOf(child(node, 'content'))
  return text === undefined ? { kind: 'source', from: textOf(node) ?? textOf(child(node, 'from')) ?? '' } : { kind: 'text', text }
}

function barePlace(path = ''): string {
  return path.replace(/\/$/, '')
}
