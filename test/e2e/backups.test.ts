/** Backups on real servers and places: they come by themselves, tell nobody anything, and are loud when they fail. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BackupStatus, Condition } from '../../src/model/run.js'
import { docker, labImage } from '../lab/fixtures.js'
import type { S3 } from '../lab/s3.js'
import { startS3 } from '../lab/s3.js'
import { pathsBelow } from '../support/paths-below.js'
import { openStage, type Stage } from './stage.js'
import { allEvents } from './stage/events.js'

const IMAGE_TIMEOUT_MS = 900_000
const RECIPIENT = 'age1q4zfmz46mku06nzca2vqgccuyavlwz2xdvup4c3zgw07xjxzyu7qyn0dny'

let stage: Stage
let s3: S3
let folder: string

function manifest(): string {
  return `version: 1
storage:
  disk: { path: "${folder}", encrypt: [${RECIPIENT}] }
  offsite: { s3: ${s3.bucket}, endpoint: "${s3.endpoint}", region: ${s3.region}, credentials: { secret: S3_KEYS } }
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    apps:
      db: { template: postgres, with: { version: "15" }, backup: { schedule: "* * * * *", to: disk } }
      cache: { template: redis, backup: { schedule: "@yearly", to: offsite } }
      worker: { image: "mist-lab/web:1", port: 8080, volumes: [{ name: uploads, path: /uploads, backup: { schedule: "@yearly", to: offsite, pause: true } }] }
`
}

beforeAll(async () => {
  await labImage('postgres:15')
  s3 = await startS3()
  stage = await openStage({
    settings: ({ dir }) => {
      folder = join(dir, 'backups')
      const secrets = join(dir, 'host-secrets')
      mkdirSync(folder)
      mkdirSync(secrets, { mode: 0o700 })
      writeFileSync(join(secrets, 'S3_KEYS'), `${s3.accessKeyId}:${s3.secretAccessKey}\n`, { mode: 0o600 })
      return { grants: { backups: [folder], storages: [s3.endpoint] }, secrets: { directory: secrets } }
    },
  })
  await stage.commit(manifest())
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'), { timeoutMs: 240_000 })
}, IMAGE_TIMEOUT_MS)

afterAll(async () => {
  await stage.close()
  await s3.stop()
})

async function app(name: string): Promise<{ readonly backups: readonly BackupStatus[]; readonly conditions: readonly Condition[] }> {
  const { backups = [], conditions } = (await stage.status()).apps.find((one) => `${one.project}/${one.app}` === name) ?? { conditions: [] }
  return { backups, conditions }
}

function files(): readonly string[] {
  return pathsBelow(folder).map((path) => relative(folder, path)).toSorted()
}

function ids(): readonly string[] {
  return files().filter((file) => file.endsWith('manifest.json')).map((file) => file.split('/').at(-2) ?? '')
}

describe('backups', () => {
  it('are made at once, and again at the next moment of the schedule', async () => {
    await stage.until('each has a first backup', async () => (await Promise.all(['shop/db', 'shop/cache', 'shop/worker'].map(app))).every(({ backups }) => backups.length > 0 && backups.every(({ state, last }) => last !== undefined && state !== 'failed')), { timeoutMs: 240_000, everyMs: 500 })
    const before = ids().length
    await stage.until('one is made by the schedule', () => ids().length > before, { timeoutMs: 240_000, everyMs: 500 })
    expect(s3.objects().map(({ key }) => key.split('/').at(-1)).filter((name) => name === 'manifest.json')).toHaveLength(2)
    expect((await stage.api('/metrics')).body).toMatch(/mist_backup_last_result\{backup="shop\/db"\} 1/)
  }, 500_000)

  it('can be read by nobody without an identity, and tell no password', async () => {
    const { inspect } = await stage.container('shop/db')
    const password = (inspect.Config.Env ?? []).find((line) => line.startsWith('POSTGRES_PASSWORD='))?.slice('POSTGRES_PASSWORD='.length) ?? ''
    // What is being made at this very moment is no backup yet, and moves.
    const whole = new Set(ids())
    const texts = files().filter((file) => /\.(age|json)$/.test(file) && whole.has(file.split('/').at(-2) ?? '')).map((file) => ({ file, bytes: readFileSync(join(folder, file)) }))
    expect(texts.length).toBeGreaterThan(1)
    expect(texts.filter(({ file }) => file.endsWith('.age')).every(({ bytes }) => bytes.subarray(0, 21).toString() === 'age-encryption.org/v1')).toBe(true)
    expect(texts.some(({ bytes }) => bytes.includes(password))).toBe(false)
    expect(stage.mistd.log()).not.toContain(password)
    expect(stage.mistd.log()).not.toContain(s3.secretAccessKey)
  })

  it('are asked for by a person, while nothing stands still any more', async () => {
    const made = await stage.mistctl('backup', 'now', 'shop/worker:uploads', '-o', 'json')
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('"reason": "person"')])
    const { id } = await stage.container('shop/worker')
    expect((await docker('inspect', '--format', '{{.State.Status}}', id)).trim()).toBe('running')
    expect((await stage.mistctl('backup', 'ls')).stdout).toMatch(/shop\/worker:uploads\s+offsite\s+good/)
  }, 240_000)

  it('are loud when they fail, and the app goes on', async () => {
    const server = await stage.container('shop/db')
    await docker('exec', server.id, 'chmod', '000', '/usr/lib/postgresql/15/bin/pg_dump')
    const condition = await stage.until('it is told', async () => (await app('shop/db')).conditions.find(({ type }) => type === 'BackedUp'), { timeoutMs: 240_000, everyMs: 500 })
    expect(condition).toMatchObject({ status: 'False', reason: 'BackupFailed' })
    expect((await stage.api('/metrics')).body).toMatch(/mist_backup_last_result\{backup="shop\/db"\} 0/)
    expect((await allEvents(stage)).map(({ type }) => type)).toContain('backup-failed')
    expect((await stage.mistctl('backup', 'ls')).code).toBe(1)
    await docker('exec', server.id, 'chmod', '755', '/usr/lib/postgresql/15/bin/pg_dump')
  }, 600_000)
})
