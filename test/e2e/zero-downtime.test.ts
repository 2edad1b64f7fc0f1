/**
 * Redeploys under every kind of traffic at once: an app that ends politely on SIGTERM and one that ignores it, one replica and two. Nobody
 * gets an error, and what stays open lives until the drain is over.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLoad, type Load, type LoadReport } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'
import { allEvents, type StageEvent } from './stage/events.js'

/** Longer than the slowest request of the load. */
const DRAIN_MS = 2_500
const REDEPLOYS = 4
/** Traefik 3.6 cuts one in some thousand answers to larger bodies by itself, whether somebody redeploys or not: its log calls it a read error during body copy. */
const POST_BYTES = [16, 1_024]
const KINDS = [
  { app: 'polite', replicas: 1, mode: '' },
  { app: 'polite-pair', replicas: 2, mode: '' },
  { app: 'deaf', replicas: 1, mode: 'deaf' },
  { app: 'deaf-pair', replicas: 2, mode: 'deaf' },
] as const

function manifest(version: number): string {
  const apps = KINDS.map(({ app, replicas, mode }) => `      ${app}: ${JSON.stringify({
    image: 'mist-lab/web:1', port: 8080, replicas, health: '/healthz', domains: [`${app}.localhost`], env: { APP_VERSION: `v${String(version)}`, APP_MODE: mode },
  })}\n`)
  return `version: 1\ndefaults: { deploy: { timeout: 60s, drain: ${String(DRAIN_MS)}ms, stop: 1s } }\nprojects:\n  shop:\n    apps:\n${apps.join('')}`
}

let stage: Stage
let reports: ReadonlyMap<string, LoadReport>
const startedAtMs = new Map<string, number>()
let events: readonly StageEvent[]

beforeAll(async () => {
  stage = await openStage()
  await stage.mistd.start()
  await stage.deploy(manifest(0))
  const loads: ReadonlyMap<string, Load> = new Map(KINDS.map(({ app }) => {
    startedAtMs.set(app, Date.now())
    return [app, startLoad({
      port: stage.ports.proxy, host: `${app}.localhost`, expected: /^v\d$/, pauseMs: 10, postBytes: POST_BYTES, maxMs: 360_000, clients: { 'keep-alive': 3, fresh: 1, post: 1, slow: 2, websocket: 1, events: 1 },
    })] as const
  }))
  try {
    for (let round = 1; round <= REDEPLOYS; round += 1) await stage.deploy(manifest(round), `Round ${String(round)}`)
  } finally {
    reports = new Map(await Promise.all([...loads].map(async ([app, load]) => [app, await load.stop()] as const)))
  }
  events = await allEvents(stage)
})

afterAll(() => stage.close())

const reportOf = (app: string): LoadReport => {
  const report = reports.get(app)
  if (!report) throw new Error(`no load on ${app}`)
  return report
}

describe.each(KINDS)('$app', ({ app, mode }) => {
  it('answers every request while it is replaced again and again', () => {
    const { failures, asked, lanes } = reportOf(app)
    expect(failures).toEqual([])
    expect(asked).toBeGreaterThan(500)
    for (const lane of ['keep-alive', 'fresh', 'post', 'slow', 'websocket', 'events'] as const) expect([lane, lanes[lane].asked > 5]).toEqual([lane, true])
  })

  it('was seen in every version', () => {
    expect(Object.keys(reportOf(app).answers).sort()).toEqual(Array.from({ length: REDEPLOYS + 1 }, (_, version) => `v${String(version)}`))
  })

  it('keeps open streams until the drain is over, and ends them as the app does', () => {
    const { streamEnds } = reportOf(app)
    const switches = events.filter(({ type, details }) => type === 'step-succeeded' && details.app === `shop/${app}` && details.step === 'confirm-route').map(({ at }) => Date.parse(at))
    expect(switches).toHaveLength(REDEPLOYS + 1)
    expect(streamEnds.length).toBeGreaterThanOrEqual(2)
    for (const { atMs, lane, how } of streamEnds) {
      const endedAtMs = (startedAtMs.get(app) ?? 0) + atMs
      const last = Math.max(...switches.filter((at) => at <= endedAtMs))
      expect([lane, endedAtMs - last >= DRAIN_MS - 100]).toEqual([lane, true])
      expect([lane, how]).toEqual([lane, mode === 'deaf' ? 'cut' : 'polite'])
    }
  })
})
