/** Promises of the planner, on arbitrary manifests and arbitrary hosts. The host is a pure value: a run costs microseconds. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Manifest, ManifestApp } from '../../src/manifest/manifest.js'
import type { Plan } from '../../src/model/plan.js'
import type { DesiredState, ObservedState } from '../../src/model/state.js'
import { lintPlan } from '../../src/plan/lint.js'
import { planChanges } from '../../src/plan/plan.js'
import { toTasks } from '../../src/plan/steps.js'
import { desiredOf, manifestOf, REVISION } from '../support/desired.js'
import type { RunOptions } from '../support/model-run.js'
import { runTasks } from '../support/model-run.js'
import type { ModelWorld } from '../support/model-world.js'
import { emptyWorld } from '../support/model-world.js'
import type { EditList } from './arbitraries.js'
import { edited, editLists, manifests } from './arbitraries.js'
import { effort } from '../support/effort.js'

const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? effort(200)) }
const PASSES = 4

const servers = fc.constantFrom('name' as const, 'address' as const)
const cuts = fc.record({ steps: fc.nat(40), end: fc.constantFrom('die' as const, 'undo' as const) })

/** A host with a history: an earlier manifest, perhaps half applied, then hands. */
const hosts = fc.record({ before: manifests, cut: fc.option(cuts, { nil: undefined }), edits: editLists, servers })
interface Host { readonly before: Manifest; readonly cut: RunOptions | undefined; readonly edits: EditList; readonly servers: 'name' | 'address' }

function hostOf({ before, cut, edits, servers: mode }: Host): ModelWorld {
  return edited(pass(emptyWorld(mode), desiredOf(before), cut).world, edits)
}

function planOn(world: ModelWorld, desired: DesiredState, observed: ObservedState = world.observed): Plan {
  return planChanges(desired, observed, { lastApplied: {}, deletionConfirmed: true, servers: world.servers })
}

function pass(world: ModelWorld, desired: DesiredState, options: RunOptions = {}): { readonly world: ModelWorld; readonly plan: Plan; readonly failures: readonly string[] } {
  const plan = planOn(world, desired)
  expect(lintPlan(plan)).toEqual([])
  return { plan, ...runTasks(world, toTasks(plan), options) }
}

function converge(world: ModelWorld, desired: DesiredState): ModelWorld {
  let current = world
  let last: unknown
  for (let round = 0; round < PASSES; round += 1) {
    const { plan, world: next, failures } = pass(current, desired)
    if (plan.changes.length === 0) return current
    last = { failures, changes: plan.changes.map(({ id, action, fields }) => [id, action, fields.map(({ field, from, to }) => `${field} ${from ?? ''} → ${to ?? ''}`)]) }
    current = next
  }
  throw new Error(`not converged after ${String(PASSES)} passes: ${JSON.stringify(last, null, 1)}`)
}

