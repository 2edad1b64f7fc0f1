/** Credentials that the operator's files give to the proxy are in no plan that leaves the program. */
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/model/plan.js'
import { withoutHiddenEnv } from '../../src/render/hidden-env.js'
import { planText } from '../../src/render/plan-text.js'
import { plainPaint } from '../../src/render/paint.js'
import { resolvedView } from '../../src/render/resolved-view.js'
import { planChanges } from '../../src/plan/plan.js'
import type { DesiredState, ObservedState } from '../../src/model/state.js'
import { desiredOf, MANAGED, manifestOf, REVISION } from '../support/desired.js'

const TLS = { httpsPort: 443, acmeDirectory: '/s/acme', certificatesDirectory: '/s/certificates', hasCertificates: false, acmeServer: 'https://acme.test/dir', lifetimeHours: 24, dnsPropagation: 'checked', dnsEnv: { CF_TOKEN: 'canary-token' } } as const
const BARE: ObservedState = { observedAt: REVISION.committedAt, containers: [], foreignContainers: [], networks: [], volumes: [], images: {}, routes: [], incomplete: {} }

function desired(dnsEnv: Readonly<Record<string, string>>): DesiredState {
  const text = 'version: 1\ningress: { acme: { email: a@example.com, dns: cloudflare } }\nprojects: { shop: { apps: { web: { image: "a:1", port: 80, domains: ["*.shop.example.com"], env: { OWN: shown } } } } }\n'
  return desiredOf(manifestOf(text), { proxy: { ...MANAGED, tls: { ...TLS, dnsEnv } } })
}

function planOf(state: DesiredState, observed: ObservedState): Plan {
  return planChanges(state, observed, { lastApplied: {}, deletionConfirmed: false, servers: 'name' })
}

describe('the env of the proxy', () => {
  it('is in the plan that is carried out, and in none that is shown', () => {
    const plan = planOf(desired({ CF_TOKEN: 'canary-token' }), BARE)
    expect(JSON.stringify(plan)).toContain('canary-token')
    const shown = JSON.stringify(withoutHiddenEnv(plan))
    expect(shown).not.toContain('canary-token')
    expect(shown).toContain('"OWN":"shown"')
  })

  it('is hidden when it changes, on a terminal as well', () => {
    const [proxy] = desired({ CF_TOKEN: 'canary-token' }).apps.find(({ type }) => type === 'system')?.containers ?? []
    if (proxy === undefined) throw new Error('there is no proxy')
    const { id: _id, ...live } = proxy
    const running = { ...live, engineId: 'e1', state: 'running', exitCode: 0, health: 'none', startedAt: REVISION.committedAt, restartCount: 0, imageId: 'i', noNewPrivileges: true, networks: proxy.networks.map((one) => ({ ...one, address: '10.0.0.2' })) } as const
    const plan = planOf(desired({ CF_TOKEN: 'another-canary' }), { ...BARE, containers: [running] })
    for (const text of [planText(plan, { paint: plainPaint, env: 'shown' }), JSON.stringify(withoutHiddenEnv(plan))]) {
      expect(text).toContain('CF_TOKEN')
      expect(text).not.toContain('canary')
    }
  })

  it('is left out of what git is resolved to', () => {
    const state = desired({ CF_TOKEN: 'canary-token' })
    const view = JSON.stringify(resolvedView(state, state))
    expect(view).toContain('CF_TOKEN')
    expect(view).not.toContain('canary-token')
  })
})
