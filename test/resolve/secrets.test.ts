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
    const view = JSON.stringify(resolvedView(state, state))
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

const HASH = '$2b$04$abcdefghijklmnopqrstuu8v6ELAlYuMC5.VSLOgazsSGdddSWCPW'
const ADMIN = manifestOf(`version: 1
projects:
  shop:
    apps:
      web: { image: "a:1", port: 80, domains: [{ host: admin.example.com, auth: { basic: { secret: ADMINS } } }, open.example.com] }
      job: { image: "a:1" }
`)

function withAdmins(text: string): DesiredState {
  return desiredOf(ADMIN, { secrets: secretsOf(ADMIN, { ADMINS: text }) })
}

describe('users from a secret', () => {
  it('are in the route as written ones would be, whatever is around the lines', () => {
    const rules = withAdmins(`# who may in\r\nada:${HASH}\r\n\n  ben:${HASH}\n`).apps.find(({ key }) => key === 'shop/web')?.route?.rules
    expect(rules).toMatchObject([{ host: 'admin.example.com', edge: { basicAuth: [`ada:${HASH}`, `ben:${HASH}`] } }, { host: 'open.example.com' }])
    expect(rules?.[1]).not.toHaveProperty('edge')
    expect(secretNeeds(ADMIN)).toEqual([{ name: 'ADMINS', apps: ['shop/web'] }])
  })

  it.each([
    ['of another kind', 'ada:$apr1$x$y', 'its line 1 is not a name, a colon and a bcrypt hash with a cost from 4 to 14'],
    ['in the open', `ada:${HASH}\ncanary:secret`, 'its line 2 is not a name, a colon and a bcrypt hash with a cost from 4 to 14'],
    ['that stand twice', `ada:${HASH}\nada:${HASH}`, 'its line 2 names a user for the second time'],
    ['that are none', '# nobody\n', 'it holds no line'],
    ['that are too many', Array.from({ length: 101 }, (_, at) => `u${String(at)}:${HASH}`).join('\n'), 'it holds more than 100 lines'],
  ])('%s leave the app as it is, and are not repeated', (_what, text, cause) => {
    const { apps, unresolved } = withAdmins(text)
    expect(unresolved).toMatchObject([{ key: 'shop/web', failure: { code: 'secret-invalid', subject: 'cannot use the secret ADMINS as the users of admin.example.com', cause } }])
    expect(JSON.stringify(unresolved)).not.toContain('canary')
    expect(apps.map(({ key }) => key)).toContain('shop/job')
  })

  it('are told by name alone in a plan that is shown', () => {
    const plan = planOf(withAdmins(`ada:${HASH}`), [])
    expect(JSON.stringify(plan)).toContain(HASH)
    const shown = JSON.stringify(withoutHiddenEnv(plan))
    expect(shown).toContain('ada:(hidden)')
    expect(shown).not.toContain(HASH)
    expect(planText(plan, { paint: plainPaint, env: 'shown' })).not.toContain(HASH)
  })
})

const OWN = manifestOf(`version: 1
projects:
  blog:
    apps:
      web: { image: "a:1", port: 80, domains: [{ host: own.example.com, tls: { cert: { secret: CRT }, key: { secret: KEY } } }] }
      job: { image: "a:1" }
`)

describe('a certificate from secrets', () => {
  it('that is of no use leaves its app as it is, and is not repeated', () => {
    const { apps, unresolved } = desiredOf(OWN, { secrets: secretsOf(OWN, { CRT: 'canary-1', KEY: 'canary-2' }) })
    expect(unresolved).toMatchObject([{ key: 'blog/web', failure: { code: 'secret-invalid', subject: 'cannot use the secrets CRT and KEY as the certificate of own.example.com', cause: 'the first secret holds no certificate in PEM' } }])
    expect(JSON.stringify(unresolved)).not.toContain('canary')
    expect(apps.map(({ key }) => key)).toContain('blog/job')
  })

  it('that is missing leaves its app as it is', () => {
    const { CRT, ...without } = secretsOf(OWN)
    expect(CRT).toBeDefined()
    const missing = failure('secret-missing', { subject: 'cannot find the secret CRT', cause: 'it is nowhere' })
    const { unresolved } = desiredOf(OWN, { secrets: { ...without, CRT: { ok: false, error: missing } } })
    expect(unresolved).toMatchObject([{ key: 'blog/web', failure: { code: 'secret-missing', cause: 'cannot find the secret CRT: it is nowhere' } }])
  })

  it('is needed by its app, both parts', () => {
    expect(secretNeeds(OWN)).toEqual([{ name: 'CRT', apps: ['blog/web'] }, { name: 'KEY', apps: ['blog/web'] }])
  })
})
