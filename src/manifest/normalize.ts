/** A valid tree → Manifest: short forms spelled out, everything sorted by name. What relates one thing to another is left to the rules. */
import { sortedBy } from '../model/compare.js'
import type { Finding } from './finding.js'
import type { LayerSpec, Manifest, ManifestProject, RestartWord } from './manifest.js'
import { normalizeApp } from './normalize-app.js'
import { deployOf } from './normalize-deploy.js'
import { errorPageOf } from './normalize-error-page.js'
import type { Reading } from './reading.js'
import { envOf, given, sizeAt, textsOf } from './reading.js'
import { storagesOf } from './storages.js'
import type { Templates } from './templates/catalogue.js'
import { asDatabase, databaseOf } from './templates/database.js'
import type { MapNode, Path, TreeNode } from './tree.js'
import { booleanOf, child, entriesOf, numberOf, textOf } from './tree.js'

export interface Normalized {
  readonly manifest: Manifest
  /** Short forms that the schema could not judge. With an error among them the manifest holds stand-ins and is of no use. */
  readonly findings: readonly Finding[]
}

export function normalize(tree: MapNode, templates: Templates): Normalized {
  const reading: Reading = { findings: [] }
  const policy = child(tree, 'policy')
  const projects = entriesOf(child(tree, 'projects')).map(({ key, value }) => projectOf(reading, { name: key, node: value }, templates))
  const manifest: Manifest = {
    ...given('ingressDomain', textOf(child(child(tree, 'ingress'), 'domain'))),
    ...given('secrets', textOf(child(tree, 'secrets'))),
    ...given('acme', acmeOf(child(child(tree, 'ingress'), 'acme'))),
    defaults: layerOf(reading, child(tree, 'defaults'), ['defaults']),
    policy: { ...given('prune', booleanOf(child(policy, 'prune'))), ...given('drift', textOf(child(policy, 'drift')) as 'correct' | 'report' | undefined) },
    storages: storagesOf(child(tree, 'storage')),
    projects: sortedBy(projects, (project) => project.name),
  }
  return { manifest, findings: reading.findings }
}

function acmeOf(node: TreeNode | undefined): Manifest['acme'] {
  return node && { email: textOf(child(node, 'email')) ?? '', ...given('dns', textOf(child(node, 'dns'))) }
}

function projectOf(reading: Reading, { name, node }: { readonly name: string; readonly node: TreeNode }, templates: Templates): ManifestProject {
  const apps = entriesOf(child(node, 'apps')).map(({ key, value }) => {
    const path = ['projects', name, 'apps', key]
    const app = { ...layerOf(reading, value, path), ...normalizeApp(reading, { name: key, node: value, path }) }
    const database = databaseOf(value, templates)
    return database ? asDatabase(app, database) : app
  })
  return {
    name,
    labels: textsOf(child(node, 'labels')),
    env: envOf(child(node, 'env')),
    apps: sortedBy(apps, (app) => app.name),
  }
}

/** Used for `defaults` and for every app: both may say the same things. */
function layerOf(reading: Reading, node: TreeNode | undefined, path: Path): LayerSpec {
  const limits = child(node, 'limits')
  const logs = child(node, 'logs')
  const memoryBytes = sizeAt(reading, child(limits, 'memory'), [...path, 'limits', 'memory'])
  const maxSizeBytes = sizeAt(reading, child(logs, 'maxSize'), [...path, 'logs', 'maxSize'])
  return {
    ...given('restart', textOf(child(node, 'restart')) as RestartWord | undefined),
    ...(limits && { limits: { ...given('cpus', numberOf(child(limits, 'cpus'))), ...given('memoryBytes', memoryBytes), ...given('pids', numberOf(child(limits, 'pids'))) } }),
    ...given('deploy', deployOf(reading, child(node, 'deploy'), [...path, 'deploy'])),
    ...given('errorPage', errorPageOf(child(node, 'errorPage'))),
    ...(logs && { logs: { ...given('maxSizeBytes', maxSizeBytes), ...given('maxFiles', numberOf(child(logs, 'maxFiles'))) } }),
  }
}
