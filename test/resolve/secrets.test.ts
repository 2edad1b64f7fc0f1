/** Secrets in env: in the container as they are, in every digest as their mark, and an app without them is left alone. */
import { describe, expect, it } from 'vitest'
import { failure } from '../../src/model/failure.js'
import { LABEL_HIDDEN } from '../../src/model/labels.js'
import type { ContainerSpec } from '../../src/model/resource.js'
import type { DesiredState, ObservedContainer, ObservedState } from '../../src/model/state.js'
import { secretNeeds } from '../../src/manifest/secret-needs.js'
import { planChanges } from '../../src/plan/plan.js'
import { specDigest } from '../../src/plan/spec-digest.js'
import { withoutHiddenEnv } from '../../src/render/hidden-env.js'
import { plainPaint } from '../../src/render/paint.js'
import { planText } from '../../src/render/plan-text.js'
import { resolvedView } from '../../src/render/resolved-view.js'
import { desiredOf, manifestOf, REVISION, secretsOf } from '../support/desired.js'

const SHOP = `version: 1
projects:
  shop:
    env: { TOKEN: { secret: SHARED }, TZ: UTC }
    apps:
      web: { image: "a:1", secrets: [SESSION_KEY], env: { STRIPE: { secret: STRIPE_LIVE }, LEVEL: info } }
      job: { image: "a:1", env: { TOKEN: plain } }
`
const MANIFEST = manifestOf(SHOP)
const CANARY = 'canary-value'
const BARE: ObservedState = { observedAt: REVISION.committedAt, containers: [], foreignContainers: [], networks: [], volumes: [], images: {}, routes: [], incomplete: {} }

function desired(values: Readonly<Record<string, string>> = {}): DesiredState {
  return desiredOf(MANIFEST, { secrets: secretsOf(MANIFEST, values) })
}

function containerOf(state: DesiredState, key: string): ContainerSpec {
  const [container] = state.apps.find((app) => app.key === key)?.containers ?? []
  if (!container) throw new Error(`${key} has no container`)
  return container
}

function running({ id: _id, secretEnv, ...spec }: ContainerSpec): ObservedContainer {
  return { ...spec, ...(secretEnv && { hiddenEnv: Object.keys(secretEnv) }), engineId: 'e1', state: 'running', exitCode: 0, health: 'none', startedAt: REVISION.committedAt, restartCount: 0, imageId: 'i', noNewPrivileges: true, networks: spec.networks.map((one) => ({ ...one, address: '10.0.0.2' })) }
}

function planOf(state: DesiredState, containers: readonly ObservedContainer[]) {
  return planChanges(state, { ...BARE, containers }, { lastApplied: {}, deletionConfirmed: true, servers: 'name' })
}

describe('secretNeeds', () => {
  it('names each secret once with all who use it, and none that an app overrides', () => {
    expect(secretNeeds(MANIFEST)).toEqual([
      { name: 'SESSION_KEY', apps: ['shop/web'] },
      { name: 'SHARED', apps: ['shop/web'] },
      { name: 'STRIPE_LIVE', apps: ['shop/web'] },
    ])
  })
})

describe('a secret in env', () => {
  it('is in the container as it is, with its name in the label of what is hidden', () => {
    const web = containerOf(desired({ SHARED: CANARY }), 'shop/web')
    expect(web.env).toEqual({ LEVEL: 'info', SESSION_KEY: 'value of SESSION_KEY', STRIPE: 'value of STRIPE_LIVE', TOKEN: CANARY, TZ: 'UTC' })
    expect(Object.keys(web.secretEnv ?? {})).toEqual(['SESSION_KEY', 'STRIPE', 'TOKEN'])
    expect(web.labels[LABEL_HIDDEN]).toBe('SESSION_KEY,STRIPE,TOKEN')
    expect(containerOf(desired(), 'shop/job').secretEnv).toBeUndefined()
  })

  it('changes the fingerprint and the digest of a release with its value, and of its users alone', () => {
    const [before, after] = [desired(), desired({ SHARED: CANARY })]
    const digests = (state: DesiredState, key: string) => [containerOf(state, key).fingerprint, specDigest(state.apps.find((app) => app.key === key))]
    expect(digests(after, 'shop/web')).not.toEqual(digests(before, 'shop/web'))
    expect(digests(after, 'shop/job')).toEqual(digests(before, 'shop/job'))
    expect(digests(desired({ SHARED: CANARY }), 'shop/web')).toEqual(digests(after, 'shop/web'))
  })

  it('has another fingerprint than the same text written in the open, and another one under another key', () => {
    const open = manifestOf(SHOP.replace('TOKEN: { secret: SHARED }', `TOKEN: ${CANARY}`))
    const hidden = containerOf(desired({ SHARED: CANARY }), 'shop/web').fingerprint
    expect(containerOf(desiredOf(open), 'shop/web').fingerprint).not.toBe(hidden)
    const found = secretsOf(MANIFEST, { SHARED: CANARY })
    const other = { ...found, SHARED: { ok: true, value: { value: CANARY, mark: 'of another key' } } } as const
    expect(containerOf(desiredOf(MANIFEST, { secrets: other }), 'shop/web').fingerprint).not.toBe(hidden)
  })

  it('is shown in no plan: neither when it is made, nor changed, nor becomes plain, nor goes', () => {
    const state = desired({ SHARED: CANARY })
    const live = running(containerOf(state, 'shop/web'))
    const open = desiredOf(manifestOf(SHOP.replace('TOKEN: { secret: SHARED }', 'TOKEN: visible')))
    const plans = [planOf(state, []), planOf(desired(), [live]), planOf(open, [live]), planOf(desiredOf(manifestOf('version: 1\nprojects: {}\n')), [live])]
    for (const plan of plans) {
      expect(JSON.stringify(plan)).toContain(CANARY)
      expect(JSON.stringify(withoutHiddenEnv(plan))).not.toContain(CANARY)
      expect(planText(plan, { paint: plainPaint, env: 'shown' })).not.toContain(CANARY)
    }
    expect(planText(planOf(desired(), [live]), { paint: plainPaint, env: 'shown' })).toMatch(/env\.TOKEN +changed \(hidden\)/)
  })

  it('is left out of what git is resolved to', () => {
    const state = desired({ SHARED: CANARY })
    const view = JSON.stringify(resolvedView(state, state.apps))
    expect(view).toContain('"TOKEN":"(hidden)"')
    expect(view).not.toContain(CANARY)
  })
})

describe('a secret that cannot be had', () => {
  const cause = failure('secret-missing', { subject: 'cannot find the secret SHARED', cause: 'it is neither here nor there', help: 'Look.' })
  const state = desiredOf(MANIFEST, { secrets: { ...secretsOf(MANIFEST), SHARED: { ok: false, error: cause } } })

  it('leaves its users unresolved, with its name and the places, and nobody else', () => {
    expect(state.apps.filter(({ type }) => type !== 'system').map(({ key }) => key)).toEqual(['shop/job'])
    expect(state.unresolved).toEqual([{ key: 'shop/web', failure: failure('secret-missing', { subject: 'cannot give shop/web its secrets', cause: 'cannot find the secret SHARED: it is neither here nor there', help: 'Look.' }) }])
  })

  it('leaves what runs as it is', () => {
    const live = running(containerOf(desired(), 'shop/web'))
    const plan = planOf(state, [live])
    expect(plan.changes.filter(({ app }) => app === 'shop/web')).toEqual([])
    expect(plan.blocked.map(({ app, reason }) => [app, reason])).toEqual([['shop/web', 'unresolved']])
  })
})
