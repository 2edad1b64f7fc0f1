/**
 * Every way in which a release can fail, each beside a good one that serves: the visitors of the old release notice nothing, the reason is
 * told wherever one looks, it is tried once, and the next good commit wins.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppStatus } from '../../src/model/run.js'
import { startLoad, type Load } from '../lab/fixtures.js'
import { openStage, startProber, type Prober, type Stage } from './stage.js'
import { allEvents } from './stage/events.js'

const HEAD = 'version: 1\ndefaults: { deploy: { drain: 1s, stop: 2s } }\nprojects:\n  shop:\n    apps:\n'

/** Longer than the whole file takes on a slow machine. */
const LOAD_MS = 400_000

interface Fault {
  readonly app: string
  /** Laid over the good app; a key replaces the whole key. */
  readonly broken: Readonly<Record<string, unknown>>
  readonly says: RegExp
  /** In `mistctl logs --build`. */
  readonly logs?: RegExp
}

const FAULTS: readonly Fault[] = [
  { app: 'unbuilt', broken: { image: undefined, build: 'api' }, says: /cannot build/, logs: /missing\.txt/ },
  { app: 'missing', broken: { image: '127.0.0.1:5000/mist-lab/web:no-such-tag' }, says: /mist-lab\/web:no-such-tag/ },
  { app: 'crashing', broken: { env: { APP_VERSION: 'bad', APP_MODE: 'crash' } }, says: /code 1\b|started again/ },
  { app: 'unready', broken: { env: { APP_VERSION: 'bad', READY_AFTER_MS: '600000' }, deploy: { timeout: '4s' } }, says: /was not ready within 4 s: GET \/healthz answered 503/ },
  { app: 'falling', broken: { env: { APP_VERSION: 'bad', CRASH_AFTER_MS: '1500', CRASH_EXIT: '7' }, deploy: { window: '5s' } }, says: /code 7\b|started again/ },
  { app: 'sickening', broken: { env: { APP_VERSION: 'bad', HEALTHY_FOR_REQUESTS: '2' }, deploy: { window: '5s' } }, says: /fell within the 5 s for which it has to stay ready: GET \/healthz answered 503/ },
  { app: 'unmigrated', broken: { env: { APP_VERSION: 'bad', MIGRATE_EXIT: '3' }, deploy: { pre: 'migrate' } }, says: /deploy\.pre exited with code 3/, logs: /cannot migrate: told to end with 3/ },
]

function goodApp(name: string, version: string): Readonly<Record<string, unknown>> {
  return { image: 'mist-lab/web:1', port: 8080, health: '/healthz', domains: [`${name}.localhost`], env: { APP_VERSION: version } }
}

/** YAML that is JSON from the third level on. */
function manifest(apps: Readonly<Record<string, unknown>>): string {
  return HEAD + Object.entries(apps).map(([name, app]) => `      ${name}: ${JSON.stringify(app)}\n`).join('')
}

const good = (version: string): string => manifest(Object.fromEntries(FAULTS.map(({ app }) => [app, goodApp(app, version)])))
const bad = (): string => manifest(Object.fromEntries(FAULTS.map(({ app, broken }) => [app, { ...goodApp(app, 'bad'), ...broken }])))

let stage: Stage
let probers: ReadonlyMap<string, Prober> = new Map()
let load: Load | undefined
let broken: string
let before: readonly string[]
let history: string

const live = async (): Promise<readonly string[]> => (await stage.containers()).map(({ name, id, startedAt }) => `${name} ${id} ${startedAt}`)
const appOf = async (name: string): Promise<AppStatus | undefined> => (await stage.status()).apps.find(({ app }) => app === name)

async function attempts(): Promise<readonly number[]> {
  const failed = (await allEvents(stage)).filter(({ type }) => type === 'app-failed')
  return FAULTS.map(({ app }) => failed.filter(({ details }) => details.app === `shop/${app}`).length)
}

