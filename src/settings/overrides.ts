/**
 * Settings that come from flags or from the environment instead of the file. They are laid over the parsed file as if they had
 * been written there, so the same schema and the same rules judge them, and a complaint names the flag or the variable.
 */
import { scalarValue } from '../manifest/scalar.js'
import { sourceText, spanOf } from '../manifest/source-text.js'
import type { MapEntry, MapNode, TreeNode } from '../manifest/tree.js'
import { child, mapNode, scalarNode } from '../manifest/tree.js'

/** Name of an override → its place in the file. The environment variable is `MIST_` and the name in capitals. */
export const OVERRIDES = {
  instance: ['instance'],
  stateDir: ['stateDir'],
  docker: ['docker'],
  git: ['source', 'git'],
  ref: ['source', 'ref'],
  folder: ['source', 'folder'],
  path: ['source', 'path'],
  interval: ['source', 'interval'],
  networkPool: ['networkPool'],
  proxyMode: ['proxy', 'mode'],
  httpPort: ['proxy', 'httpPort'],
  apiPort: ['proxy', 'apiPort'],
  listenAddress: ['http', 'address'],
  listenPort: ['http', 'port'],
  tokenFile: ['http', 'tokenFile'],
  logLevel: ['log', 'level'],
} as const satisfies Record<string, readonly string[]>

export type OverrideName = keyof typeof OVERRIDES

export interface Override {
  readonly value: string
  /** What to name when the value is wrong: `--docker` or `MIST_DOCKER`. */
  readonly origin: string
}

export type SettingsOverrides = Readonly<Partial<Record<OverrideName, Override>>>

/** The overrides that an environment holds. Empty variables count as absent, as everywhere in the world of shells. */
export function overridesFromEnvironment(environment: Readonly<Record<string, string | undefined>>): SettingsOverrides {
  const entries = overrideNames().flatMap((name) => {
    const origin = environmentName(name)
    const value = environment[origin]
    return value === undefined || value === '' ? [] : [[name, { value, origin }] as const]
  })
  return Object.fromEntries(entries)
}

/** `stateDir` → `MIST_STATE_DIR`. */
export function environmentName(name: OverrideName): string {
  return `MIST_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

export function overlay(tree: MapNode, overrides: SettingsOverrides): MapNode {
  return overrideNames().reduce((result, name) => {
    const override = overrides[name]
    return override === undefined ? result : put(without(result, RIVALS[name] ?? []), OVERRIDES[name], override)
  }, tree)
}

/** A source named by a flag replaces the one of the file; else the two would contradict each other. */
const RIVALS: Readonly<Partial<Record<OverrideName, readonly string[]>>> = { git: ['folder', 'ref'], folder: ['git', 'ref'] }

function overrideNames(): readonly OverrideName[] {
  return Object.keys(OVERRIDES) as OverrideName[]
}

function without(tree: MapNode, keys: readonly string[]): MapNode {
  const section = tree.entries.get('source')
  if (section?.value.kind !== 'map' || keys.length === 0) return tree
  const entries = new Map([...section.value.entries].filter(([key]) => !keys.includes(key)))
  return mapNode(tree.span, new Map(tree.entries).set('source', { ...section, value: mapNode(section.value.span, entries) }))
}

/** Sections that the file does not have are made on the way. */
function put(tree: MapNode, path: readonly string[], override: Override): MapNode {
  const [key = '', ...rest] = path
  const source = sourceText({ path: override.origin, text: override.value })
  const span = spanOf(source, 0, override.value.length)
  const known = child(tree, key)
  const value: TreeNode = rest.length === 0
    ? scalarNode(span, override.value, scalarValue(override.value))
    : put(known?.kind === 'map' ? known : mapNode(span, new Map()), rest, override)
  const entry: MapEntry = { key, keySpan: tree.entries.get(key)?.keySpan ?? span, value }
  return mapNode(tree.span, new Map(tree.entries).set(key, rest.length === 0 ? { ...entry, keySpan: span } : entry))
}
