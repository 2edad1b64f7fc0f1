/** Databases that are left alone: data of another version, another software or another key. */
import { describe, expect, it } from 'vitest'
import type { BackupSpec } from '../../src/model/backup.js'
import type { DataOrigin } from '../../src/model/data.js'
import { keyId } from '../../src/model/instance-key.js'
import { failure } from '../../src/model/failure.js'
import type { ObservedState } from '../../src/model/state.js'
import { appliedMemory, givenUp, heldData } from '../../src/plan/memory.js'
import { planChanges } from '../../src/plan/plan.js'
import { chooseGenerations, settleGenerations, volumesOf } from '../../src/resolve/generations.js'
import { desiredOf, KEY, manifestOf, REVISION } from '../support/desired.js'

const BARE: ObservedState = { observedAt: REVISION.committedAt, containers: [], foreignContainers: [], networks: [], volumes: [], images: {}, routes: [], incomplete: {} }
const MEMORY = { lastApplied: {}, deletionConfirmed: true, servers: 'name' } as const

function planFor(db: string, data: DataOrigin | undefined, more: Partial<ObservedState> = {}) {
  const desired = desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: ${db} } } }`))
  return planChanges(desired, { ...BARE, volumes: [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db', ...(data && { data }) }], ...more }, MEMORY)
}

function refusals(...args: Parameters<typeof planFor>): readonly string[] {
  const { blocked, changes } = planFor(...args)
  expect(changes.filter(({ app }) => app === 'shop/db')).toHaveLength(blocked.length > 0 ? 0 : 1)
  return blocked.map(({ reason, message }) => `${reason}: ${message}`)
}

const OWN = { software: 'postgres', line: '16', key: keyId(KEY) }
const POSTGRES = '{ template: postgres, with: { version: "16.4" } }'

describe('a database', () => {
  it('starts on data that its own line wrote', () => {
    expect(refusals(POSTGRES, OWN)).toEqual([])
  })

  it.each([
    ['a newer version', '{ template: postgres, with: { version: "17" } }', OWN, /^data-unfit: the volume shop_db_data holds data of postgres 16, which 17 cannot open: go back to `with: \{ version: "16" \}`, or make a second database/],
    ['an older version', '{ template: postgres, with: { version: "15" } }', OWN, /which the older 15 cannot read/],
    ['another software', '{ template: mariadb }', OWN, /which mariadb cannot read/],
    ['another key', POSTGRES, { ...OWN, key: '00000000' }, /were derived from the key 00000000, and this instance has [0-9a-f]{8}: bring back the instance.key/],
    ['no key at all', POSTGRES, { software: 'postgres', line: '16' }, /were not derived from a key of an instance/],
    ['a volume that no template made', POSTGRES, undefined, /was not made by a template/],
    ['an older version where newer ones go', '{ template: redis, with: { version: "7" } }', { software: 'redis', line: '8' }, /which the older 7 cannot read/],
  ] as const)('is not touched for %s', (_name, db, data, words) => {
    expect(refusals(db, data)).toEqual([expect.stringMatching(words)])
  })

  it('is told the way over by its backup, where it has one', () => {
    const desired = desiredOf(manifestOf('version: 1\nprojects: { shop: { apps: { db: { template: postgres, with: { version: "17" } } } } }'))
    const backup = { key: 'shop/db', app: 'shop/db', source: { kind: 'database' } } as unknown as BackupSpec
    const { blocked } = planChanges({ ...desired, backups: [backup] }, { ...BARE, volumes: [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db', data: OWN }] }, MEMORY)
    expect(blocked[0]?.message).toContain('move the data over with: mistctl backup now shop/db, then mistctl backup restore shop/db')
  })

  it('is told of the data of before, where that fits and is kept', () => {
    const desired = desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: ${POSTGRES} } } }`))
    const volumes = [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db', data: OWN }, { name: 'shop_db_data.g2', owner: 'ours', app: 'shop/db', data: { ...OWN, line: '17' } }] as const
    const generations = { inUse: { shop_db_data: 'shop_db_data.g2' }, making: {} }
    const fitted = settleGenerations(desired, chooseGenerations(volumesOf(desired), { generations, observed: { ...BARE, volumes } }), generations)
    expect(planChanges(fitted, { ...BARE, volumes }, MEMORY).blocked[0]?.message).toBe('the volume shop_db_data.g2 holds data of postgres 17, which the older 16 cannot read: go back to `with: { version: "17" }`, or to the data of before with: mistctl volume use shop_db_data')
  })

  it('takes a newer version where the software opens older data', () => {
    expect(refusals('{ template: redis, with: { version: "8" } }', { software: 'redis', line: '7' })).toEqual([])
  })

  it('does not begin anew where its volume is gone, until somebody gave up what was in it', () => {
    const desired = desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: ${POSTGRES}, web: { image: "web:1", port: 80 } } } }`))
    const planWith = (lastApplied: Readonly<Record<string, string>>) => planChanges(desired, BARE, { ...MEMORY, lastApplied })
    const gone = planWith({ 'volume/shop_db_data': 'holds-data' })
    expect(gone.blocked.map(({ id, reason }) => `${id} ${reason}`)).toEqual(['container/shop/db/1 data-missing', 'volume/shop_db_data data-missing'])
    expect(gone.blocked[0]?.message).toContain('mistctl prune --confirm=shop_db_data')
    expect(gone.changes.some(({ app }) => app === 'shop/web')).toBe(true)
    for (const memory of [{}, givenUp('shop_db_data')]) expect(planWith(memory).changes.map(({ id }) => id)).toContain('volume/shop_db_data')
  })

  it('is remembered by its volume, as long as it is no preview', () => {
    const desired = desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: ${POSTGRES}, web: { image: "web:1", volumes: ["files:/data"] } } } }`))
    const plan = planChanges(desired, BARE, MEMORY)
    const noted = appliedMemory(plan, desired, new Set(plan.changes.map(({ id }) => id)))
    expect(Object.keys(noted).filter((id) => id.startsWith('volume/'))).toEqual(['volume/shop_db_data'])
    expect(heldData(noted, 'shop_db_data')).toBe(true)
  })

  it('has no backup of nothing: other volumes with backups are missed as well, and those without are made', () => {
    const app = '{ image: "web:1", volumes: [{ name: files, path: /data, backup: { to: disk, schedule: "@daily" } }, { name: cache, path: /cache }] }'
    const desired = desiredOf(manifestOf(`version: 1\nstorage: { disk: { path: /srv/backups } }\nprojects: { shop: { apps: { web: ${app} } } }`))
    const first = planChanges(desired, BARE, MEMORY)
    const lastApplied = appliedMemory(first, desired, new Set(first.changes.map(({ id }) => id)))
    expect(Object.keys(lastApplied).filter((id) => id.startsWith('volume/'))).toEqual(['volume/shop_web_files'])
    const planWith = (observed: ObservedState, memory = lastApplied) => planChanges(desired, observed, { ...MEMORY, lastApplied: memory }).blocked.map(({ id, reason }) => `${id} ${reason}`)
    expect(planWith(BARE)).toContain('volume/shop_web_files data-missing')
    expect(planWith({ ...BARE, volumes: [{ name: 'shop_web_files', owner: 'ours', app: 'shop/web' }] })).toEqual([])
    expect(planWith(BARE, { ...lastApplied, ...givenUp('shop_web_files') })).toEqual([])
  })

  it('is not touched while its volume cannot be seen', () => {
    const cause = failure('engine-timeout', { subject: 'cannot list volumes', cause: 'no answer' })
    expect(refusals(POSTGRES, OWN, { volumes: [], incomplete: { volume: cause } }).length).toBeGreaterThan(0)
  })
})
