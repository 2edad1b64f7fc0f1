/** Databases that are left alone: data of another version, another software or another key. */
import { describe, expect, it } from 'vitest'
import type { BackupSpec } from '../../../src/model/backup.js'
import type { DataOrigin } from '../../../src/model/data.js'
import { NO_DATA, withGivenUp, withNotes } from '../../../src/model/data-record.js'
import { keyId } from '../../../src/model/instance-key.js'
import { failure } from '../../../src/model/failure.js'
import { err, ok } from '../../../src/model/result.js'
import type { DesiredApp, DesiredState, ObservedState } from '../../../src/model/state.js'
import { dueNotes, unnotedData } from '../../../src/plan/data/notes.js'
import { appliedMemory, givenUp, knownData } from '../../../src/plan/memory.js'
import type { PlanMemory } from '../../../src/plan/plan.js'
import { planChanges } from '../../../src/plan/plan.js'
import { toTasks } from '../../../src/plan/steps.js'
import { chooseGenerations, settleGenerations, volumesOf } from '../../../src/resolve/generations.js'
import { desiredOf, KEY, manifestOf, REVISION } from '../../support/desired.js'
import { runTasks } from '../../support/model-run.js'
import { emptyWorld } from '../../support/model-world.js'

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
    expect(blocked[0]?.message).toContain('let Mist take the data over with `upgrade: dump-restore`, or stop who writes to it and say: mistctl backup now shop/db, then mistctl backup restore shop/db')
  })

  it('is told of the data of before, where that fits and is kept', () => {
    const desired = desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: ${POSTGRES} } } }`))
    const volumes = [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db', data: OWN }, { name: 'shop_db_data.g2', owner: 'ours', app: 'shop/db', data: { ...OWN, line: '17' } }] as const
    const generations = { inUse: { shop_db_data: 'shop_db_data.g2' }, making: {} }
    const fitted = settleGenerations(desired, chooseGenerations(volumesOf(desired), { generations, observed: { ...BARE, volumes } }), generations)
    expect(planChanges(fitted, { ...BARE, volumes }, MEMORY).blocked[0]?.message).toBe('the volume shop_db_data.g2 holds data of postgres 17, which the older 16 cannot read: go back to `with: { version: "17" }`, or to the data of before, without what was written since, with: mistctl volume use shop_db_data')
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
    for (const memory of [{}, givenUp({ 'volume/shop_db_data': 'holds-data' }, 'shop_db_data')]) expect(planWith(memory).changes.map(({ id }) => id)).toContain('volume/shop_db_data')
  })

  it('is remembered by its volume, as long as it is no preview', () => {
    const desired = desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: ${POSTGRES}, web: { image: "web:1", volumes: ["files:/data"] } } } }`))
    const plan = planChanges(desired, BARE, MEMORY)
    const noted = appliedMemory(plan, desired, new Set(plan.changes.map(({ id }) => id)))
    expect(Object.keys(noted).filter((id) => id.startsWith('volume/'))).toEqual(['volume/shop_db_data'])
    expect(knownData({ lastApplied: noted })).toMatchObject({ ok: true, value: { held: { shop_db_data: expect.any(String) as string } } })
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
    expect(planWith(BARE, { ...lastApplied, ...givenUp(lastApplied, 'shop_web_files') })).toEqual([])
  })

  it('is not touched while its volume cannot be seen', () => {
    const cause = failure('engine-timeout', { subject: 'cannot list volumes', cause: 'no answer' })
    expect(refusals(POSTGRES, OWN, { volumes: [], incomplete: { volume: cause } }).length).toBeGreaterThan(0)
  })
})

