/** `wrk` against a port of loopback, and what it counted. A second opinion beside load.ts, and much faster: it does not look at bodies. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { labEnv } from '../docker.js'
import { tempDir, type TempDir } from '../git-repo.js'

export interface WrkOptions {
  readonly port: number
  readonly host: string
  readonly path?: string
  /** keep-alive: connections are kept. fresh: a connection for each request. post: kept, with a body. */
  readonly traffic?: 'keep-alive' | 'fresh' | 'post'
  readonly connections?: number
  readonly threads?: number
  /** It ends by itself then. */
  readonly seconds?: number
  /** An answer that takes longer counts as a timeout. */
  readonly timeoutSeconds?: number
}

export interface WrkReport {
  readonly requests: number
  readonly seconds: number
  readonly requestsPerSecond: number
  readonly non2xx: number
  readonly socketErrors: { readonly connect: number; readonly read: number; readonly write: number; readonly timeout: number }
  /** All of these together. */
  readonly failed: number
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface Wrk {
  /** When its time is over. */
  readonly ended: Promise<WrkReport>
  /** Ends it before its time; what it counted is told all the same. */
  readonly stop: () => Promise<WrkReport>
}

const POST_SCRIPT = `wrk.method = "POST"\nwrk.headers["Content-Type"] = "text/plain"\nwrk.body = string.rep("x", 4096)\n`
const UNIT_MS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1_000, m: 60_000 }
const UNIT_SECONDS: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3_600 }

export function startWrk(options: WrkOptions): Wrk {
  const program = labEnv().load
  if (program === null) throw new Error('cannot start wrk: it is not here. Run `node test/lab/lab.mjs up load`.')
  const dir = tempDir()
  const child = spawn(program, argumentsOf(options, dir), { stdio: ['ignore', 'pipe', 'pipe'] })
  const killOnExit = (): void => { child.kill('SIGKILL') }
  process.once('exit', killOnExit)
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { text += chunk.toString() })
  const ended = new Promise<WrkReport>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => {
      process.off('exit', killOnExit)
      dir.remove()
      const report = parseWrk(text)
      if (report === undefined) reject(new Error(`wrk did not say what it counted: ${text}`))
      else resolve(report)
    })
  })
  // Whoever does not wait for the end must not be ended by its failure; whoever does is told.
  ended.catch(() => undefined)
  return {
    ended,
    stop: () => {
      child.kill('SIGINT')
      return ended
    },
  }
}

/** Undefined when the text is not a whole report of wrk. */
export function parseWrk(text: string): WrkReport | undefined {
  const total = /(\d+) requests in ([\d.]+)(us|ms|s|m|h)\b/.exec(text)
  if (total === null) return undefined
  const requests = Number(total[1])
  const seconds = Number(total[2]) * (UNIT_SECONDS[total[3] ?? ''] ?? Number.NaN)
  const non2xx = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0)
  const socketErrors = socketErrorsIn(text)
  const failed = Object.values(socketErrors).reduce((sum, one) => sum + one, non2xx)
  return { requests, seconds, non2xx, socketErrors, failed, requestsPerSecond: requests / seconds, p50Ms: percentile(text, 50), p99Ms: percentile(text, 99) }
}

/** Left out of the report when there were none. */
function socketErrorsIn(text: string): WrkReport['socketErrors'] {
  const [connect = 0, read = 0, write = 0, timeout = 0] = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text)?.slice(1).map(Number) ?? []
  return { connect, read, write, timeout }
}

function percentile(text: string, share: number): number {
  const found = new RegExp(`^\\s*${String(share)}%\\s+([\\d.]+)(us|ms|s|m)\\b`, 'm').exec(text)
  return found === null ? Number.NaN : Number(found[1]) * (UNIT_MS[found[2] ?? ''] ?? Number.NaN)
}

function argumentsOf(options: WrkOptions, dir: TempDir): readonly string[] {
  const { port, host, traffic = 'keep-alive', path = traffic === 'post' ? '/echo' : '/version', connections = 32, threads = 2, seconds = 60, timeoutSeconds = 10 } = options
  const script = join(dir.path, 'post.lua')
  writeFileSync(script, POST_SCRIPT)
  return [
    '--latency', '--threads', String(Math.min(threads, connections)), '--connections', String(connections), '--duration', `${String(seconds)}s`, '--timeout', `${String(timeoutSeconds)}s`,
    '--header', `Host: ${host}`, ...(traffic === 'fresh' ? ['--header', 'Connection: close'] : []), ...(traffic === 'post' ? ['--script', script] : []),
    `http://127.0.0.1:${String(port)}${path}`,
  ]
}
