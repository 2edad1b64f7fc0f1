/** Data is sacred: a volume goes only by the name that a person confirmed, one call at a time, and nothing ever goes by filter. */
import { describe, expect, it } from 'vitest'
import { refusePayload } from '../../src/adapters/docker/payload/payload.js'
import type { EngineCall, PayloadRules } from '../../src/adapters/docker/payload/rules.js'

const ID = 'a'.repeat(64)
const RULES: PayloadRules = {
  instance: 'default', systemMounts: [], files: new Set<string>(), dataRoots: ['/var/lib/docker'], grants: { domains: ['*'], publish: [{ address: '0.0.0.0', fromPort: 1, toPort: 65_535 }], repositories: [] },
  own: { containers: new Map([[ID, 'shop/web']]), networks: new Map([[ID, 'shop'], ['mist-shop', 'shop']]), volumes: new Map([['shop_web_data', 'shop/web']]), images: new Set<string>(), execs: new Set(), doomedVolumes: new Set<string>(), neverServed: new Set<string>() },
}

/** Every call of the engine's API that changes something and that Mist has no use for, on objects of its own. */
const NEVER: readonly (readonly [EngineCall['method'], string, EngineCall['query']?])[] = [
  ['DELETE', '/volumes/shop_web_data'], ['DELETE', '/volumes/shop_web_data', { force: 'true' }], ['POST', '/volumes/prune'], ['POST', '/volumes/prune', { filters: '{}' }],
  ['POST', '/containers/prune'], ['POST', '/networks/prune'], ['POST', '/images/prune'], ['POST', '/build/prune'], ['POST', '/system/prune'],
  ['DELETE', `/containers/${ID}`, { force: 'true', v: 'true' }], ['DELETE', `/containers/${ID}`, { force: 'true', v: '1' }], ['DELETE', `/containers/${ID}`, { force: 'true' }], ['DELETE', `/containers/${ID}`, { force: 'true', v: 'false', link: 'true' }],
  ['POST', `/containers/${ID}/exec`], ['POST', `/exec/${ID}/start`], ['POST', `/containers/${ID}/attach`], ['POST', `/containers/${ID}/kill`], ['POST', `/containers/${ID}/restart`], ['POST', `/containers/${ID}/copy`],
  ['POST', '/commit'], ['POST', '/auth'], ['POST', '/images/load'], ['POST', '/images/x/push'], ['POST', '/images/x/tag'], ['DELETE', '/images/x'], ['POST', '/session', { session: 'x' }], ['POST', '/grpc'],
  ['POST', '/plugins/pull'], ['POST', '/plugins/x/enable'], ['DELETE', '/plugins/x'], ['POST', '/swarm/init'], ['POST', '/swarm/leave'], ['POST', '/services/create'], ['POST', '/secrets/create'], ['POST', '/configs/create'],
]

describe('the allow-list', () => {
  it.each(NEVER.map(([method, path, query = {}]) => ({ method, path, query })))('refuses $method $path $query, also on objects of our own', ({ method, path, query }) => {
    expect(refusePayload({ method, path, query }, RULES)).toMatchObject({ code: 'payload-refused' })
  })

  it.each(['/volumes/../containers/x', '/containers/create/../../volumes/x', `/containers/${ID}/../../volumes/x`, '//volumes/x', '/v1.41/volumes/x', '/containers/%2e%2e'])('refuses to be led astray by %s', (path) => {
    for (const method of ['POST', 'DELETE'] as const) expect(refusePayload({ method, path, query: { force: 'true', v: 'false' } }, RULES)).toMatchObject({ code: 'payload-refused' })
  })

  it.each<EngineCall>([
    { method: 'DELETE', path: '/volumes/shop_web_data', query: { force: 'true' } },
    { method: 'DELETE', path: '/volumes/shop_web_other', query: {} },
    { method: 'DELETE', path: '/volumes/stranger', query: {} },
    { method: 'POST', path: '/volumes/prune', query: {} },
  ])('refuses $method $path $query, also when a person gave up another volume', (call) => {
    const own = { ...RULES.own, volumes: new Map([...RULES.own.volumes, ['shop_web_other', 'shop/web'] as const]), doomedVolumes: new Set(['shop_web_data', 'stranger']) }
    expect(refusePayload(call, { ...RULES, own })).toMatchObject({ code: 'payload-refused' })
  })

  it('lets go of the one volume of ours that a person named', () => {
    const own = { ...RULES.own, doomedVolumes: new Set(['shop_web_data']) }
    expect(refusePayload({ method: 'DELETE', path: '/volumes/shop_web_data', query: {} }, { ...RULES, own })).toBeUndefined()
  })

  it('lets a container that never served take its unnamed volumes along, and no other one', () => {
    const own = { ...RULES.own, containers: new Map([...RULES.own.containers, ['other', 'shop/web'] as const]), neverServed: new Set([ID]) }
    expect(refusePayload({ method: 'DELETE', path: `/containers/${ID}`, query: { force: 'true', v: 'true' } }, { ...RULES, own })).toBeUndefined()
    expect(refusePayload({ method: 'DELETE', path: '/containers/other', query: { force: 'true', v: 'true' } }, { ...RULES, own })).toMatchObject({ code: 'payload-refused' })
  })

  it('lets a container of our own go without its volumes', () => {
    expect(refusePayload({ method: 'DELETE', path: `/containers/${ID}`, query: { force: 'true', v: 'false' } }, RULES)).toBeUndefined()
  })
})
