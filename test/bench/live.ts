/** From the end of `git push` to the first answer of the new version through Traefik, next to the sum of its parts; and healing. */
import { createHmac } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { docker } from '../lab/fixtures.js'
import type { Stage } from '../e2e/stage.js'
import { openStage } from '../e2e/stage.js'
import { allEvents } from '../e2e/stage/events.js'
import { until } from '../support/until.js'
import type { Bench, Chapter } from './chapter.js'
import { verdict } from './chapter.js'
import type { Series } from './samples.js'
import { medianOf, timed, valuesOf } from './samples.js'

const ROUNDS = { short: 3, full: 15 }
const SECRET = 'a-secret-of-the-bench-that-is-long-enough'
const ASK_AGAIN_MS = 50
const HOST = 'page.localhost'
const FIRST_TEXT = 'version 0'
const PARTS = ['ensure-image', 'create-container', 'start-container', 'await-ready', 'write-route', 'confirm-route'] as const
const MANIFEST = `version: 1\ndefaults: { deploy: { drain: 1s } }\nprojects: { bench: { apps: { page: { build: page, port: 8080, domains: [${HOST}] } } } }\n`
const DOCKERFILE = `FROM busybox:1.36\nCOPY index.html /www/index.html\nCMD ["sh", "-c", "trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait"]\n`

export const live: Bench = {
  name: 'live',
  run: async ({ length }): Promise<Chapter> => {
    const stage = await openStage({ settings: withWebhook })
    try {
      await stage.mistd.start()
      await stage.deploy({ 'mist.yaml': MANIFEST, 'page/Dockerfile': DOCKERFILE, 'page/index.html': FIRST_TEXT })
      const series = await measure(stage, ROUNDS[length])
      return {
        title: 'Push to live, and healing',
        method: 'One changed file of an app that is built from the repository. Live: `git push` has returned → webhook → the first answer with the new text through Traefik, asked every 5 ms. Parts: what mistd reports for each step of that release, and one `git fetch` of one commit by hand. Failed: answers other than 200 while that went on. Revert: `git revert` of that change, pushed in the same way, until the text before it is live; how many images mistd made for it stands beside. Heal: `docker rm -f` has returned → the first 200.',
        series,
        verdicts: [
          verdict('push → live against 1.3 × the sum of its parts', { measured: medianOf(series, 'push → live'), goal: 1.3 * medianOf(series, 'sum of the parts'), unit: 'ms' }),
          verdict('git revert → live', { measured: medianOf(series, 'git revert → live'), goal: 5_000, unit: 'ms' }),
          verdict('images made for a revert', { measured: Math.max(...valuesOf(series, 'images made for a revert')), goal: 0, unit: 'images' }),
          verdict('heal after docker rm -f', { measured: medianOf(series, 'heal after docker rm -f'), goal: 1_000, unit: 'ms' }),
        ],
      }
    } finally {
      await stage.close()
    }
  },
}

function withWebhook({ dir }: { readonly dir: string }): Readonly<Record<string, unknown>> {
  const file = join(dir, 'hook.secret')
  writeFileSync(file, SECRET, { mode: 0o600 })
  return { webhooks: { push: { type: 'generic', secretFiles: [file] } } }
}

async function measure(stage: Stage, rounds: number): Promise<readonly Series[]> {
  const lives: number[] = []
  const sums: number[] = []
  const failed: number[] = []
  const parts = new Map<string, number[]>()
  const heals: number[] = []
  const reverts: number[] = []
  const made: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const one = await pushOnce(stage, `version ${String(round)} ${'.'.repeat(round)}`)
    lives.push(one.liveMs)
    failed.push(one.failed)
    sums.push(Object.values(one.parts).reduce((sum, ms) => sum + ms, 0))
    for (const [name, ms] of Object.entries(one.parts)) parts.set(name, [...(parts.get(name) ?? []), ms])
    const revert = await revertOnce(stage, FIRST_TEXT)
    reverts.push(revert.liveMs)
    made.push(revert.imagesMade)
    failed.push(revert.failed)
    heals.push(await healOnce(stage))
  }
  return [
    { name: 'push → live', unit: 'ms', values: lives },
    { name: 'sum of the parts', unit: 'ms', values: sums },
    ...[...parts].map(([name, values]): Series => ({ name: `part: ${name}`, unit: 'ms', values })),
    { name: 'git revert → live', unit: 'ms', values: reverts },
    { name: 'images made for a revert', unit: 'count', values: made },
    { name: 'failed requests meanwhile', unit: 'count', values: failed },
    { name: 'heal after docker rm -f', unit: 'ms', values: heals },
  ]
}

