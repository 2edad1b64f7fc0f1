/** A preview never goes on with what an app left behind, however it came by the name of that app. */
import { describe, expect, it } from 'vitest'
import type { DesiredState, ObservedContainer, ObservedState } from '../../../src/model/state.js'
import { planChanges } from '../../../src/plan/plan.js'
import { desiredOf, manifestOf, REVISION } from '../../support/desired.js'

const MEMORY = { lastApplied: {}, deletionConfirmed: true, servers: 'name' } as const
const KEY = 'shop/web-x'

/** `web-x` is a preview in it. */
function desiredWith(others: string): DesiredState {
  const desired = desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { web-x: { image: "web:1" }${others} } } }`))
  return { ...desired, apps: desired.apps.map((app) => (app.key === KEY ? { ...app, preview: { of: 'shop/web', branch: 'x', until: '2026-03-12T23:00:00.000Z' } } : app)) }
}

function containerOf(key: typeof KEY, previewOf?: 'shop/web'): ObservedContainer {
  const desired = desiredOf(manifestOf('version: 1\nprojects: { shop: { apps: { web-x: { image: "worker:1", volumes: ["data:/data"] } } } }'))
  const spec = desired.apps.find((app) => app.key === key)?.containers[0]
  if (!spec) throw new Error(`the manifest of this test has no ${key}`)
  const { id: _id, secretEnv: _secretEnv, ...rest } = spec
  return {
    ...rest, engineId: 'old', image: 'worker:0', imageId: 'sha256:old', state: 'running', exitCode: 0, health: 'none', startedAt: REVISION.committedAt, restartCount: 0,
    noNewPrivileges: true, networks: [], ...(previewOf && { previewOf }),
  }
}

function plan(desired: DesiredState, containers: readonly ObservedContainer[], volumes: ObservedState['volumes'] = []) {
  const bare: ObservedState = { observedAt: REVISION.committedAt, containers: [], foreignContainers: [], networks: [], volumes: [], images: {}, routes: [], incomplete: {} }
  return planChanges(desired, { ...bare, containers, volumes }, MEMORY)
}

const VOLUME = { name: 'shop_web-x_data', owner: 'ours', app: KEY } as const
const words = 'cannot make the preview shop/web-x of branch x: '

describe('a preview whose name is taken', () => {
  it.each([
    ['a container of ours', [containerOf(KEY)], []],
    ['a volume of ours', [], [VOLUME]],
  ])('is blocked while %s bears it without being a preview, and that is not touched', (_what, containers, volumes) => {
    const { changes, blocked } = plan(desiredWith(''), containers, volumes)
    expect(changes.filter(({ app }) => app === KEY)).toEqual([])
    expect(blocked).toMatchObject([{ app: KEY, reason: 'unresolved', message: expect.stringContaining(words) as string }])
  })

  it.each([
    ['says so', { formerly: KEY }],
    ['takes over its volume', {}],
  ] as const)('leaves the container to the app that %s, so that no two write to one volume', (_how, more) => {
    const desired = desiredWith(', cache: { image: "worker:1", volumes: ["data:/data"] }')
    const own = JSON.parse(JSON.stringify(desired).replaceAll('shop_cache_data', VOLUME.name)) as DesiredState
    const moved = { ...own, apps: own.apps.map((app) => (app.key === 'shop/cache' ? { ...app, ...more } : app)) }
    const { changes } = plan(moved, [containerOf(KEY)], [VOLUME])
    expect(changes.flatMap((change) => (change.kind === 'container' && change.action === 'prune' ? [[change.app, change.live.engineId, change.reason]] : []))).toEqual([['shop/cache', 'old', 'renamed']])
  })

  it('goes on with containers that are its own', () => {
    const { changes, blocked } = plan(desiredWith(''), [containerOf(KEY, 'shop/web')])
    expect([changes.filter(({ kind, app }) => kind === 'container' && app === KEY).map(({ app, action }) => [app, action]), blocked]).toEqual([[[KEY, 'replace']], []])
  })
})