describe('planChanges', () => {
  it('has nothing left to do after its plan was applied', () => {
    fc.assert(fc.property(hosts, manifests, (host, manifest) => {
      const desired = desiredOf(manifest)
      const { world, failures } = pass(hostOf(host), desired)
      expect(failures).toEqual([])
      expect(planOn(world, desired).changes).toEqual([])
    }), RUNS)
  })

  it('converges from wherever an apply broke off, with and without undo', () => {
    fc.assert(fc.property(hosts, manifests, cuts, (host, manifest, cut) => {
      const desired = desiredOf(manifest)
      converge(pass(hostOf(host), desired, cut).world, desired)
    }), RUNS)
  })

  it('converges to another manifest from wherever an apply broke off', () => {
    fc.assert(fc.property(fc.tuple(hosts, cuts), manifests, manifests, ([host, cut], first, second) => {
      converge(pass(hostOf(host), desiredOf(first), cut).world, desiredOf(second))
    }), RUNS)
  })

  it('does not depend on the order of anything it is given', () => {
    fc.assert(fc.property(hosts, manifests, fc.infiniteStream(fc.nat(1000)), (host, manifest, stream) => {
      const world = hostOf(host)
      const shuffle = <T>(items: readonly T[]): T[] => items.map((item) => ({ item, rank: stream.next().value ?? 0 })).toSorted((a, b) => a.rank - b.rank).map(({ item }) => item)
      const desired = desiredOf(manifest)
      const shuffledManifest = { ...manifest, projects: shuffle(manifest.projects.map((project) => ({ ...project, apps: shuffle(project.apps).map((app) => ({ ...app, volumes: shuffle(app.volumes), dependsOn: shuffle(app.dependsOn), env: Object.fromEntries(shuffle(Object.entries(app.env))) })) }))) }
      const { observed } = world
      const shuffled = { ...observed, containers: shuffle(observed.containers), networks: shuffle(observed.networks), routes: shuffle(observed.routes), volumes: shuffle(observed.volumes) }
      const plan = planOn(world, desired)
      const other = planOn(world, desiredOf(shuffledManifest), shuffled)
      expect(JSON.stringify(other)).toBe(JSON.stringify(plan))
      expect(JSON.stringify(toTasks(other))).toBe(JSON.stringify(toTasks(plan)))
    }), RUNS)
  })

  it('survives JSON and cannot be changed', () => {
    fc.assert(fc.property(hosts, manifests, (host, manifest) => {
      const plan = planOn(hostOf(host), desiredOf(manifest))
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
      expect(Object.isFrozen(plan) && Object.isFrozen(plan.changes) && plan.changes.every((change) => Object.isFrozen(change))).toBe(true)
    }), RUNS)
  })

  it('gives a subset under a stricter policy', () => {
    const rank = { prune: 3, replace: 2, create: 2, update: 1, adopt: 1 } as const
    fc.assert(fc.property(hosts, manifests, fc.constantFrom({ prune: false }, { drift: 'report' as const }), (host, manifest, strictness) => {
      const world = hostOf(host)
      const desired = desiredOf({ ...manifest, policy: {} })
      const lax = new Map(planOn(world, desired).changes.map((change) => [change.id, rank[change.action]]))
      const strict = planOn(world, { ...desired, policy: { ...desired.policy, ...strictness } })
      for (const change of strict.changes) expect(lax.get(change.id) ?? 0, change.id).toBeGreaterThanOrEqual(rank[change.action])
    }), RUNS)
  })

  it('touches no foreign object and no volume but by creating it', () => {
    fc.assert(fc.property(hosts, manifests, (host, manifest) => {
      const world = hostOf(host)
      const foreign = world.observed.foreignContainers
      const { world: after } = pass(world, desiredOf(manifest))
      expect(after.observed.foreignContainers).toEqual(foreign)
      expect(after.observed.volumes.map(({ name }) => name)).toEqual(expect.arrayContaining(world.observed.volumes.map(({ name }) => name)))
    }), RUNS)
  })

  it('takes nothing away and makes nothing of a kind that it could not observe', () => {
    fc.assert(fc.property(hosts, manifests, fc.constantFrom('container' as const, 'network' as const, 'volume' as const, 'route' as const), (host, manifest, kind) => {
      const world = hostOf(host)
      const unknown = { code: 'engine-timeout', subject: `cannot list ${kind}s`, cause: 'it took too long', retry: 'backoff' } as const
      const plan = planOn(world, desiredOf(manifest), { ...world.observed, incomplete: { [kind]: unknown } })
      expect(plan.changes.filter((change) => change.kind === kind && (change.action === 'prune' || change.action === 'create'))).toEqual([])
      if (kind === 'network') expect(plan.changes.filter((change) => change.kind === 'network')).toEqual([])
    }), RUNS)
  })

  it('keeps a routed app answering at every step of a rolling or canary task, also while it is taken back', () => {
    fc.assert(fc.property(hosts, manifests, fc.option(fc.nat(40), { nil: undefined }), (host, manifest, steps) => {
      const world = hostOf({ ...host, servers: 'name' })
      const desired = desiredOf(manifest)
      const plan = planOn(world, desired)
      const rolling = new Set(desired.apps.filter(({ route, release }) => route && release.strategy !== 'recreate').map(({ key }) => key))
      // An app that published a host port may have to make room for the next owner of that port.
      const ported = new Set<string>(world.observed.containers.filter(({ ports }) => ports.length > 0).map(({ app }) => app))
      const answering = new Set(world.observed.routes.map(({ app }) => app).filter((app) => rolling.has(app) && !ported.has(app) && isAnswering(world, app)))
      runTasks(world, toTasks(plan), {
        ...(steps !== undefined && { steps, end: 'undo' }),
        onStep: (now, { task, effect }) => {
          for (const app of answering) expect(isAnswering(now, app), `${app} after ${effect.do} of ${task.key}`).toBe(true)
        },
      })
    }), RUNS)
  })
})

