/** Data that moved on to another generation of its volume, on a real engine: chosen by a person, kept through every loss, and never guessed. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'

const MANIFEST = 'version: 1\nprojects:\n  shop:\n    apps:\n      db: { image: "redis:7", type: service, port: 6379, command: [redis-server, --appendonly, "yes"], volumes: ["data:/data"] }\n'

let stage: Stage
let base: string
let next: string

beforeAll(async () => {
  stage = await openStage()
  base = `${stage.instance}_shop_db_data`
  next = `${base}.g2`
  await stage.commit(MANIFEST)
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  await redis('set', 'answer', 'old')
  await fill(next, 'new')
})

afterAll(() => stage.close())

async function redis(...words: readonly string[]): Promise<string> {
  const { id } = await stage.container('shop/db')
  return (await docker('exec', id, 'redis-cli', ...words)).trim()
}

/** As a restore leaves it. */
async function fill(volume: string, answer: string): Promise<void> {
  await docker('volume', 'create', '--label', `mist.instance=${stage.instance}`, '--label', 'mist.project=shop', '--label', 'mist.app=db', volume)
  const id = (await docker('run', '-d', '--network', 'none', '-v', `${volume}:/data`, 'redis:7', 'redis-server', '--appendonly', 'yes')).trim()
  try {
    await stage.until('the server of the new volume answers', async () => (await docker('exec', id, 'redis-cli', 'set', 'answer', answer).catch(() => '')).trim() === 'OK')
    await docker('stop', id)
  } finally {
    await docker('rm', '-f', id)
  }
}

const note = (): string => join(stage.stateDir, 'generations.json')

async function answers(answer: string): Promise<void> {
  await stage.until(`shop/db answers ${answer}`, async () => (await redis('get', 'answer').catch(() => '')) === answer)
}

async function restartWithout(...names: readonly string[]): Promise<void> {
  await stage.mistd.stop()
  for (const name of readdirSync(stage.stateDir).filter((one) => names.some((prefix) => one.startsWith(prefix)))) rmSync(join(stage.stateDir, name))
}

async function startAgain(): Promise<void> {
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
}

describe('a generation', () => {
  it('that is merely there changes nothing, once the other one is in use', async () => {
    const before = await stage.container('shop/db')
    await stage.mistctl('apply')
    expect([(await stage.container('shop/db')).id, await redis('get', 'answer')]).toEqual([before.id, 'old'])
    expect(JSON.parse(readFileSync(note(), 'utf8'))).toMatchObject({ inUse: { [base]: base } })
  })

  it('is chosen by a person, who has to be sure', async () => {
    expect(await stage.mistctl('volume', 'use', next)).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') as string })
    expect(await stage.mistctl('volume', 'use', `${base}.g7`, '--yes')).toMatchObject({ code: 2, stderr: expect.stringContaining('no volume of that name') as string })
    expect(await redis('get', 'answer')).toBe('old')
    expect(await stage.mistctl('volume', 'use', next, '--yes')).toMatchObject({ code: 0, stdout: expect.stringContaining(`instead  of ${base}, which is kept`) as string })
    await answers('new')
    const listed = (await stage.mistctl('volume', 'ls')).stdout
    expect(listed).toMatch(new RegExp(`${base} +shop/db +kept: the data moved on to ${next}`))
    expect(listed).toMatch(new RegExp(`${next} +shop/db +in use`))
  })

  it('stays when the history and the note are lost', async () => {
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    const before = await stage.container('shop/db')
    await restartWithout('mist.db', 'generations.json')
    await startAgain()
    expect([(await stage.container('shop/db')).id, await redis('get', 'answer')]).toEqual([before.id, 'new'])
    expect(JSON.parse(readFileSync(note(), 'utf8'))).toMatchObject({ inUse: { [base]: next } })
  })

  it('stays when the note is damaged, which is said', async () => {
    const before = await stage.container('shop/db')
    await stage.mistd.stop()
    writeFileSync(note(), '{"formatVersion":1,"inUse":{')
    await startAgain()
    await stage.until('the note is whole again', () => Promise.resolve(readFileSync(note(), 'utf8').includes(next)))
    expect((await stage.container('shop/db')).id).toBe(before.id)
    expect(stage.mistd.log()).toContain('It counts as lost')
    expect(readdirSync(stage.stateDir).some((name) => name.startsWith('generations.json.damaged-'))).toBe(true)
  })

  it('is not guessed when nothing tells it: nothing starts, nothing can be destroyed, until a person says which', async () => {
    await restartWithout('generations.json')
    await docker('rm', '-f', (await stage.container('shop/db')).id)
    await stage.mistd.start()
    const blocked = await stage.until('the app is refused', async () => (await stage.status()).blocked.find(({ reason }) => reason === 'data-ambiguous'))
    expect(blocked.message).toContain('mistctl volume use')
    expect((await stage.containers()).filter(({ app }) => app === 'shop/db')).toEqual([])
    expect(await stage.mistctl('prune', `--confirm=${base}`)).toMatchObject({ code: 3, stderr: expect.stringContaining('it is not known which volume') as string })
    expect((await stage.mistctl('volume', 'use', next, '--yes')).code).toBe(0)
    await answers('new')
  })

  it('of which the data moved on is destroyed by its name, and the one in use is not', async () => {
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect(await stage.mistctl('prune', `--confirm=${next}`)).toMatchObject({ code: 3 })
    expect((await stage.mistctl('prune', `--confirm=${base}`)).code).toBe(0)
    expect([await stage.volumes(), await redis('get', 'answer')]).toEqual([[next], 'new'])
  })
})
