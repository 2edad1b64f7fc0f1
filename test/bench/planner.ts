/** The pure part of a pass at sizes that no single host has: text → manifest → desired → plan. */
import { createHash } from 'node:crypto'
import { loadManifest } from '../../src/manifest/load.js'
import type { Manifest } from '../../src/manifest/manifest.js'
import type { DesiredState, ObservedState } from '../../src/model/state.js'
import { planChanges } from '../../src/plan/plan.js'
import { resolveDesired } from '../../src/resolve/resolve.js'
import type { Bench, Chapter } from './chapter.js'
import { verdict } from './chapter.js'
import type { Series } from './samples.js'
import { interleaved, medianOf } from './samples.js'

const SIZES = [1_000, 10_000]
const GOALS_MS: Readonly<Record<number, number>> = { 1_000: 100, 10_000: 1_200 }
const APPS_PER_PROJECT = 100
const ROUNDS = { short: 3, full: 9 }

export const planner: Bench = {
  name: 'planner',
  run: async ({ length }): Promise<Chapter> => {
    const series: Series[] = []
    const verdicts: string[] = []
    for (const count of SIZES) {
      const rows = await plannerOf(count, ROUNDS[length])
      series.push(...rows)
      verdicts.push(verdict(`plan of ${String(count)} apps`, { measured: medianOf(rows, `plan, ${String(count)} apps`), goal: GOALS_MS[count] ?? 0, unit: 'ms' }))
    }
    return {
      title: 'The planner',
      method: `Everything is to be created: ${String(APPS_PER_PROJECT)} apps a project, each with a port, limits and an automatic domain. “hash” is the floor: one SHA-256 over as many small documents.`,
      series, verdicts,
    }
  },
}

function plannerOf(count: number, rounds: number): Promise<readonly Series[]> {
  const manifest = generated(count)
  const desired = desiredOf(manifest)
  const n = `${String(count)} apps`
  return interleaved(rounds, {
    [`plan, ${n}`]: () => Promise.resolve(planChanges(desired, NOTHING, { lastApplied: {}, deletionConfirmed: false, servers: 'name' })),
    [`resolve, ${n}`]: () => Promise.resolve(desiredOf(manifest)),
    [`hash, ${n}`]: () => Promise.resolve(desired.apps.map((app) => createHash('sha256').update(JSON.stringify(app)).digest('hex'))),
  })
}

/** Too large for one file, so the normalised form of one small file is repeated. */
function generated(count: number): Manifest {
  const { manifest } = loadManifest({
    root: { path: 'mist.yaml', text: 'version: 1\nprojects: { p: { apps: { a: { image: "acme/web:1", port: 8080, limits: { memory: 64m } } } } }\n' },
    included: [],
  })
  const [project] = manifest?.projects ?? []
  const [app] = project?.apps ?? []
  if (manifest === undefined || project === undefined || app === undefined) throw new Error('the manifest of the bench is not valid')
  const projects = Array.from({ length: count / APPS_PER_PROJECT }, (_, p) => ({
    ...project, name: `p${String(p)}`, apps: Array.from({ length: APPS_PER_PROJECT }, (_each, a) => ({ ...app, name: `a${String(a)}` })),
  }))
  return { ...manifest, projects }
}

function desiredOf(manifest: Manifest): DesiredState {
  const revision = { label: `main@sha1:${'0'.repeat(40)}`, ref: 'main', commit: '0'.repeat(40), subject: '', author: '', committedAt: '2026-01-01T00:00:00Z' }
  return resolveDesired(manifest, { instance: 'bench', key: { hex: '5a'.repeat(32) }, revision, networkPool: '10.0.0.0/8', proxy: { mode: 'external', entryPoint: 'web' }, sources: {}, secrets: {} })
}

const NOTHING: ObservedState = {
  observedAt: '2026-01-01T00:00:00Z', containers: [], foreignContainers: [], networks: [], volumes: [], images: {}, routes: [], incomplete: {},
}
