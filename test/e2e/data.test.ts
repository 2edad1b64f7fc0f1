/** Data on a real engine: whatever becomes of the line, the name, the file and the history, the volume and what is in it stay. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, dockerTries } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'

const HEAD = 'version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "mist-lab/web:1", port: 8080, domains: [web.localhost] }\n'
const body = (more: string): string => `{ image: "redis:7", type: service, port: 6379, command: [redis-server, --appendonly, "yes"], volumes: ["data:/data"]${more} }\n`
const withDb = (name = 'db', more = ''): string => `${HEAD}      ${name}: ${body(more)}`

let stage: Stage
let volume: string

beforeAll(async () => {
  stage = await openStage()
  volume = `${stage.instance}_shop_db_data`
  await stage.commit(withDb())
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  await redis('db', 'set', 'answer', '42')
})

afterAll(() => stage.close())

async function redis(app: string, ...words: readonly string[]): Promise<string> {
  const { id } = await stage.container(`shop/${app}`)
  return (await docker('exec', id, 'redis-cli', ...words)).trim()
}

/** A volume has no id; one that was made anew has another folder. The engine's CreatedAt is when that folder last changed. */
async function birth(): Promise<string> {
  const { code, stdout } = await dockerTries(['volume', 'inspect', '--format', '{{.Mountpoint}}', volume])
  if (code !== 0) return ''
  const { ino, birthtimeMs } = statSync(stdout.trim())
  return `${String(ino)} ${String(birthtimeMs)}`
}

async function untilGone(app: string): Promise<void> {
  await stage.until(`shop/${app} is gone`, async () => !(await stage.containers()).some((one) => one.app === `shop/${app}`))
}

describe('the data of an app', () => {
  let born = ''

  beforeAll(async () => {
    born = await birth()
    expect(born).not.toBe('')
  })

  it('outlives the line of its app, which finds it again', async () => {
    await stage.deploy(HEAD, 'Remove db')
    await untilGone('db')
    expect(await birth()).toBe(born)
    expect((await stage.mistctl('volume', 'ls')).stdout).toMatch(new RegExp(`${volume}\\s+shop/db\\s+kept`))
    await stage.deploy(withDb(), 'Bring db back')
    expect([await redis('db', 'get', 'answer'), await birth()]).toEqual(['42', born])
  })

  it('goes with the app when it is renamed, and comes back with a revert', async () => {
    await stage.deploy(withDb('store', ', rename: { from: db }'), 'Rename db')
    await untilGone('db')
    expect([await redis('store', 'get', 'answer'), await birth()]).toEqual(['42', born])
    expect((await stage.mistctl('volume', 'ls', '-o', 'json')).stdout).toMatch(/"standing": "in-use"/)
    await stage.deploy(withDb(), 'Revert the rename')
    await untilGone('store')
    expect([await redis('db', 'get', 'answer'), await birth()]).toEqual(['42', born])
  })

  it('outlives an emptied file, also once the loss of the apps is confirmed', async () => {
    const empty = await stage.commit('version: 1\n', 'Empty')
    await stage.until('the removal is refused', async () => (await stage.status()).blocked.some(({ reason }) => reason === 'mass-deletion'))
    expect(await redis('db', 'get', 'answer')).toBe('42')
    expect((await stage.mistctl('prune', `--confirm=${empty}`)).code).toBe(0)
    await untilGone('db')
    expect(await birth()).toBe(born)
    await stage.deploy(withDb(), 'Fill the file again')
    expect([await redis('db', 'get', 'answer'), await birth()]).toEqual(['42', born])
  })

  it('outlives the history of Mist, and nothing is made anew', async () => {
    const before = await stage.container('shop/db')
    await stage.mistd.stop()
    for (const name of readdirSync(stage.stateDir).filter((one) => one.startsWith('mist.db'))) rmSync(join(stage.stateDir, name))
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect((await stage.container('shop/db')).id).toBe(before.id)
    expect([await redis('db', 'get', 'answer'), await birth()]).toEqual(['42', born])
  })

  it('is not lost by a confirmation as long as anybody needs or protects it', async () => {
    expect(await stage.mistctl('prune', `--confirm=${volume}`)).toMatchObject({ code: 3, stderr: expect.stringContaining('an app in git uses it') as string })
    await stage.deploy(withDb('db', ', protect: true'), 'Protect db')
    await stage.deploy(HEAD, 'Remove db')
    await untilGone('db')
    expect(await stage.mistctl('prune', `--confirm=${volume}`)).toMatchObject({ code: 3, stderr: expect.stringContaining('protect: true') as string })
    expect(await birth()).toBe(born)
    await stage.deploy(withDb(), 'Bring db back without protection')
    expect(await redis('db', 'get', 'answer')).toBe('42')
  })

  it('is lost by its exact name, once, after it was told what goes', async () => {
    await stage.deploy(HEAD, 'Remove db for good')
    await untilGone('db')
    const stranger = (await docker('run', '-d', '--network', 'none', '-v', `${volume}:/data`, '--name', `${stage.instance}-stranger`, 'redis:7')).trim()
    try {
      expect(await stage.mistctl('prune', `--confirm=${volume}`)).toMatchObject({ code: 3, stderr: expect.stringContaining('still mounts it') as string })
    } finally {
      await docker('rm', '-f', stranger)
    }
    expect((await stage.mistctl('prune')).stdout).toContain(`mistctl prune --confirm=${volume}`)
    expect((await stage.mistctl('prune', `--confirm=${volume.slice(0, -1)}`)).code).toBe(2)
    const lost = await stage.mistctl('prune', `--confirm=${volume}`)
    expect(lost).toMatchObject({ code: 0, stdout: expect.stringMatching(/app +shop\/db\n +size +\d[\s\S]*Removed for good/) as string })
    expect(await birth()).toBe('')
    expect((await stage.mistctl('prune', `--confirm=${volume}`)).code).toBe(2)
  })
})
