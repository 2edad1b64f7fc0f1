/** Apps that wait for each other in a circle would never start. References order start-up just as `dependsOn` does. */
import { byText } from '../../model/compare.js'
import { writtenEnv } from '../app-env.js'
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { ManifestApp, ManifestProject } from '../manifest.js'
import type { Path } from '../tree.js'
import type { RuleContext } from './context.js'

export function* cycles({ manifest }: RuleContext): Iterable<Finding> {
  for (const project of manifest.projects) {
    for (const way of cyclesOf(project)) yield cycleFinding(project, way)
  }
}

interface Edge {
  readonly to: string
  readonly path: Path
  readonly from: 'app' | 'project'
}

/** Each circle once, told from its first app by name. */
function cyclesOf(project: ManifestProject): readonly (readonly Step[])[] {
  const edges = new Map(project.apps.map((app) => [app.name, edgesOf(project, app)]))
  const done = new Set<string>()
  const found: (readonly Step[])[] = []
  for (const app of project.apps) {
    const way = done.has(app.name) ? undefined : circleFrom(app.name, edges, done)
    if (way !== undefined) found.push(way)
  }
  return found
}

interface Step {
  readonly app: string
  readonly edge: Edge
}

/** Depth first with a stack of our own: a chain of apps can be longer than the stack of the machine. */
function circleFrom(start: string, edges: ReadonlyMap<string, readonly Edge[]>, done: Set<string>): readonly Step[] | undefined {
  const way = [start]
  const open = new Set(way)
  const taken = new Map([[start, 0]])
  for (let app = way.at(-1); app !== undefined; app = way.at(-1)) {
    const next = taken.get(app) ?? 0
    const edge = edges.get(app)?.[next]
    taken.set(app, next + 1)
    if (edge === undefined) {
      done.add(app)
      open.delete(app)
      way.pop()
      continue
    }
    if (open.has(edge.to)) {
      for (const member of way) done.add(member)
      return stepsOf(way.slice(way.indexOf(edge.to)), taken, edges)
    }
    if (!edges.has(edge.to) || done.has(edge.to)) continue
    open.add(edge.to)
    way.push(edge.to)
  }
  return undefined
}

function stepsOf(circle: readonly string[], taken: ReadonlyMap<string, number>, edges: ReadonlyMap<string, readonly Edge[]>): readonly Step[] {
  return circle.flatMap((app) => {
    const edge = edges.get(app)?.[(taken.get(app) ?? 1) - 1]
    return edge === undefined ? [] : [{ app, edge }]
  })
}

/** An app may refer to itself in its env: that is its own name, not something to wait for. */
function edgesOf(project: ManifestProject, app: ManifestApp): readonly Edge[] {
  const base: Path = ['projects', project.name]
  const own: Path = [...base, 'apps', app.name]
  const stated = app.dependsOn.map((to, index): Edge => ({ to, path: [...own, 'dependsOn', index], from: 'app' }))
  const env = writtenEnv(app, project)
  const referred = Object.entries(env).flatMap(([name, value]): readonly Edge[] => {
    if (value.kind !== 'reference') return []
    const from = Object.hasOwn(app.env, name) ? 'app' : 'project'
    return [{ to: value.app, path: [...(from === 'app' ? own : base), 'env', name, 'from'], from }]
  })
  return [...stated, ...referred].filter((edge) => edge.to !== app.name).sort((a, b) => byText(a.to, b.to))
}

function cycleFinding(project: ManifestProject, way: readonly Step[]): Finding {
  const names = way.map((step) => step.app)
  const [first, ...rest] = way
  const inherited = way.some((step) => step.edge.from === 'project')
  return fault({
    rule: 'cycle',
    message: `these apps wait for each other: ${[...names, names[0] ?? ''].join(' → ')}`,
    help: inherited ? 'a reference in the env of the project counts for each of its apps; move it to the apps that need it' : 'remove one of these links',
    path: first?.edge.path ?? ['projects', project.name],
    related: rest.map(({ app, edge }) => ({ path: edge.path, message: `${app} waits for ${edge.to}` })),
  })
}