describe('a release that fails', () => {
  const failed = fc.record({ first: manifests, second: manifests, steps: fc.nat(60) })

  /** Where each task stands after it was broken off and taken back; those that passed their point of no return are carried forward instead. */
  function takenBack({ first, second, steps }: { readonly first: Manifest; readonly second: Manifest; readonly steps: number }) {
    const world = converge(emptyWorld(), desiredOf(first))
    const plan = planOn(world, desiredOf(second))
    const tasks = toTasks(plan)
    const end = runTasks(world, tasks, { steps, end: 'undo' })
    const returned = tasks.filter(({ key, app, changes }) => app !== undefined && !end.committed.has(key) && !changes.some((id) => end.applied.has(id)))
    return { world, end, returned }
  }

  it('leaves its app exactly as it was, until the first of the old ones is stopped', () => {
    fc.assert(fc.property(failed, (input) => {
      const { world, end, returned } = takenBack(input)
      // A host port can go to another app meanwhile, and the proxy stands in the networks of others.
      const ported = new Set<string>([...world.observed.containers, ...end.world.observed.containers].filter(({ ports }) => ports.length > 0).map(({ app }) => app))
      for (const { app = 'a/b' } of returned) if (!ported.has(app)) expect(standing(end.world.observed, app), app).toEqual(standing(world.observed, app))
    }), RUNS)
  })

  it('gives a route that only leads elsewhere no server on its way back', () => {
    const app = (env: string, domains: string): Manifest => manifestOf(`version: 1\nprojects: { shop: { apps: { web: { image: "web:1", port: 80, env: { A: ${env} }, domains: ${domains} } } } }\n`)
    const world = converge(emptyWorld(), desiredOf(app('a', '[{ host: old.localhost, redirect: one.localhost }]')))
    const tasks = toTasks(planOn(world, desiredOf(app('b', '[web.localhost]'))))
    const confirmed = 1 + (tasks.find(({ app: key }) => key === 'shop/web')?.steps.findIndex(({ effect }) => effect.do === 'confirm-route') ?? 0)
    expect(confirmed).toBeGreaterThan(3)
    const end = runTasks(world, tasks, { steps: confirmed, end: 'undo' })
    expect(standing(end.world.observed, 'shop/web')).toEqual(standing(world.observed, 'shop/web'))
  })

  it('stops nobody who serves before the proxy shows the new route, unless it has to be recreated', () => {
    fc.assert(fc.property(hosts, manifests, (host, manifest) => {
      const plan = planOn(hostOf(host), desiredOf(manifest))
      const recreated = new Set<string | undefined>(plan.apps.filter(({ release }) => release.strategy === 'recreate').map(({ key }) => key))
      for (const { app, steps } of toTasks(plan).filter((task) => !recreated.has(task.app))) {
        const stop = steps.findIndex(({ effect }) => effect.do === 'stop-container')
        const proof = steps.findLastIndex(({ effect }) => effect.do === 'await-ready' || effect.do === 'confirm-route' || effect.do === 'watch-ready')
        if (stop >= 0) expect(proof, app).toBeLessThan(stop)
      }
    }), RUNS)
  })
})