describe('data whose volume is gone', () => {
  const desired = desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: ${POSTGRES} } } }`))
  const record = withNotes(NO_DATA, [{ volume: 'shop_db_data' }], REVISION.committedAt)
  const reasons = (memory: Partial<PlanMemory>, observed: ObservedState = BARE) => planChanges(desired, observed, { ...MEMORY, ...memory }).blocked.map(({ id, reason }) => `${id} ${reason}`)

  it('is missed whichever generation it was in, by the record or by the history of an older Mist', () => {
    const missed = expect.arrayContaining(['volume/shop_db_data data-missing']) as unknown
    expect(reasons({ dataRecord: ok(withNotes(NO_DATA, [{ volume: 'shop_db_data.g3' }], REVISION.committedAt)) })).toEqual(missed)
    expect(reasons({ lastApplied: { 'volume/shop_db_data.g2': 'holds-data' } })).toEqual(missed)
    expect(reasons({ lastApplied: { 'volume/shop_db_data.g2': 'holds-data' }, dataRecord: ok(withGivenUp(record, 'shop_db_data', REVISION.committedAt)) })).toEqual([])
    expect(reasons({ lastApplied: givenUp({ 'volume/shop_db_data': 'holds-data', 'volume/shop_db_data.g2': 'holds-data' }, 'shop_db_data.g2') })).toEqual([])
    expect(reasons({ dataRecord: ok(withNotes(NO_DATA, [{ volume: 'shop_other_data' }], REVISION.committedAt)) })).toEqual([])
  })

  it('is not taken for data that never was while the record cannot be read, and what is there goes on', () => {
    const unreadable = { dataRecord: err(failure('data-record-unreadable', { subject: 'cannot read /var/lib/mist/data.json', cause: 'it is no object', help: 'Mend the file.' })) }
    const { blocked } = planChanges(desired, BARE, { ...MEMORY, ...unreadable })
    expect(blocked.find(({ reason }) => reason === 'data-missing')?.message).toBe('there is no volume shop_db_data, and whether there was one is not known: cannot read /var/lib/mist/data.json: it is no object (Mend the file.)')
    expect(reasons(unreadable, { ...BARE, volumes: [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db', data: OWN }] })).toEqual([])
  })

  it('is noted before the first container starts, and only as long as that is news', () => {
    const notes = (memory: Partial<PlanMemory>) => toTasks(planChanges(desired, BARE, { ...MEMORY, ...memory })).flatMap(({ app, steps }) => (app === 'shop/db' ? steps.map(({ effect }) => effect.do) : [])).filter((step) => /volume|record|start/.test(step))
    expect(notes({})).toEqual(['create-volume', 'record-data', 'start-container'])
    expect(dueNotes(...appOf(desired), NO_DATA)).toEqual([{ note: { volume: 'shop_db_data' }, before: { volume: 'shop_db_data' } }])
    expect(dueNotes(...appOf(desired), record)).toEqual([])
    expect(unnotedData(desired, { ...BARE, volumes: [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db', data: OWN }] }, NO_DATA)).toEqual([{ volume: 'shop_db_data' }])
    expect(unnotedData(desired, { ...BARE, volumes: [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db', data: OWN }] }, record)).toEqual([])
    expect(unnotedData(desired, BARE, NO_DATA)).toEqual([])
  })
})

describe('data of a preview', () => {
  it('is neither noted nor missed: it goes with its preview', () => {
    const git = desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: ${POSTGRES} } } }`))
    const desired = { ...git, apps: git.apps.map((app) => ({ ...app, volumes: app.volumes.map((volume) => ({ ...volume, preview: true as const })) })) }
    const volumes = [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db', preview: true, data: OWN }] as const
    expect([dueNotes(...appOf(desired), NO_DATA), unnotedData(desired, { ...BARE, volumes }, NO_DATA)]).toEqual([[], []])
    const dataRecord = ok(withNotes(NO_DATA, [{ volume: 'shop_db_data' }], REVISION.committedAt))
    expect(planChanges(desired, BARE, { ...MEMORY, dataRecord }).blocked).toEqual([])
  })
})

