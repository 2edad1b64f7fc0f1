/**
 * What of a tree can still be judged by the rules when some of it has the wrong shape: an app that is faulty is left out with all that
 * stands in it, and nothing is said that only its absence would make true.
 */
import type { Finding } from './finding.js'
import type { MapEntry, MapNode, Path } from './tree.js'
import { child, entriesOf, mapNode, placeOf, textOf } from './tree.js'

export interface SoundPart {
  readonly tree: MapNode
  /** Names of the apps that were left out. */
  readonly lost: ReadonlySet<string>
}

/** Undefined when what is faulty could mean something to every app, or may be the misspelt name of what does. */
export function soundPart(whole: SoundPart, faulty: readonly FaultyPlace[]): SoundPart | undefined {
  const paths = faulty.map(leftOutWith)
  if (!paths.every((path) => path !== undefined)) return undefined
  if (paths.length === 0) return whole
  const lost = new Set([...whole.lost, ...paths.flatMap((path) => appsBelow(whole.tree, path))])
  return { tree: without(whole.tree, [], new Set(paths.map(nameOf))), lost }
}

/** What was said of a path, or of a key below it. */
export interface FaultyPlace {
  readonly path: Path
  readonly key?: string | undefined
}

/** That another app is not there, or serves no such host, may be no more than that it was left out. */
export function isFollowUp({ rule, path }: Finding, { tree, lost }: SoundPart): boolean {
  if (lost.size === 0) return false
  if (rule === 'redirect-target') return true
  const [name = ''] = (textOf(placeOf(tree, path).node) ?? '').split('.')
  return rule === 'unknown-app' && lost.has(name.slice(name.indexOf('/') + 1))
}

/** They concern no app, so that the rest can be judged without them. */
const APART = new Set(['version', 'include', 'secrets', 'policy'])

/** The app that the place is in, else the project, else a key that stands apart from all apps. */
function leftOutWith({ path, key }: FaultyPlace): Path | undefined {
  const full = key === undefined ? path : [...path, key]
  const [first, project, section, app] = full
  if (first === undefined) return ['version']
  if (first !== 'projects') return APART.has(String(first)) ? [first] : undefined
  if (project === undefined) return undefined
  return section === 'apps' && app !== undefined ? [first, project, section, app] : [first, project]
}

function appsBelow(tree: MapNode, path: Path): readonly string[] {
  if (path.length === 4) return [String(path[3])]
  return path.length === 2 ? entriesOf(child(placeOf(tree, path).node, 'apps')).map(({ key }) => key) : []
}

/** Nothing that is left out is deeper than an app. */
const MAX_DEPTH = 4

/** In one go: thousands of apps may be faulty. */
function without(map: MapNode, path: Path, out: ReadonlySet<string>): MapNode {
  const kept = [...map.entries.values()].flatMap((entry): readonly MapEntry[] => {
    const own = [...path, entry.key]
    if (out.has(nameOf(own))) return []
    return [own[0] === 'projects' && entry.value.kind === 'map' && own.length < MAX_DEPTH ? { ...entry, value: without(entry.value, own, out) } : entry]
  })
  return mapNode(map.span, new Map(kept.map((entry) => [entry.key, entry])))
}

function nameOf(path: Path): string {
  return JSON.stringify(path.map(String))
}
