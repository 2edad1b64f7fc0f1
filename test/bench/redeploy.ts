/**
 * Redeploys under load: how many requests fail while an app is replaced again and again, by Mist and by `docker compose up -d --build`. The same
 * visitors, the same app, in turns; through Traefik for Mist, and for compose both as people use it: on a published port, since compose has no proxy.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { docker, dockerTries, freePort, startWrk, tempDir, type Wrk, type WrkReport } from '../lab/fixtures.js'
import type { Stage } from '../e2e/stage.js'
import { openStage } from '../e2e/stage.js'
import { askHttp } from '../e2e/stage/http.js'
import { until } from '../support/until.js'
import type { Bench, Chapter } from './chapter.js'
import { verdict } from './chapter.js'
import type { Series } from './samples.js'

const ROUNDS = { short: 3, full: 20 }
/** Longer than any visit: wrk ends when it is told to. */
const WRK_SECONDS = 600
const KINDS = [
  { name: 'ends on SIGTERM', mode: '', replicas: 1 },
  { name: 'ends on SIGTERM, 2 replicas', mode: '', replicas: 2 },
  { name: 'ignores SIGTERM', mode: 'deaf', replicas: 1 },
  { name: 'ignores SIGTERM, 2 replicas', mode: 'deaf', replicas: 2 },
] as const

type Kind = (typeof KINDS)[number]

export const redeploy: Bench = {
  name: 'redeploy',
  run: async ({ length }): Promise<Chapter> => {
    const rounds = ROUNDS[length]
    const results: Result[] = []
    for (const kind of KINDS) {
      results.push(await measure(`Mist: ${kind.name}`, rounds, await mistHost(kind)))
      // Compose replaces a container that publishes a port in place, so a second replica is nothing that it could lead visitors to.
      if (kind.replicas === 1) results.push(await measure(`compose: ${kind.name}`, rounds, await composeHost(kind)))
    }
    const ours = results.filter(({ name }) => name.startsWith('Mist'))
    const asked = sum(ours.map((one) => one.asked))
    return {
      title: 'Redeploys under load',
      method: `${String(rounds)} redeploys of each app, a new value in its environment and in its Dockerfile each time, one after the other, while three \`wrk\` visit it without a pause: 32 kept connections, 4 that open a new connection for every request, 4 that post 4 KB. Mist: git push → poll → Traefik; drain 2 s, grace 1 s. Compose: \`docker compose up --detach --build\` of one service with a published port and the same grace. Failed: not 2xx, refused, reset, broken off or timed out.`,
      series: results.flatMap(seriesOf),
      verdicts: [
        verdict(`failed requests of ${String(asked)} during ${String(rounds * KINDS.length)} redeploys by Mist`, { measured: sum(ours.map((one) => one.failed)), goal: 0, unit: 'requests' }),
        ...results.map(({ name, asked: all, failed }) => `${name}: ${String(failed)} of ${String(all)} requests failed in ${String(rounds)} redeploys.`),
        `Requests during redeploys by Mist: ${String(asked)}, goal ≥ 20000: ${asked >= 20_000 ? 'reached' : 'missed'}.`,
      ],
    }
  },
}

interface Host {
  readonly port: number
  readonly host: string
  /** Ends when the new version has replaced the old one. */
  redeploy(version: number): Promise<void>
  close(): Promise<void>
}

interface Result {
  readonly name: string
  readonly asked: number
  readonly failed: number
  readonly tookMs: readonly number[]
  readonly reports: readonly WrkReport[]
}

async function measure(name: string, rounds: number, host: Host): Promise<Result> {
  const tookMs: number[] = []
  const visitors = visit(host)
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const beganMs = performance.now()
      await host.redeploy(round)
      tookMs.push(performance.now() - beganMs)
    }
    const reports = await Promise.all(visitors.map((one) => one.stop()))
    return { name, tookMs, reports, asked: sum(reports.map((one) => one.requests + failedConnections(one))), failed: sum(reports.map((one) => one.failed)) }
  } finally {
    await Promise.allSettled(visitors.map((one) => one.stop()))
    await host.close()
  }
}

/** `wrk` counts as requests only what was answered. */
function failedConnections({ failed, non2xx }: WrkReport): number {
  return failed - non2xx
}

function visit({ port, host }: Host): readonly Wrk[] {
  const common = { port, host, path: '/version', seconds: WRK_SECONDS, threads: 1 }
  return [
    startWrk({ ...common, traffic: 'keep-alive', connections: 32 }),
    startWrk({ ...common, traffic: 'fresh', connections: 4 }),
    startWrk({ ...common, traffic: 'post', connections: 4 }),
  ]
}

function seriesOf({ name, tookMs, reports }: Result): readonly Series[] {
  const [kept, fresh, posts] = reports.map((one) => one.failed)
  return [
    { name: `${name}: failed, kept connections`, unit: 'count', values: [kept ?? Number.NaN] },
    { name: `${name}: failed, new connections`, unit: 'count', values: [fresh ?? Number.NaN] },
    { name: `${name}: failed, posts`, unit: 'count', values: [posts ?? Number.NaN] },
    { name: `${name}: one redeploy`, unit: 'ms', values: tookMs },
  ]
}

const BASE = 'mist-lab/web:1'

async function mistHost({ mode, replicas }: Kind): Promise<Host> {
  const stage: Stage = await openStage()
  const host = 'page.localhost'
  const files = (version: number): Readonly<Record<string, string>> => ({
    'mist.yaml': `version: 1\ndefaults: { deploy: { drain: 2s, stop: 1s, timeout: 60s } }\nprojects: { bench: { apps: { page: { build: page, port: 8080, replicas: ${String(replicas)}, health: /healthz, domains: [${host}], env: { APP_MODE: "${mode}" } } } } }\n`,
    'page/Dockerfile': dockerfile(version),
  })
  try {
    await stage.mistd.start()
    await stage.deploy(files(0))
  } catch (error) {
    await stage.close()
    throw error
  }
  return { port: stage.ports.proxy, host, close: stage.close, redeploy: async (version) => void (await stage.deploy(files(version))) }
}

function dockerfile(version: number): string {
  return `FROM ${BASE}\nENV APP_VERSION=v${String(version)}\n`
}

async function composeHost({ mode }: Kind): Promise<Host> {
  const dir = tempDir()
  const port = await freePort()
  const project = `mist-bench-redeploy-${String(process.pid)}`
  const file = join(dir.path, 'compose.json')
  const compose = async (...args: readonly string[]): Promise<void> => {
    const { code, stderr } = await dockerTries(['compose', '--progress', 'quiet', '--project-name', project, '--file', file, ...args])
    if (code !== 0) throw new Error(`docker compose ${args.join(' ')}: exit ${String(code)}\n${stderr}`)
  }
  const up = async (version: number): Promise<void> => {
    writeFileSync(join(dir.path, 'Dockerfile'), dockerfile(version))
    writeFileSync(file, JSON.stringify({ services: { page: { build: '.', environment: { APP_MODE: mode }, ports: [`127.0.0.1:${String(port)}:8080`], stop_grace_period: '1s', restart: 'unless-stopped' } } }))
    await compose('up', '--detach', '--build')
    await until('the new version answers', async () => (await askHttp(port, '/version')).body.trim() === `v${String(version)}`, { timeoutMs: 60_000, everyMs: 20 })
  }
  await up(0)
  return {
    port, host: 'page.localhost', redeploy: up,
    close: async () => {
      await compose('down', '--timeout', '2')
      await docker('image', 'rm', '--force', `${project}-page`)
      dir.remove()
    },
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0)
}
