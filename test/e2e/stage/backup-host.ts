/**
 * A host with a database and an app with files, each with backups: the database to a folder, the files to S3 while the app stands still. Tests that
 * end Mist in the middle of a backup, a drill or a restore open it; where and what must be right then is their business.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { docker, labImage } from '../../lab/fixtures.js'
import { startS3, type S3 } from '../../lab/s3.js'
import { pathsBelow } from '../../support/paths-below.js'
import { openStage, type LiveContainer, type Stage } from '../stage.js'

export const DB = 'shop/db'
export const FILES = 'shop/worker:uploads'
export type BackupKey = typeof DB | typeof FILES

/** Of 128 characters each, from a checksum: about 8 MB, which compress to a little more than half. */
export const ROWS = 60_000
const RECOVERY = { timeoutMs: 240_000 }
/** More than one part of an upload, and nothing that could be compressed. */
const FILE_MEGABYTES = 20

export interface BackupHost {
  readonly stage: Stage
  readonly s3: S3
  /** Commits that backups go to a place of that name, where there are none yet: so the keeper makes one at once. Before the first call it has none. */
  readonly goTo: (key: BackupKey, place: string) => Promise<string>
  /** Paths of what lies in the present place of a backup, below it. */
  readonly objects: (key: BackupKey) => readonly string[]
  /** Ids with a manifest. */
  readonly whole: (key: BackupKey) => readonly string[]
  /** The present folder of the backups of the database. */
  readonly place: () => string
  readonly sql: (text: string) => Promise<string>
  /** Holds the table, so that a dump waits for it; answers how to let go. */
  readonly lockTable: () => Promise<() => Promise<void>>
  /** How many dumps the server is busy with. */
  readonly dumps: (which?: string) => Promise<number>
  /** What must be the same before and after: rows, files, volumes and who serves them. */
  readonly facts: () => Promise<Readonly<Record<string, unknown>>>
  /** The container of the database, and no stand-in of it. */
  readonly live: () => Promise<LiveContainer>
  /** What Mist has noted. */
  readonly generations: () => Noted
  /** State of the container of the app with files. */
  readonly workerState: () => Promise<string>
  /** What drills and restores use, that is there now. */
  readonly scratch: () => Promise<readonly string[]>
  /** Waits for a server that stands in for the database; answers the id of its container. */
  readonly serverInScratch: () => Promise<string>
  readonly close: () => Promise<void>
}

export interface Noted {
  readonly inUse: Readonly<Record<string, string>>
  readonly making: Readonly<Record<string, string>>
}

export interface BackupHostOptions {
  /** Behind `schedule` of both. */
  readonly more?: string
}

