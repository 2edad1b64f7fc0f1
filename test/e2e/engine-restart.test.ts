/**
 * The engine goes away in the middle of a release and comes back, in every way: asked to stop or killed, while the new container becomes
 * ready or while the old one drains, on an engine that keeps its containers meanwhile and on one that ends them. The release is neither
 * lost nor judged for it. Traefik runs beside the engine here: as one of its containers it would share the fate of all others.
 */
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../../src/model/run.js'
import { startOwnEngine, type OwnEngine, type OwnEngineOptions } from '../lab/fixtures.js'
import { openStage, startProber, type Prober, type Stage } from './stage.js'
import { externalProxy, startExternalTraefik } from './stage/external-traefik.js'
import { eventsIn } from './stage/watch.js'

const IMAGE = 'mist-lab/web:1'
const READY_AFTER_MS = 3_000
/** For the engine to come back, and for Mist to try again after a pause. */
const MENDING = { timeoutMs: 120_000 }

const manifest = (version: string): string =>
  `version: 1\ndefaults: { deploy: { timeout: 60s, drain: 5s, stop: 1s } }\nprojects:\n  shop:\n    apps:\n      web: { image: "${IMAGE}", port: 8080, health: /healthz, domains: [shop.localhost], env: { APP_VERSION: "${version}", READY_AFTER_MS: "${version === 'v0' ? '0' : String(READY_AFTER_MS)}" } }\n`

const STRIKES = [
  { signal: 'SIGTERM', step: 'await-ready', during: 'while the new container becomes ready' },
  { signal: 'SIGTERM', step: 'watch-ready', during: 'while the old container drains' },
  { signal: 'SIGKILL', step: 'await-ready', during: 'while the new container becomes ready' },
  { signal: 'SIGKILL', step: 'watch-ready', during: 'while the old container drains' },
] as const

interface House {
  readonly engine: OwnEngine
  readonly stage: Stage
  readonly traefik: ChildProcess
  readonly routes: string
}

async function openHouse(containers: OwnEngineOptions['containers']): Promise<House> {
  const engine = await startOwnEngine({ images: [IMAGE], containers })
  let traefik: ChildProcess | undefined
  const stage = await openStage({
    engine,
    settings: ({ dir, ports }) => {
      mkdirSync(join(dir, 'dynamic'))
      traefik = startExternalTraefik({ dir, ports }, '--providers.providersThrottleDuration=100ms')
      return { proxy: externalProxy({ dir, ports }) }
    },
  })
  if (traefik === undefined) throw new Error('Traefik was not started')
  await stage.commit(manifest('v0'))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  return { engine, stage, traefik, routes: join(stage.dir, 'dynamic') }
}

async function closeHouse({ engine, stage, traefik }: House): Promise<void> {
  traefik.kill('SIGKILL')
  await stage.close()
  await engine.close()
}

const hasBegun = (stage: Stage, mark: number, step: string): boolean => eventsIn(stage.mistd.log(mark)).some((line) => line.event === 'step-started' && line['step'] === step)

describe.each(['keep', 'end'] as const)('an engine that is told to let its containers %s', (containers) => {
  let house: House
  let number = 0

  beforeAll(async () => { house = await openHouse(containers) })
  afterAll(() => closeHouse(house))

  it.each(STRIKES)('is restarted by $signal $during, and the release comes out', async ({ signal, step }) => {
    const { engine, stage, routes } = house
    const version = `v${String(number += 1)}`
    const mark = stage.mistd.mark()
    const visitor = startProber(() => stage.http('shop.localhost', '/version'), 'v')
    const commit = await stage.commit(manifest(version), `Release ${version}`)
    await stage.until(`${step} has begun`, () => hasBegun(stage, mark, step))
    // Containers that the engine ends answer nobody: not from its SIGTERM on, and after a SIGKILL from its next start on.
    if (containers === 'end' && signal === 'SIGTERM') await expectContent(visitor)
    await engine.end(signal)
    await stage.until('status says that the engine is away', async () => /cannot observe the engine/i.test((await stage.status()).verdict ?? ''))
    if (containers === 'end' && signal === 'SIGKILL') await expectContent(visitor)
    await engine.start()
    const report = await stage.waitSynced(commit, MENDING)
    if (containers === 'keep') await expectContent(visitor)
    expect((await stage.http('shop.localhost', '/version')).body.trim()).toBe(version)
    expect((await stage.containers()).map(({ app, state }) => `${app} ${state}`)).toEqual(['shop/web running'])
    expect(readdirSync(routes)).toHaveLength(1)
    expect(report.apps[0]?.conditions.map(({ reason }) => reason)).not.toContain('ReleaseRejected')
    const told = await failuresOf(stage, commit)
    expect(told).toContain('cannot observe the engine')
    if (containers === 'end') expect(told).toContain('the engine was away meanwhile and the container ended')
  })
})

async function failuresOf(stage: Stage, commit: string): Promise<string> {
  const { runs } = JSON.parse((await stage.mistctl('history', '-o', 'json', '-n', '50')).stdout) as { readonly runs: readonly Run[] }
  return runs.filter(({ revision }) => revision?.commit === commit).flatMap(({ failure, outcomes }) => [failure, ...outcomes.map((one) => (one.result === 'failed' ? one.failure : undefined))])
    .map((one) => (one === undefined ? '' : `${one.subject}: ${one.cause}`)).join('\n')
}

/** Every answer so far was one of the app, and there were some. */
async function expectContent(visitor: Prober): Promise<void> {
  const { asked, bad } = await visitor.stop()
  expect(bad).toEqual([])
  expect(asked).toBeGreaterThan(5)
}
