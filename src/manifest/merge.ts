/** Several files → one tree: projects, and inside of them apps, env and labels, are put together by name. The same name twice is an error. */
import type { Diagnostic } from '../model/diagnostic.js'
import { errorAt } from './diagnostic.js'
import type { MapEntry, MapNode } from './tree.js'
import { child, mapNode } from './tree.js'

export interface Merged {
  readonly tree: MapNode
  readonly diagnostics: readonly Diagnostic[]
}

/** `root` gives everything but the projects of the others. */
export function mergeFiles(root: MapNode, included: readonly MapNode[]): Merged {
  const maps = [root, ...included].map((tree) => child(tree, 'projects')).filter((node): node is MapNode => node?.kind === 'map')
  if (included.length === 0 || maps.length === 0) return { tree: root, diagnostics: [] }
  const diagnostics: Diagnostic[] = []
  const projects = mergeMaps(maps, 'projects', diagnostics)
  const holder = [root, ...included].map((tree) => tree.entries.get('projects')).find((entry) => entry?.value.kind === 'map')
  const entries = new Map(root.entries)
  if (holder !== undefined) entries.set('projects', { ...holder, value: projects })
  return { tree: mapNode(root.span, entries), diagnostics }
}

/** What two files may both have, level by level; below the last level a name stands for one thing. */
type Level = 'projects' | 'project' | 'section'
const BELOW: Readonly<Record<Exclude<Level, 'section'>, Level>> = { projects: 'project', project: 'section' }

function mergeMaps(maps: readonly MapNode[], level: Level, diagnostics: Diagnostic[]): MapNode {
  const [first, ...others] = maps
  const entries = new Map(first?.entries)
  for (const entry of others.flatMap((map) => [...map.entries.values()])) {
    const known = entries.get(entry.key)
    entries.set(entry.key, known === undefined ? entry : joined([known, entry], level, diagnostics))
  }
  return mapNode(first?.span ?? { source: { file: '', text: '', lineStarts: [0] }, start: 0, end: 0 }, entries)
}

/** The first definition stays in the tree: whatever is told later about it shows the place that a reader meets first. */
function joined([known, entry]: readonly [MapEntry, MapEntry], level: Level, diagnostics: Diagnostic[]): MapEntry {
  if (level !== 'section' && known.value.kind === 'map' && entry.value.kind === 'map') {
    return { ...known, value: mergeMaps([known.value, entry.value], BELOW[level], diagnostics) }
  }
  const related = [{ span: known.keySpan, message: 'first defined here' }]
  diagnostics.push(errorAt(entry.keySpan, { rule: 'duplicate-name', message: `${entry.key} is defined in two files`, help: 'keep one of the two, or rename one', related }))
  return known
}