export async function openBackupHost({ more = '' }: BackupHostOptions = {}): Promise<BackupHost> {
  await labImage('postgres:15')
  const s3 = await startS3()
  const places: Record<BackupKey, string> = { [DB]: '', [FILES]: '' }
  let folder = ''
  const stage = await openStage({
    settings: ({ dir }) => {
      folder = join(dir, 'backups')
      const secrets = join(dir, 'host-secrets')
      mkdirSync(folder)
      mkdirSync(secrets, { mode: 0o700 })
      writeFileSync(join(secrets, 'S3_KEYS'), `${s3.accessKeyId}:${s3.secretAccessKey}\n`, { mode: 0o600 })
      return { grants: { backups: [folder], storages: [s3.endpoint] }, secrets: { directory: secrets }, drift: { interval: '5s' } }
    },
  })
  const close = async (): Promise<void> => {
    await stage.close()
    await s3.stop()
  }
  const manifest = (): string => {
    const backup = (key: BackupKey, to: string): string => (places[key] === '' ? '' : `, backup: { schedule: "@yearly", to: ${to}${more} }`)
    return `version: 1
storage:
  disk: { path: "${join(folder, places[DB])}" }
  offsite: { s3: ${s3.bucket}, endpoint: "${s3.endpoint}", region: ${s3.region}, prefix: ${places[FILES] || 'nothing-yet'}, credentials: { secret: S3_KEYS } }
defaults: { deploy: { drain: 0s, stop: 1s } }
projects:
  shop:
    apps:
      db: { template: postgres, with: { version: "15" }${backup(DB, 'disk')} }
      worker: { image: "busybox:1.36", type: service, command: [sleep, infinity], volumes: [{ name: uploads, path: /uploads${backup(FILES, 'offsite, pause: true')} }] }
`
  }
  const place = (): string => join(folder, places[DB])
  const objects = (key: BackupKey): readonly string[] => {
    if (key === FILES) return s3.objects().flatMap(({ key: path }) => (path.startsWith(`${places[FILES]}/`) ? [path.slice(places[FILES].length + 1)] : []))
    return pathsBelow(place()).map((path) => relative(place(), path)).toSorted()
  }
  const sql = async (text: string): Promise<string> => (await docker('exec', (await liveOf(stage, DB)).id, 'psql', '-U', 'app', '-d', 'app', '-tA', '-v', 'ON_ERROR_STOP=1', '-c', text)).trim()
  try {
    await stage.commit(manifest())
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), RECOVERY)
    await sql(`create table big as select i, md5(i::text) || md5((i + 1)::text) || md5((i + 2)::text) || md5((i + 3)::text) as text from generate_series(1, ${String(ROWS)}) i`)
    const { id } = await stage.container('shop/worker')
    await docker('exec', id, 'dd', 'if=/dev/urandom', 'of=/uploads/random', 'bs=1M', `count=${String(FILE_MEGABYTES)}`)
  } catch (error) {
    await close()
    throw error
  }
  return {
    stage, s3, objects, place, sql, close,
    dumps: async (which = 'true') => Number(await sql(`select count(*) from pg_stat_activity where application_name = 'pg_dump' and ${which}`)),
    lockTable: async () => {
      await docker('exec', '--detach', (await liveOf(stage, DB)).id, 'psql', '-U', 'app', '-d', 'app', '-c', 'begin; lock table big in access exclusive mode; select pg_sleep(600)')
      await stage.until('the table is locked', async () => await sql(`select count(*) from pg_locks where mode = 'AccessExclusiveLock' and granted and relation = 'big'::regclass`) === '1')
      return async () => { await sql(`select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(600)' and pid <> pg_backend_pid()`) }
    },
    goTo: (key, name) => {
      places[key] = name
      return stage.commit(manifest(), `Backups of ${key} to ${name}`)
    },
    whole: (key) => objects(key).filter((path) => path.endsWith('/manifest.json')).map((path) => path.split('/').at(-2) ?? ''),
    facts: () => factsOf(stage, sql),
    live: () => liveOf(stage, DB),
    generations: () => generationsOf(stage),
    workerState: async () => (await stage.container('shop/worker')).state,
    scratch: () => scratchOf(stage.instance),
    serverInScratch: () => stage.until('a server stands in', async () => {
      const [id = ''] = (await docker('ps', '--quiet', '--no-trunc', '--filter', `label=mist.instance=${stage.instance}`, '--filter', 'label=mist.scratch')).split('\n')
      return id === '' ? undefined : id
    }, { everyMs: 10 }),
  }
}

async function liveOf(stage: Stage, app: string): Promise<LiveContainer> {
  const [live] = (await stage.containers()).filter((one) => one.app === app && !isScratch(one))
  if (live === undefined) throw new Error(`there is no container of ${app}`)
  return live
}

function isScratch({ inspect }: LiveContainer): boolean {
  return 'mist.scratch' in inspect.Config.Labels
}

function generationsOf({ stateDir }: Stage): Noted {
  const file = join(stateDir, 'generations.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Noted : { inUse: {}, making: {} }
}

async function factsOf(stage: Stage, sql: BackupHost['sql']): Promise<Readonly<Record<string, unknown>>> {
  const live = (await stage.containers()).filter((one) => one.app.startsWith('shop/') && !isScratch(one))
  const worker = live.find(({ app }) => app === 'shop/worker')
  return {
    rows: await sql('select count(*), md5(string_agg(text, \'\' order by i)) from big'),
    files: worker?.state === 'paused' ? 'they stand still' : await docker('exec', worker?.id ?? '', 'md5sum', '/uploads/random'),
    containers: live.map(({ app, id, startedAt }) => [app, id, startedAt]), volumes: await stage.volumes(),
  }
}

async function scratchOf(instance: string): Promise<readonly string[]> {
  const filters = ['--filter', `label=mist.instance=${instance}`, '--filter', 'label=mist.scratch']
  const [containers, volumes] = await Promise.all([docker('ps', '--all', ...filters, '--format', '{{.Names}} {{.State}}'), docker('volume', 'ls', ...filters, '--format', '{{.Name}}')])
  return `${containers}\n${volumes}`.split('\n').filter((line) => line !== '')
}
