/** One app as written → one app spelled out. Which keys may stand together is left to the rules. */
import { parseGit } from './forms/git.js'
import { PUBLISH_DEFAULTS, parsePublish } from './forms/publish.js'
import type { Artifact, LayerSpec, ManifestApp, ManifestPublish } from './manifest.js'
import { backupOf } from './normalize-backup.js'
import { domainOf } from './normalize-domain.js'
import { maintenancePageOf } from './normalize-error-page.js'
import { healthOf } from './normalize-health.js'
import { previewOf } from './normalize-preview.js'
import { mountsOf } from './normalize-mounts.js'
import type { Reading } from './reading.js'
import { buildSecretsOf, durationAt, envOf, given, secretsAsEnv, take, textsOf, wordsAt } from './reading.js'
import type { Path, TreeNode } from './tree.js'
import { booleanOf, child, itemsOf, numberOf, textOf } from './tree.js'

export interface WrittenApp {
  readonly name: string
  readonly node: TreeNode
  readonly path: Path
}

export const BUILD_DEFAULTS = { path: '.', dockerfile: 'Dockerfile' } as const

export function normalizeApp(reading: Reading, app: WrittenApp): Omit<ManifestApp, keyof LayerSpec> {
  const { name, node, path } = app
  const secrets = itemsOf(child(node, 'secrets')).map((item) => textOf(item) ?? '')
  return {
    name,
    type: typeOf(node),
    artifact: artifactOf(reading, app),
    ...given('port', numberOf(child(node, 'port'))),
    domains: listed(app, 'domains', (item, place) => domainOf(reading, item, place)),
    env: { ...secretsAsEnv(secrets), ...envOf(child(node, 'env')) },
    secrets,
    ...given('replicas', numberOf(child(node, 'replicas'))),
    ...mountsOf(reading, app),
    ...given('command', wordsAt(reading, child(node, 'command'), [...path, 'command'])),
    ...given('entrypoint', wordsAt(reading, child(node, 'entrypoint'), [...path, 'entrypoint'])),
    dependsOn: itemsOf(child(node, 'dependsOn')).map((item) => textOf(item) ?? ''),
    labels: textsOf(child(node, 'labels')),
    publish: listed(app, 'publish', (item, place) => publishOf(reading, item, place)),
    ...given('maintenance', isMaintained(child(node, 'maintenance'))),
    ...given('maintenancePage', maintenancePageOf(child(node, 'maintenance'))),
    ...given('sticky', booleanOf(child(node, 'sticky'))),
    ...given('responseTimeoutMs', durationAt(reading, child(node, 'responseTimeout'), [...path, 'responseTimeout'])),
    ...given('protect', booleanOf(child(node, 'protect'))),
    ...given('backup', backupOf(reading, child(node, 'backup'), [...path, 'backup'])),
    ...(textOf(child(node, 'upgrade')) === 'dump-restore' && { upgrade: 'dump-restore' as const }),
    ...given('renamedFrom', textOf(child(child(node, 'rename'), 'from'))),
    ...given('health', healthOf(reading, child(node, 'health'), [...path, 'health'])),
    ...given('preview', previewOf(reading, child(node, 'preview'), [...path, 'preview'])),
  }
}

/** Who names a page for it means it. */
function isMaintained(node: TreeNode | undefined): boolean | undefined {
  return node && (booleanOf(node) ?? true)
}

/** One telling key is enough. A stated type wins here and is checked against the keys by a rule. */
function typeOf(node: TreeNode): ManifestApp['type'] {
  const stated = textOf(child(node, 'type'))
  if (stated === 'web' || stated === 'service' || stated === 'database') return stated
  return child(node, 'domains') !== undefined || child(node, 'port') !== undefined ? 'web' : 'service'
}

function artifactOf(reading: Reading, { node, path }: WrittenApp): Artifact {
  const build = child(node, 'build')
  const git = child(node, 'git')
  if (build === undefined && git === undefined) return { kind: 'image', ref: textOf(child(node, 'image')) ?? '' }
  return {
    kind: 'build',
    ...given('git', git && gitOf(reading, git, [...path, 'git'])),
    path: cleanPath(textOf(build) ?? textOf(child(build, 'path')) ?? BUILD_DEFAULTS.path),
    dockerfile: cleanPath(textOf(child(build, 'dockerfile')) ?? BUILD_DEFAULTS.dockerfile),
    ...given('target', textOf(child(build, 'target'))),
    args: textsOf(child(build, 'args')),
    ...given('secrets', buildSecretsOf(child(build, 'secrets'))),
    ...given('watch', watchOf(child(build, 'watch'))),
  }
}

/** In one order, whatever order they are written in: the content tag is made of them. */
function watchOf(node: TreeNode | undefined): readonly string[] | undefined {
  return node && [...new Set(itemsOf(node).map((item) => cleanPath(textOf(item) ?? '')))].sort()
}

function gitOf(reading: Reading, node: TreeNode, path: Path) {
  const text = textOf(node)
  if (text === undefined) return { url: textOf(child(node, 'url')) ?? '', ref: textOf(child(node, 'ref')) ?? '' }
  return take(reading, parseGit(text), path) ?? { url: '', ref: '' }
}

/** `./a/./b/` and `a/b` are one folder, so they are written one way: the content tag is made of it. */
function cleanPath(path: string): string {
  return path.split('/').filter((part) => part !== '' && part !== '.').join('/') || '.'
}

/** Port 0 is a stand-in that nobody sees: a form that cannot be read is an error. */
function publishOf(reading: Reading, node: TreeNode, path: Path): ManifestPublish {
  const text = textOf(node)
  if (text !== undefined) return take(reading, parsePublish(text), path) ?? { ...PUBLISH_DEFAULTS, port: 0, container: 0 }
  const port = numberOf(child(node, 'port')) ?? 0
  return {
    address: textOf(child(node, 'address')) ?? PUBLISH_DEFAULTS.address,
    port,
    container: numberOf(child(node, 'container')) ?? port,
    protocol: textOf(child(node, 'protocol')) === 'udp' ? 'udp' : PUBLISH_DEFAULTS.protocol,
  }
}

function listed<T>(app: WrittenApp, key: string, read: (item: TreeNode, path: Path) => T): readonly T[] {
  return itemsOf(child(app.node, key)).map((item, index) => read(item, [...app.path, key, index]))
}
