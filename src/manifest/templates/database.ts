/** An app with a template → the same app with all that the template says: from here on it is an app like any other. */
import type { DatabaseContents, DatabasePassword, ManifestApp, ManifestDatabase } from '../manifest.js'
import type { TreeNode } from '../tree.js'
import { child, entriesOf, itemsOf, textOf } from '../tree.js'
import type { Templates } from './catalogue.js'
import { contentsWords, lineOf } from './template.js'
import type { Facts } from './value.js'
import { settingsOf, textOfValue, wordsOfGroups } from './value.js'

/** The one volume that a database has. */
export const DATA_VOLUME = 'data'

/** A minute of failures in a row: a server that is merely busy must not be replaced. */
const HEALTH = { timeoutMs: 5_000, failingMs: 60_000 } as const

/** Undefined for an app without a template. */
export function databaseOf(node: TreeNode, templates: Templates): ManifestDatabase | undefined {
  const template = templates.get(textOf(child(node, 'template')) ?? '')
  if (!template) return undefined
  const settled = child(node, 'with')
  const words: readonly string[] = contentsWords(template)
  const written = Object.fromEntries(entriesOf(settled).flatMap(({ key, value }) => (words.includes(key) ? [] : [[key, textOf(value) ?? '']])))
  const { version = template.version, ...settings } = written
  const line = lineOf(template, version)
  if (!line) throw new Error(`${template.name} has no version ${version}: the check of the templates let that through`)
  return { template, version, line: line.name, settings: settingsOf(template, settings), password: passwordOf(settled), contents: contentsOf(settled) }
}

function passwordOf(settled: TreeNode | undefined): DatabasePassword {
  const name = textOf(child(child(settled, 'password'), 'secret'))
  return name === undefined ? { kind: 'derived', version: Number(textOf(child(settled, 'passwordVersion')) ?? '1') } : { kind: 'secret', name }
}

function contentsOf(settled: TreeNode | undefined): DatabaseContents {
  return {
    databases: namesOf(child(settled, 'databases')),
    vhosts: namesOf(child(settled, 'vhosts')),
    users: itemsOf(child(settled, 'users')).flatMap((user) => {
      const name = textOf(user) ?? textOf(child(user, 'name'))
      const owns = textOf(child(user, 'owns'))
      return name === undefined ? [] : [{ name, ...(owns !== undefined && { owns }) }]
    }),
    extensions: namesOf(child(settled, 'extensions')),
  }
}

function namesOf(list: TreeNode | undefined): readonly string[] {
  return itemsOf(list).flatMap((item) => textOf(item) ?? [])
}

export function asDatabase(app: ManifestApp, database: ManifestDatabase): ManifestApp {
  const { template, version } = database
  const facts = factsOf(app.name, database)
  const command = template.command && wordsOfGroups(template.command, facts)
  const volume = lineOf(template, version)?.volume ?? ''
  return {
    ...app,
    type: 'database',
    database,
    artifact: { kind: 'image', ref: `${template.image}:${version}` },
    port: template.port,
    volumes: [{ name: DATA_VOLUME, path: volume, readOnly: false }],
    ...(command && { command }),
    health: {
      kind: 'cmd',
      command: template.health.flatMap((value) => textOfValue(value, facts) ?? []),
      intervalMs: template.healthEveryMs,
      // What is asked seldom takes long to ask: a client that starts an interpreter of its own needs seconds on a busy host.
      timeoutMs: Math.max(HEALTH.timeoutMs, template.healthEveryMs),
      retries: Math.max(3, Math.round(HEALTH.failingMs / template.healthEveryMs)),
      startPeriodMs: template.startupMs,
    },
    limits: { ...template.limits, ...app.limits },
    deploy: { timeoutMs: template.startupMs, stopMs: template.stopMs, ...app.deploy },
  }
}

/** Without passwords: whoever may have those adds them. */
export function factsOf(host: string, { template, version, settings }: ManifestDatabase): Facts {
  return { settings, host, port: template.port, version }
}
