/** Which secrets the apps of a manifest name. Where their values are kept, and whether they can be had, is no question of the file. */
import { byText } from '../model/compare.js'
import type { AppKey } from '../model/resource.js'
import { appKey } from '../model/resource.js'
import { writtenEnv } from './app-env.js'
import type { Manifest, ManifestApp, ManifestProject } from './manifest.js'
import { parseFile } from './parse.js'
import type { TextFile } from './source-text.js'
import { child, textOf } from './tree.js'

export interface SecretNeed {
  readonly name: string
  /** Which apps use it, sorted. */
  readonly apps: readonly AppKey[]
  /** Which storages of backups use it; absent when none does. */
  readonly storages?: readonly string[]
}

/** The file of encrypted values that a manifest names, also when the rest of it is not valid; `unreadable` when that cannot be told. */
export function readSecretsPath(root: TextFile): { readonly kind: 'named'; readonly path: string } | { readonly kind: 'none' | 'unreadable' } {
  const { tree } = parseFile(root)
  if (!tree) return { kind: 'unreadable' }
  const written = child(tree, 'secrets')
  const path = textOf(written)
  if (path !== undefined && isPath(path)) return { kind: 'named', path }
  return { kind: written === undefined ? 'none' : 'unreadable' }
}

function isPath(path: string): boolean {
  return /^[A-Za-z0-9._@+~=][A-Za-z0-9._/@+~=-]*$/.test(path) && !path.split('/').includes('..')
}

/** Every secret that the manifest names, sorted by name. */
export function secretNeeds(manifest: Manifest): readonly SecretNeed[] {
  const users = new Map<string, AppKey[]>()
  for (const project of manifest.projects) {
    for (const app of project.apps) {
      for (const name of secretNames(app, project)) users.set(name, [...(users.get(name) ?? []), appKey(project.name, app.name)])
    }
  }
  const buckets = manifest.storages.filter((storage) => storage.kind === 's3')
  const names = [...new Set([...users.keys(), ...buckets.map(({ secret }) => secret)])].toSorted(byText)
  return names.map((name) => {
    const storages = buckets.filter(({ secret }) => secret === name).map((bucket) => bucket.name)
    return { name, apps: users.get(name) ?? [], ...(storages.length > 0 && { storages }) }
  })
}

/** All that one app needs before it can be resolved, each once, sorted. What its own env overrides is not needed. */
export function secretNames(app: ManifestApp, project: Pick<ManifestProject, 'env'>): readonly string[] {
  const env = Object.values(writtenEnv(app, project)).flatMap((value) => (value.kind === 'secret' ? [value.name] : []))
  const edge = app.domains.flatMap(({ basicAuthSecret, pair }) => [...(basicAuthSecret === undefined ? [] : [basicAuthSecret]), ...(pair ? [pair.cert, pair.key] : [])])
  const build = app.artifact.kind === 'build' ? Object.values(app.artifact.secrets ?? {}) : []
  const files = app.files.flatMap(({ origin }) => (origin.kind === 'secret' ? [origin.name] : []))
  const password = app.database?.password.kind === 'secret' ? [app.database.password.name] : []
  return [...new Set([...env, ...password, ...edge, ...build, ...files])].toSorted(byText)
}
