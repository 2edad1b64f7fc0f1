/**
 * A host with one database whose server is a few lines: what it was given lies as files in its data folder, and its check needs the
 * password of its own container. Backups are put into the storage by hand, so that a test can spoil them.
 */
import { createHash } from 'node:crypto'
import { backupId } from '../../../src/engine/backup/backup-id.js'
import { backupFolder, manifestKey } from '../../../src/engine/backup/places.js'
import { signed } from '../../../src/engine/backup/signed.js'
import { look } from '../../../src/engine/look.js'
import { keyId } from '../../../src/model/instance-key.js'
import type { BackupManifest, BackupPart, BackupSpec, DatabaseSource, DrillRecord, StorageSpec } from '../../../src/model/backup.js'
import type { DesiredApp } from '../../../src/model/state.js'
import type { Program } from '../../fakes/program.js'
import { GOOD_PROGRAM } from '../../fakes/program.js'
import type { World } from '../../fakes/world.js'
import { CONFIG, createWorld } from '../../fakes/world.js'

export const DATA = '/var/lib/postgresql/data'
export const PLACE: StorageSpec = { kind: 'path', name: 'disk', path: '/srv/backups' }
export const SEALED: StorageSpec = { ...PLACE, recipients: ['age1mine'] }
/** Of the database of the stage: made by the schedule, by this instance. */
export const ID = backupId({ root: 'default/shop/db/database', at: '2026-11-21T03:15:00.000Z', reason: 'schedule' }, CONFIG.key)
export function signal(): AbortSignal {
  return new AbortController().signal
}


export const MANIFEST = 'version: 1\nprojects:\n  shop:\n    apps:\n      db: { template: postgres }\n'

/** Takes parts by `take <name>`, and is well when it has the tables and is asked with its own password. */
export const SERVER: Program = {
  ...GOOD_PROGRAM,
  inside: ({ words: [verb, ...path], env, input, files, container }) => {
    const data = files(DATA)
    if (verb === 'take') {
      if (input.includes('broken')) return { exitCode: 3, said: `ERROR: syntax error near PASSWORD 'hunter2'\nwith ${env['PGPASSWORD'] ?? ''}\n` }
      data.set(path.join('/'), { bytes: Buffer.from(input), mode: 0o600, uid: 999, gid: 999 })
      return { exitCode: 0 }
    }
    if (verb === 'check') return { exitCode: data.has('tables/shop') && env['PGPASSWORD'] === container.spec?.env['POSTGRES_PASSWORD'] ? 0 : 2, said: 'no tables, or another password\n' }
    return { exitCode: 127, said: `no ${verb ?? 'command'}` }
  },
}

export interface Stage {
  readonly world: World
  readonly app: DesiredApp
  readonly spec: BackupSpec & { readonly source: DatabaseSource }
  /** `<folder of all>/<id>` of the backup that was put there. */
  readonly folder: string
  readonly shelf: Map<string, Uint8Array>
  put(parts: Readonly<Record<string, string>>, changes?: { readonly place?: StorageSpec; readonly manifest?: Partial<BackupManifest>; readonly id?: string; readonly by?: 'this' | 'nobody' }): Promise<BackupManifest>
  drills(): readonly DrillRecord[]
  /** What the data folder of a volume holds, by name. */
  rows(volume: string): Readonly<Record<string, string>>
}

export const GOOD_PARTS = { globals: 'CREATE ROLE app;', 'tables/shop': 'rows of the shop' }

export async function openStage(options: { readonly server?: Program } = {}): Promise<Stage> {
  const world = createWorld({ images: { 'postgres:17': options.server ?? SERVER, 'postgres:18': options.server ?? SERVER } })
  world.commit(MANIFEST)
  await world.converge()
  const seen = await look(world.ports, world.config, { fetch: 'local', freshness: 'live' }, signal())
  const app = seen.desired?.apps.find(({ key }) => key === 'shop/db')
  if (!app) throw new Error('there is no shop/db')
  const spec = specFor(app)
  const root = backupFolder(world.config.instance, spec)
  const shelf = new Map<string, Uint8Array>()
  world.shelves.set(PLACE.name, shelf)
  return {
    world, app, spec, shelf,
    folder: `${root}/${ID}`,
    put: async (parts, { place = PLACE, manifest = {}, id = ID, by = 'this' } = {}) => {
      const folder = `${root}/${id}`
      const written: BackupPart[] = []
      for (const [name, text] of Object.entries(parts)) written.push(await putPart(world, { place, folder, name, text }))
      const whole: BackupManifest = { formatVersion: 1, id, instance: world.config.instance, key: spec.key, source: { kind: 'database', software: 'postgres', line: '17', image: 'postgres:17' }, startedAt: '2026-11-21T03:15:00.000Z', durationMs: 10, reason: 'schedule', encrypted: place.recipients !== undefined, keyId: keyId(world.config.key), parts: written, ...manifest }
      shelf.set(manifestKey(folder), Buffer.from(JSON.stringify(by === 'nobody' ? whole : signed(whole, { key: world.config.key, purpose: 'backup manifest', at: manifestKey(folder) }))))
      return whole
    },
    drills: () => [...shelf].filter(([key]) => key.includes('/drill-')).map(([, bytes]) => JSON.parse(Buffer.from(bytes).toString()) as DrillRecord),
    rows: (volume) => Object.fromEntries([...(world.engine.state.files.get(volume) ?? new Map<string, { readonly bytes: Uint8Array }>())].map(([name, { bytes }]) => [name, Buffer.from(bytes).toString()])),
  }
}


function specFor(app: DesiredApp): Stage['spec'] {
  const password = app.containers[0]?.env['POSTGRES_PASSWORD'] ?? ''
  return {
    key: 'shop/db', app: 'shop/db', owner: 'shop/db', storage: 'disk', verify: 'weekly',
    schedule: { cron: '15 3 * * *', timezone: 'UTC' }, keep: { last: 3, daily: 0, weekly: 0, monthly: 0 },
    source: {
      kind: 'database', software: 'postgres', line: '17', volume: 'shop_db_data', path: DATA,
      recipe: () => ({
        parts: [
          { kind: 'one', name: 'globals', dump: { words: ['dump'] }, restore: { words: ['take', 'globals'], env: { PGPASSWORD: password } } },
          { kind: 'each', name: 'tables', list: { words: ['list'] }, dump: { words: ['dump', { part: true }] }, restore: { words: ['take', 'tables', { part: true }], env: { PGPASSWORD: password } } },
        ],
        check: { words: ['check'], env: { PGPASSWORD: password } },
      }),
    },
  }
}

async function putPart({ ports, shelves }: World, { place, folder, name, text }: { readonly place: StorageSpec; readonly folder: string; readonly name: string; readonly text: string }): Promise<BackupPart> {
  const object = `${name.replace('/', '.')}.gz`
  async function* plain(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(text))
  }
  const pieces: Uint8Array[] = []
  for await (const piece of ports.seal.seal(plain(), place.recipients)) pieces.push(Buffer.from(piece))
  const bytes = Buffer.concat(pieces)
  shelves.get(place.name)?.set(`${folder}/${object}`, bytes)
  const sha256 = (of: Uint8Array | string): string => createHash('sha256').update(of).digest('hex')
  return { name, object, bytes: bytes.length, sha256: sha256(bytes), plainBytes: Buffer.byteLength(text), plainSha256: sha256(text) }
}
