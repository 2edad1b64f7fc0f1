/** What the replacement of the managed Traefik itself costs those who visit at that moment: by another image, as an upgrade does. */
import { readFileSync, writeFileSync } from 'node:fs'
import { docker, labEnv, startLoad, type Lane, type LoadReport } from '../lab/fixtures.js'
import { openStage, type Stage } from '../e2e/stage.js'
import { until } from '../support/until.js'
import type { Bench, Chapter } from './chapter.js'
import type { Series } from './samples.js'
import { summarize } from './samples.js'

const ROUNDS = { short: 2, full: 10 }
const HOST = 'page.localhost'
const MANIFEST = `version: 1\nprojects: { bench: { apps: { page: { image: "mist-lab/web:1", port: 8080, domains: [${HOST}] } } } }\n`
const QUICK: Clients = { 'keep-alive': 2, fresh: 2, post: 1, slow: 0, websocket: 0, events: 0 }
/** With requests of up to 1.5 s and a WebSocket and an event stream that never end by themselves. */
const SLOW: Clients = { ...QUICK, slow: 2, websocket: 1, events: 1 }
/** A thousand failures are kept in mind; so few visitors have no more of them within ten seconds. */
const PAUSE_MS = 50
const POST_BYTES = [16, 1_024]

type Clients = Readonly<Record<Lane, number>>

export const proxy: Bench = {
  name: 'proxy',
  run: async ({ length }): Promise<Chapter> => {
    const quick = await replacements(QUICK, ROUNDS[length])
    const slow = await replacements(SLOW, ROUNDS[length])
    return {
      title: 'Replacing Traefik itself',
      method: 'mistd is stopped, `proxy.image` names another reference, mistd is started: it makes the new Traefik, stops the old one and starts the new one. Visitors through the published port: two on kept connections, two that open one for every request, one that posts; then the same with two whose requests take up to 1.5 s, a WebSocket and an event stream. Gap: from the first request that failed to the last one.',
      series: [...seriesOf('quick requests', quick), ...seriesOf('with slow requests and streams', slow)],
      verdicts: [sentence('quick requests', quick), sentence('with slow requests and streams', slow)],
    }
  },
}

interface Replacement {
  readonly gapMs: number
  readonly failed: number
  readonly asked: number
}

async function replacements(clients: Clients, rounds: number): Promise<readonly Replacement[]> {
  const images = [labEnv().traefik.image]
  const stage = await openStage()
  const found: Replacement[] = []
  try {
    images.push(`${stage.instance}/traefik:next`)
    await docker('tag', images[0] ?? '', images[1] ?? '')
    await stage.mistd.start()
    await stage.deploy(MANIFEST)
    for (let round = 1; round <= rounds; round += 1) found.push(await replaceOnce(stage, images[round % 2] ?? '', clients))
  } finally {
    await stage.close()
    await docker('image', 'rm', '--force', images[1] ?? '')
  }
  return found
}

async function replaceOnce(stage: Stage, image: string, clients: Clients): Promise<Replacement> {
  const { id } = await stage.container('mist/traefik')
  await stage.mistd.stop()
  const settings = JSON.parse(readFileSync(stage.settingsFile, 'utf8')) as { readonly proxy: object }
  writeFileSync(stage.settingsFile, JSON.stringify({ ...settings, proxy: { ...settings.proxy, image } }), { mode: 0o600 })
  const load = startLoad({ port: stage.ports.proxy, host: HOST, clients, postBytes: POST_BYTES, pauseMs: PAUSE_MS })
  try {
    await stage.mistd.start()
    await until('another Traefik serves', async () => {
      const ours = (await stage.containers()).filter(({ app }) => app === 'mist/traefik')
      return ours.length === 1 && ours[0]?.id !== id && (await stage.http(HOST, '/version')).status === 200
    }, { timeoutMs: 60_000 })
  } finally {
    await load.stop()
  }
  return gapOf(load.report())
}

function gapOf({ failures, asked }: LoadReport): Replacement {
  const times = failures.map(({ atMs }) => atMs)
  return { gapMs: times.length === 0 ? 0 : Math.max(...times) - Math.min(...times), failed: failures.length, asked }
}

function seriesOf(name: string, found: readonly Replacement[]): readonly Series[] {
  return [
    { name: `${name}: gap`, unit: 'ms', values: found.map(({ gapMs }) => gapMs) },
    { name: `${name}: failed requests`, unit: 'count', values: found.map(({ failed }) => failed) },
    { name: `${name}: requests`, unit: 'count', values: found.map(({ asked }) => asked) },
  ]
}

function sentence(name: string, found: readonly Replacement[]): string {
  const gap = summarize(found.map(({ gapMs }) => gapMs))
  return `Replacing Traefik, ${name}: nobody is let in for ${(gap.median / 1_000).toFixed(1)} s (${(gap.min / 1_000).toFixed(1)}–${(gap.max / 1_000).toFixed(1)} s).`
}