describe('data that newer software opened', () => {
  const data = { software: 'valkey', line: '7.2', key: keyId(KEY) }
  const volumes = [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db', data }] as const
  const wanting = (version: string) => desiredOf(manifestOf(`version: 1\nprojects: { shop: { apps: { db: { template: valkey, with: { version: "${version}" } } } } }`))
  const wrote = (version: string) => ok(withNotes(NO_DATA, [{ volume: 'shop_db_data', writer: { software: 'valkey', version } }], REVISION.committedAt))
  const refused = (version: string, memory: Partial<PlanMemory>, more: Partial<ObservedState> = {}) => planChanges(wanting(version), { ...BARE, volumes, ...more }, { ...MEMORY, ...memory }).blocked.map(({ reason, message }) => `${reason}: ${message}`)
  const running = (version: string): Partial<ObservedState> => ({ containers: emptyWorldWith(wanting(version)) })

  it('is not given to the older one, also when no container is left that tells', () => {
    expect(refused('8', { dataRecord: wrote('9') })).toEqual(['data-unfit: valkey 9 has written to the volume shop_db_data, and the older 8 may not be able to read that: go back to `with: { version: "9" }`'])
    expect(refused('8.0', { dataRecord: wrote('8.1.3') })).toHaveLength(1)
    for (const version of ['8', '8.1', '9']) expect(refused(version, { dataRecord: wrote('8.1') })).toEqual([])
    expect(refused('8', {})).toEqual([])
  })

  it('goes by what runs on it, where something does', () => {
    expect(refused('8', { dataRecord: wrote('9') }, running('8'))).toEqual([])
    expect(refused('8', { dataRecord: wrote('8') }, running('9'))).toEqual([expect.stringContaining('data-unfit: valkey/valkey:9 has written to its volume') as string])
  })

  it('waits where the record cannot be read and nothing runs', () => {
    const unreadable = { dataRecord: err(failure('data-record-unreadable', { subject: 'cannot read data.json', cause: 'it is no object', help: 'Mend the file.' })) }
    expect(refused('8', unreadable)).toEqual(['data-unfit: which version wrote to the volume shop_db_data last is not known, and no container is there to tell: cannot read data.json: it is no object (Mend the file.)'])
    expect(refused('8', unreadable, running('8'))).toEqual([])
  })

  it('is noted before the newer one starts, and taken back when that does not come up', () => {
    const steps = toTasks(planChanges(wanting('9'), { ...BARE, volumes, ...running('8') }, { ...MEMORY, dataRecord: wrote('8') })).flatMap((task) => (task.app === 'shop/db' ? task.steps : []))
    const at = steps.findIndex(({ effect }) => effect.do === 'record-data')
    expect(steps[at]).toEqual({
      effect: { do: 'record-data', app: 'shop/db', notes: [{ volume: 'shop_db_data', writer: { software: 'valkey', version: '9' } }] },
      undo: [{ do: 'record-data', app: 'shop/db', notes: [{ volume: 'shop_db_data', writer: { software: 'valkey', version: '8' } }] }],
    })
    expect(steps.slice(0, at).some(({ effect }) => effect.do === 'stop-container' || effect.do === 'start-container')).toBe(false)
    expect(unnotedData(wanting('9'), { ...BARE, volumes, ...running('9') }, NO_DATA)).toEqual([{ volume: 'shop_db_data', writer: { software: 'valkey', version: '9' } }])
  })
})

function appOf({ apps }: DesiredState): readonly [DesiredApp, ReadonlySet<string>] {
  const app = apps.find(({ key }) => key === 'shop/db')
  if (!app) throw new Error('no shop/db')
  return [app, new Set()]
}

/** What would run after all of it was applied. */
function emptyWorldWith(desired: DesiredState): ObservedState['containers'] {
  return runTasks(emptyWorld(), toTasks(planChanges(desired, emptyWorld().observed, MEMORY))).world.observed.containers
}
