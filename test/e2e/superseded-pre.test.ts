/** A newer commit while `deploy.pre` of the one before it still runs: that one ends without a trace, and the newer one begins at its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../../src/model/run.js'
import { openStage, startProber, type Stage } from './stage.js'
import { watchEngine } from './stage/watch.js'

const LONG_MS = 120_000

function manifest(version: string, migrateMs: number): string {
  const env = { APP_VERSION: version, MIGRATE_MS: String(migrateMs) }
  return `version: 1\ndefaults: { deploy: { drain: 1s, stop: 1s } }\nprojects:\n  shop:\n    apps:\n      web: { image: "mist-lab/web:1", port: 8080, domains: [shop.localhost], deploy: { pre: migrate }, env: ${JSON.stringify(env)} }\n`
}

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(manifest('1', 0))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

const pres = async (): Promise<readonly string[]> => (await stage.containers()).filter(({ name, state }) => name.endsWith('-pre') && state === 'running').map(({ name }) => name)
const runsOf = async (commit: string): Promise<readonly Run[]> => {
  const { runs } = JSON.parse((await stage.mistctl('history', '-o', 'json', '-n', '20')).stdout) as { readonly runs: readonly Run[] }
  return runs.filter(({ revision }) => revision?.commit === commit)
}

describe('a commit that comes while deploy.pre of an earlier one runs', () => {
  it('ends that one as superseded, runs its own once, and visitors stay with the old release until then', async () => {
    const watch = watchEngine(stage.instance)
    const visitor = startProber(() => stage.http('shop.localhost', '/version'), '')
    const overtaken = await stage.commit(manifest('2', LONG_MS), 'A long migration')
    const [long] = await stage.until('its migration runs', async () => { const found = await pres(); return found.length === 1 && found })
    expect((await stage.http('shop.localhost', '/version')).body.trim()).toBe('1')

    const newer = await stage.deploy(manifest('3', 500), 'A short one')
    expect((await stage.http('shop.localhost', '/version')).body.trim()).toBe('3')
    const { bad, asked } = await visitor.stop()
    expect(bad).toEqual([])
    expect(asked).toBeGreaterThan(20)

    const runs = await runsOf(overtaken)
    expect(runs.map(({ verdict }) => verdict)).toEqual(['superseded'])
    const ends = (runs[0]?.outcomes ?? []).map((one) => (one.result === 'skipped' ? one.because : one.result))
    expect(new Set(ends)).toEqual(new Set(['superseded']))
    expect((await runsOf(newer)).map(({ verdict }) => verdict)).toContain('changed')

    expect((await stage.containers()).filter(({ app }) => app === 'shop/web').map(({ state }) => state)).toEqual(['running'])
    // As they happen: of its past the engine tells the last 256 events alone, whoever they are of.
    const startsOfPre = (): readonly string[] => watch.changes().filter((line) => line.startsWith('start ') && line.endsWith('-pre'))
    await stage.until('the engine has told of both migrations', () => startsOfPre().length >= 2)
    watch.stop()
    const started = startsOfPre()
    expect(started).toHaveLength(2)
    expect(started[0]).toBe(`start ${String(long)}`)
    expect(new Set(started).size).toBe(2)
  })
})