/** What of an app serves, and how. */
function standing({ containers, routes }: ObservedState, app: string): unknown {
  return {
    containers: containers.filter((live) => live.app === app).map(({ engineId, name, state, limits, restart, networks }) => ({ engineId, name, state, limits, restart, networks: networks.map(({ network, aliases }) => ({ network, aliases })) })).toSorted((a, b) => (a.engineId < b.engineId ? -1 : 1)),
    routes: routes.filter((route) => route.app === app).map(({ content }) => content),
  }
}

describe('the smallest change', () => {
  const touched = fc.tuple(manifests.filter(({ projects }) => projects.length > 0), fc.nat(20), servers)

  /** The plan after one app was changed on a converged host. */
  function planAfter([manifest, pick, mode]: readonly [Manifest, number, 'name' | 'address'], change: (app: ManifestApp) => ManifestApp): { readonly plan: Plan; readonly key: string } {
    const keys = manifest.projects.flatMap(({ name, apps }) => apps.map((app) => `${name}/${app.name}`))
    const key = keys[pick % keys.length] ?? ''
    const projects = manifest.projects.map((project) => ({ ...project, apps: project.apps.map((app) => (`${project.name}/${app.name}` === key ? change(app) : app)) }))
    const world = converge(emptyWorld(mode), desiredOf(manifest))
    return { key, plan: planOn(world, desiredOf({ ...manifest, projects })) }
  }

  it('changes a limit in place', () => {
    fc.assert(fc.property(touched, (input) => {
      const { plan, key } = planAfter(input, (app) => ({ ...app, limits: { memoryBytes: 77 << 20 } }))
      expect(plan.changes.filter(({ app, action, kind }) => app !== key || action !== 'update' || kind !== 'container')).toEqual([])
    }), RUNS)
  })

  it('changes a domain by its route file alone', () => {
    fc.assert(fc.property(touched, (input) => {
      const { plan, key } = planAfter(input, (app) => (app.domains.some(({ redirect }) => redirect === undefined) ? { ...app, domains: [{ host: 'moved.localhost', path: '/' }] } : app))
      expect(plan.changes.filter(({ app, kind }) => app !== key || kind !== 'route')).toEqual([])
    }), RUNS)
  })

  it('replaces the containers of one app and of nothing else', () => {
    fc.assert(fc.property(touched, (input) => {
      const { plan, key } = planAfter(input, (app) => ({ ...app, artifact: { kind: 'image', ref: 'acme/new:1' } }))
      expect(plan.changes.filter(({ app }) => app !== key)).toEqual([])
      expect(plan.changes.filter(({ kind }) => kind === 'container').map(({ action }) => action).every((action) => action === 'replace')).toBe(true)
    }), RUNS)
  })

  it('changes nothing when another commit says the same', () => {
    fc.assert(fc.property(manifests, servers, (manifest, mode) => {
      const world = converge(emptyWorld(mode), desiredOf(manifest))
      const revision = { ...REVISION, commit: 'f'.repeat(40), label: `main@sha1:${'f'.repeat(40)}` }
      expect(planOn(world, desiredOf(manifest, { revision })).changes).toEqual([])
    }), RUNS)
  })
})

/** Something that the route leads to runs under the name that the route says. */
function isAnswering({ observed }: ModelWorld, app: string): boolean {
  const route = observed.routes.find((item) => item.app === app)
  const { servers = [], canary } = route?.content ?? {}
  // A share without anybody behind it would be lost, however small it is.
  return hasServer(observed, servers) && (!canary || hasServer(observed, canary.servers))
}

function hasServer({ containers }: ObservedState, servers: readonly string[]): boolean {
  const names = servers.map((url) => new URL(url).hostname)
  return containers.some((live) => names.includes(live.name) && live.state === 'running' && live.health !== 'unhealthy' && live.networks.length > 0)
}
