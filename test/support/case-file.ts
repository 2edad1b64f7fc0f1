/** Case files: sections under `-- name --` lines, and how a case is run. See test/cases/README.md for what may stand in them. */
import type { Manifest } from '../../src/manifest/manifest.js'
import { failure } from '../../src/model/failure.js'
import type { AppKey } from '../../src/model/resource.js'
import type { DesiredState } from '../../src/model/state.js'
import type { Plan } from '../../src/model/plan.js'
import { appliedMemory } from '../../src/plan/memory.js'
import type { PlanMemory } from '../../src/plan/plan.js'
import { planChanges } from '../../src/plan/plan.js'
import { selectApps } from '../../src/plan/select.js'
import { toTasks } from '../../src/plan/steps.js'
import type { Previewed } from '../../src/resolve/preview-apps.js'
import { withPreviews } from '../../src/resolve/preview-apps.js'
import { branchNeeds, choosePreviews } from '../../src/resolve/previews.js'
import type { ResolveInputs } from '../../src/resolve/resolve.js'
import { desiredOf, MANAGED, manifestOf, REPOSITORY, sourcesOf } from './desired.js'
import { editByHand } from './hand-edits.js'
import { runTasks } from './model-run.js'
import type { ModelWorld } from './model-world.js'
import { emptyWorld } from './model-world.js'

export type Sections = ReadonlyMap<string, string>

export function readSections(text: string): Sections {
  const parts = text.split(/^-- (.+) --\n/m)
  return new Map(parts.slice(1).flatMap((name, index, all) => (index % 2 === 0 ? [[name, all[index + 1] ?? ''] as const] : [])))
}

export function writeSections(intro: string, sections: Sections): string {
  return intro + [...sections].map(([name, text]) => `-- ${name} --\n${text}`).join('')
}

export interface CaseEnd {
  readonly plan: Plan
  readonly world: ModelWorld
  readonly desired: DesiredState
  readonly memory: PlanMemory
  readonly selector: string | undefined
}

interface Options {
  readonly [name: string]: string | undefined
}

/** The host gets the older manifest whole, then hands get at it, then the plan for the newer manifest is made. */
export function runCase(sections: Sections): CaseEnd {
  const options = optionsOf(sections.get('options') ?? '')
  const later = desiredFor(manifestOf(section(sections, 'mist.yaml')), options, 'after')
  const empty = manifestOf('version: 1\nprojects: {}\n')
  const start = { world: emptyWorld(options['servers'] === 'address' ? 'address' : 'name'), lastApplied: {} }
  const bare = options['host'] === 'bare' ? start : applyAll(start, desiredFor(empty, options, 'before'))
  const before = sections.get('before.yaml')
  const settled = before === undefined ? bare : applyAll(bare, desiredFor(manifestOf(before), options, 'before'))
  const broken = options['interrupted'] === undefined ? settled : applyAll(settled, later, Number(options['interrupted']))
  const edits = (sections.get('edits') ?? '').split('\n').filter((line) => line !== '')
  const world = edits.reduce(editByHand, broken.world)
  const memory = { lastApplied: options['memory'] === 'lost' ? {} : broken.lastApplied, deletionConfirmed: options['deletion'] === 'confirmed', servers: world.servers }
  const selector = options['select']
  return { plan: selectApps(planChanges(later, world.observed, memory), selector), world, desired: later, memory, selector }
}

export function section(sections: Sections, name: string): string {
  const text = sections.get(name)
  if (text === undefined) throw new Error(`the section ${name} is missing`)
  return text
}

function optionsOf(text: string): Options {
  return Object.fromEntries(text.split('\n').filter((line) => line !== '').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
}

interface Settled {
  readonly world: ModelWorld
  readonly lastApplied: Readonly<Record<string, string>>
}

function applyAll({ world, lastApplied }: Settled, desired: DesiredState, steps?: number): Settled {
  const plan = planChanges(desired, world.observed, { lastApplied, deletionConfirmed: true, servers: world.servers })
  const end = runTasks(world, toTasks(plan), steps === undefined ? {} : { steps, end: 'die' })
  const applied = new Set(plan.changes.map(({ id }) => id).filter((id) => end.applied.has(id)))
  return { world: end.world, lastApplied: { ...lastApplied, ...appliedMemory(plan, desired, applied) } }
}

/** `tree: shop/web=two` changes a source between the two manifests; `unresolved: shop/web` makes it unreachable in the later one. */
function desiredFor(manifest: Manifest, options: Options, when: 'before' | 'after'): DesiredState {
  const [app, digest] = (options['tree'] ?? '').split('=')
  const trees = app && digest && when === 'after' ? { [app]: digest } : {}
  const branches = when === 'after' ? options['branches'] : options['branches-before']
  const previewed = withBranches(manifest, (branches ?? '').split(' ').filter((name) => name !== ''))
  return desiredWith(previewed, options, { when, trees })
}

interface Moment {
  readonly when: 'before' | 'after'
  readonly trees: Readonly<Record<AppKey, string>>
}

function desiredWith({ manifest, groups }: Previewed, options: Options, { when, trees }: Moment): DesiredState {
  const found = sourcesOf(manifest, trees, when === 'before' ? 'a'.repeat(40) : undefined)
  const lost = when === 'after' ? options['unresolved'] : undefined
  const cause = failure('source-unreachable', { subject: 'cannot fetch https://git.example.com/acme/shop.git', cause: 'the connection timed out' })
  const sources = { ...found, ...(lost !== undefined && { [lost as AppKey]: { ok: false, failure: cause } as const }) }
  return desiredOf(manifest, { ...inputsFrom(options, when), sources, previews: groups })
}

const NOW = '2026-03-01T10:00:00Z'

/** Every branch got its last commit an hour ago. */
function withBranches(manifest: Manifest, names: readonly string[]): Previewed {
  const branches = names.map((name) => ({ name, commit: 'b'.repeat(40), committedAt: '2026-03-01T09:00:00Z' }))
  const found = Object.fromEntries(branchNeeds(manifest, REPOSITORY).map(({ app }) => [app, { list: { branches, unusable: 0 } }]))
  return withPreviews(manifest, choosePreviews(manifest, { found, repository: REPOSITORY, nowMs: Date.parse(NOW) }))
}

function inputsFrom(options: Options, when: 'before' | 'after'): Partial<ResolveInputs> {
  const image = when === 'after' && options['traefik'] !== undefined ? options['traefik'] : 'traefik:v3.6'
  return {
    proxy: options['proxy'] === 'external' || (options['proxy'] === 'leaves' && when === 'after') ? { mode: 'external', entryPoint: 'http' } : { ...MANAGED, image },
    ...(options['instance'] !== undefined && { instance: options['instance'] }),
    ...(options['pool'] !== undefined && { networkPool: options['pool'] }),
  }
}