beforeAll(async () => {
  stage = await openStage()
  await stage.commit({ 'mist.yaml': good('1') })
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  before = await live()
  probers = new Map(FAULTS.map(({ app }) => [app, startProber(() => stage.http(`${app}.localhost`, '/version'), '1')]))
  load = startLoad({ port: stage.ports.proxy, host: 'falling.localhost', clients: { 'keep-alive': 2, fresh: 1, post: 1, slow: 1, websocket: 1, events: 1 }, postBytes: [16, 1_024], expected: /^1$/, maxMs: LOAD_MS })
  broken = await stage.commit({ 'mist.yaml': bad(), 'api/Dockerfile': 'FROM mist-lab/web:2\nCOPY missing.txt /\n' }, 'Break everything')
  await stage.until('every release is rejected', async () => {
    const { apps, revision } = await stage.status()
    const rejected = apps.filter(({ conditions }) => conditions.some(({ reason }) => reason === 'ReleaseRejected'))
    return revision?.commit === broken && rejected.length === FAULTS.length
  })
  history = (await stage.mistctl('history', '-o', 'json', '-n', '10')).stdout
})

afterAll(async () => {
  await load?.stop()
  for (const prober of probers.values()) await prober.stop()
  await stage.close()
})

describe('a commit that breaks every app in another way', () => {
  it.each(FAULTS)('tells of $app why, in status, history and logs', async ({ app, says, logs }) => {
    const status = await appOf(app)
    expect(status).toMatchObject({ sync: 'OutOfSync', health: 'Healthy' })
    expect(status?.conditions.find(({ type }) => type === 'Ready')).toMatchObject({ status: 'False', reason: 'ReleaseRejected', message: expect.stringMatching(says) as string })
    expect(status?.blocked[0]).toMatchObject({ reason: 'held' })
    expect(history).toMatch(says)
    const runs = JSON.parse(history) as { readonly runs: readonly { readonly id: number; readonly outcomes: readonly { readonly app?: string; readonly result: string }[] }[] }
    const run = runs.runs.find(({ outcomes }) => outcomes.some((one) => one.app === `shop/${app}` && one.result === 'failed'))
    const story = await stage.mistctl('logs', `shop/${app}`, '--run', String(run?.id))
    expect(story.stdout).toMatch(says)
    if (logs) expect((await stage.mistctl('logs', `shop/${app}`, '--build')).stdout).toMatch(logs)
  })

  it('stands in what a person sees of the status', async () => {
    const { code, stdout } = await stage.mistctl('status')
    expect(code).toBe(1)
    for (const { says } of FAULTS) expect(stdout).toMatch(says)
  })

  it('is tried once, however often the host is looked at, and by a new mistd too', async () => {
    for (let turn = 0; turn < 2; turn += 1) expect((await stage.mistctl('apply', '--yes')).code).toBe(3)
    await stage.mistd.stop()
    await stage.mistd.start()
    await stage.until('the new mistd has looked', async () => (await stage.status()).revision?.commit === broken)
    expect((await stage.mistctl('apply', '--yes')).stdout).toContain('mistctl apply --retry shop/')
    expect(await attempts()).toEqual(FAULTS.map(() => 1))
  })

  it('is tried again by apply --retry, one app alone', async () => {
    expect((await stage.mistctl('apply', '--yes', '--retry', 'shop/crashing')).code).toBe(3)
    expect(await attempts()).toEqual(FAULTS.map(({ app }) => (app === 'crashing' ? 2 : 1)))
  })

  it('leaves the old release as it was: the same containers, every request answered', async () => {
    expect(await live()).toEqual(before)
    for (const [app, prober] of probers) {
      const { asked, bad } = await prober.stop()
      expect([app, bad]).toEqual([app, []])
      expect(asked).toBeGreaterThan(20)
    }
  })

  it('is overtaken by the next good commit, still without a failed request', async () => {
    await stage.deploy({ 'mist.yaml': good('1').replaceAll('{"APP_VERSION":"1"}', '{"APP_VERSION":"1","MORE":"2"}') }, 'Mend everything')
    const after = await live()
    expect(after).toHaveLength(before.length)
    expect(after.filter((one) => before.includes(one)).map((one) => one.split(' ')[0])).toEqual(before.filter((one) => one.startsWith('mist-')).map((one) => one.split(' ')[0]))
    const report = await load?.stop()
    expect(report?.failures).toEqual([])
    expect(report?.asked).toBeGreaterThan(500)
  })
})
