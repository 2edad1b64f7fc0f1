/** Data that goes over to a version that cannot open it: who may, what stands in the way, and in which order it is done. */
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../src/model/plan.js'
import { keyId } from '../../../src/model/instance-key.js'
import type { DesiredApp, DesiredState, ObservedContainer, ObservedState } from '../../../src/model/state.js'
import { failure } from '../../../src/model/failure.js'
import { err, ok } from '../../../src/model/result.js'
import { planMoves } from '../../../src/plan/data/move-data.js'
import { planChanges } from '../../../src/plan/plan.js'
import { toTasks } from '../../../src/plan/steps.js'
import { plainPaint } from '../../../src/render/paint.js'
import { planText } from '../../../src/render/plan-text.js'
import { settleMoves } from '../../../src/resolve/moves.js'
import { desiredOf, KEY, manifestOf, REVISION } from '../../support/desired.js'

const MEMORY = { lastApplied: {}, deletionConfirmed: true, servers: 'name' } as const
const OLD = { name: 'shop_db_data', owner: 'ours', app: 'shop/db', data: { software: 'postgres', line: '15', key: keyId(KEY) } } as const
const DISK = { disk: ok({ kind: 'path', name: 'disk', path: '/srv/backups' } as const) }

function wanted(version: string, more = 'upgrade: dump-restore'): DesiredState {
  return { ...desiredOf(manifestOf(`version: 1\nstorage: { disk: { path: /srv/backups } }\nprojects: { shop: { apps: { web: { image: "web:1", env: { DB: { from: db.url } } }, db: { template: postgres, with: { version: "${version}" }, backup: { to: disk, schedule: "@daily" }, ${more} } } } }`)), storages: DISK }
}

/** The old version runs, as it was made of git. */
function hostOf(more: Partial<ObservedState> = {}): ObservedState {
  const containers = wanted('15').apps.flatMap(({ containers: [spec] }) => (spec ? [{ ...spec, engineId: `id of ${spec.app}`, state: 'running', exitCode: 0, health: 'healthy', startedAt: REVISION.committedAt, restartCount: 0, imageId: 'sha256:1', networks: spec.networks.map((one) => ({ ...one, address: '10.0.0.2' })), noNewPrivileges: true } satisfies ObservedContainer] : []))
  return { observedAt: REVISION.committedAt, containers, foreignContainers: [], networks: [], volumes: [OLD], images: {}, routes: [], incomplete: {}, ...more }
}

function planOf(desired: DesiredState, observed = hostOf(), unfinished: readonly string[] = []): Plan {
  return planChanges(settleMoves(desired, planMoves(desired, observed, unfinished)), observed, MEMORY)
}

const refusals = (plan: Plan): readonly string[] => plan.blocked.filter(({ app }) => app === 'shop/db').map(({ message }) => message)

describe('data that goes over to another version', () => {
  it('is a change of its own, which says what it takes, who is without a database, and what is kept', () => {
    const plan = planOf(wanted('17'))
    expect(plan.changes.filter(({ app }) => app === 'shop/db').map(({ id, action, fields }) => `${action} ${id}: ${fields.map(({ field, from = '', to = '' }) => `${field} ${from} → ${to}`).join('; ')}`)).toEqual([
      'create volume/shop_db_data.g2: data shop_db_data (postgres 15) → shop_db_data.g2 (postgres 17)',
      expect.stringMatching(/^replace container\/shop\/db\/1: image postgres:15 → postgres:17; mounts/),
    ])
    expect(plan.changes.filter(({ app }) => app === 'shop/web')).toEqual([])
    expect(plan.keptVolumes).toEqual([])
    expect(planText(plan, { paint: plainPaint, env: 'hidden' })).toContain('take the data over to volume shop_db_data.g2 with downtime: backed up to disk, restored by postgres 17, compared; shop/web has no database meanwhile and is not restarted; volume shop_db_data is kept, and without what is written from then on: git changed it')
  })

  it('moves before the new container is made, and lets nobody near that before it is ready', () => {
    const [task] = toTasks(planOf(wanted('17'))).filter(({ app }) => app === 'shop/db')
    expect(task?.steps.map(({ effect, pointOfNoReturn }) => `${pointOfNoReturn ? '! ' : ''}${effect.do}`)).toEqual([
      'ensure-image', 'record-data', 'move-data', 'create-container', 'disconnect-network', 'start-container', 'await-ready', '! connect-network', 'remove-container',
    ])
  })

  it('goes to a volume that is named after what is there, and not after what was left half filled', () => {
    const volumes = [OLD, { ...OLD, name: 'shop_db_data.g4' }, { ...OLD, name: 'shop_db_data.g5' }]
    expect([planOf(wanted('17'), hostOf({ volumes })), planOf(wanted('17'), hostOf({ volumes }), ['shop_db_data.g5'])].map(({ changes }) => changes.find(({ kind }) => kind === 'volume')?.id)).toEqual(['volume/shop_db_data.g6', 'volume/shop_db_data.g5'])
  })

  it('is moved also where the volume that it goes to was left half filled by an attempt', () => {
    const plan = planOf(wanted('17'), hostOf({ volumes: [OLD, { ...OLD, name: 'shop_db_data.g2', data: { ...OLD.data, line: '17' } }] }), ['shop_db_data.g2'])
    expect(plan.changes.find(({ kind }) => kind === 'volume')).toMatchObject({ id: 'volume/shop_db_data.g2', move: { from: 'shop_db_data' } })
  })

  it.each<readonly [string, DesiredState, ObservedState, RegExp]>([
    ['nobody asked for it', wanted('17', 'upgrade: refuse'), hostOf(), /let Mist take the data over with `upgrade: dump-restore`/],
    ['its storage cannot be used', { ...wanted('17'), storages: { disk: err(failure('secret-missing', { subject: 'cannot use storage disk', cause: 'no K' })) } }, hostOf(), /mend why its data cannot go over by itself: cannot use storage disk: no K$/],
    ['no old container is there to read it', wanted('17'), hostOf({ containers: [] }), /no container of the old version is there to read it/],
    ['its version is older', wanted('14'), hostOf(), /the older 14 cannot read/],
    ['the key is another one', wanted('17'), hostOf({ volumes: [{ ...OLD, data: { ...OLD.data, key: '00000000' } }] }), /cannot open|derived from the key/],
    ['a setting counts only when the data is made', wanted('17', 'upgrade: dump-restore').apps.length > 0 ? { ...wanted('17'), apps: wanted('17').apps.map((app) => ({ ...app, containers: app.containers.map((spec) => ({ ...spec, env: { ...spec.env, ...(app.key === 'shop/db' && { POSTGRES_USER: 'other' }) } })) })) } : wanted('17'), hostOf(), /POSTGRES_USER counts only when the data is first made/],
  ])('stays where it is when %s', (_name, desired, observed, words) => {
    const plan = planOf(desired, observed)
    expect([plan.changes.filter(({ app }) => app === 'shop/db'), refusals(plan)[0]]).toEqual([[], expect.stringMatching(words)])
  })

  it('is left where it is by an app that is kept at its last release', () => {
    const desired = wanted('17')
    const kept = (app: DesiredApp): DesiredApp => ({ ...app, kept: { wanted: app, at: { app: app.key, release: 1, revision: REVISION, image: { ref: 'postgres:17', id: 'sha256:17' }, because: 'rejected' } } })
    expect(planMoves({ ...desired, apps: desired.apps.map(kept) }, hostOf(), []).size).toBe(0)
  })

  it('is left alone by a version of the same line', () => {
    expect(planMoves(wanted('15.3'), hostOf(), []).size).toBe(0)
  })
})