async function pushOnce(stage: Stage, text: string): Promise<{ readonly liveMs: number; readonly failed: number; readonly parts: Readonly<Record<string, number>> }> {
  const before = await lastEvent(stage)
  const commit = await stage.commit({ 'page/index.html': text })
  const live = await untilLive(stage, text)
  await stage.waitSynced(commit)
  return { ...live, parts: await partsSince(stage, before) }
}

interface Live {
  readonly liveMs: number
  readonly failed: number
}

/** From now on, which is when the push has returned. */
async function untilLive(stage: Stage, text: string): Promise<Live> {
  const pushedMs = performance.now()
  await ring(stage)
  let failed = 0
  await until('the new text is live', async () => {
    const { status, body } = await stage.http(HOST)
    if (status !== 200) failed += 1
    return body === text
  }, { timeoutMs: 60_000, everyMs: 5 })
  return { liveMs: performance.now() - pushedMs, failed }
}

async function revertOnce(stage: Stage, text: string): Promise<Live & { readonly imagesMade: number }> {
  const before = await lastEvent(stage)
  await stage.repo.git('revert', '--no-edit', 'HEAD')
  await stage.repo.git('push', '--quiet', 'origin', 'HEAD')
  const live = await untilLive(stage, text)
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  return { ...live, imagesMade: (await allEvents(stage, before)).filter(({ type, details }) => type === 'step-started' && details.step === 'ensure-image').length }
}

async function ring(stage: Stage): Promise<void> {
  const body = '{}'
  const signature = createHmac('sha256', SECRET).update(body).digest('hex')
  await stage.api('/hooks/push', { method: 'POST', body, headers: { 'x-signature': `sha256=${signature}`, 'content-type': 'application/json' } })
}

async function lastEvent(stage: Stage): Promise<number> {
  return (await allEvents(stage)).at(-1)?.id ?? 0
}

async function partsSince(stage: Stage, after: number): Promise<Readonly<Record<string, number>>> {
  const events = await allEvents(stage, after)
  const stepMs = (step: string): number => events.find(({ type, details }) => type === 'step-succeeded' && details.step === step)?.details.durationMs ?? NaN
  return { fetch: await fetchMs(stage), ...Object.fromEntries(PARTS.map((step) => [step, stepMs(step)])) }
}

/** One new commit into a copy that has the one before it, as mistd fetches it. */
async function fetchMs(stage: Stage): Promise<number> {
  const copy = join(stage.dir, 'floor.git')
  if (!existsSync(copy)) await stage.repo.git('init', '--quiet', '--bare', copy)
  return timed(() => stage.repo.git('-C', copy, 'fetch', '--quiet', '--depth=1', stage.repo.url, '+refs/heads/main:refs/heads/main'))
}

/** A request that was under way to the address of the removed container hangs for seconds; the next visitor's does not. */
async function patience(): Promise<{ readonly status: number }> {
  await sleep(ASK_AGAIN_MS)
  return { status: 0 }
}

async function healOnce(stage: Stage): Promise<number> {
  const { name } = await stage.container('bench/page')
  await docker('rm', '--force', name)
  const removedMs = performance.now()
  await until('the app answers again', async () => (await Promise.race([stage.http(HOST), patience()])).status === 200, { timeoutMs: 60_000, everyMs: 5 })
  const healMs = performance.now() - removedMs
  await until('the host is in order again', async () => (await stage.status()).sync === 'Synced')
  return healMs
}
