/**
 * A client that writes numbered rows into a database and never stops: by exactly what an app was told. A row
 * counts as committed once the client program printed so after the server's answer; what broke off before may be there or not.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { setInterval as ticks } from 'node:timers/promises'
import { docker, labEnv, sweep, uniqueInstance } from '../../lab/fixtures.js'
import { adopt } from './children.js'

export interface LedgerOptions {
  /** A program of this image is the client. */
  readonly image: 'postgres:15' | 'mariadb:10.11'
  readonly from: LedgerPlace
  /** What an app was told, asked for at every connection; undefined while nobody is told anything. */
  readonly url: () => Promise<string | undefined>
  readonly dockerHost?: string
}

export type LedgerPlace =
  /** A container of its own on the network that the database is on. */
  | { readonly kind: 'beside'; readonly network: string }
  /** The container of the database: for an engine on which containers do not reach each other. The connection is by TCP all the same. */
  | { readonly kind: 'inside'; readonly container: () => Promise<string | undefined> }

export interface LedgerCount {
  readonly tried: number
  readonly committed: readonly number[]
  readonly sessions: number
}

export interface Ledger {
  readonly count: () => LedgerCount
  /** Ends the writing. */
  readonly stop: () => Promise<void>
  /** What is wrong with the rows that are there now, one line each; nothing when every committed row is there and none is that was never written. */
  readonly faults: () => Promise<readonly string[]>
  /** Asked with the client program; answers what it printed. */
  readonly ask: (sql: string) => Promise<string>
  /** Ends the connection that there is; what was under way in it may be there or not. */
  readonly reconnect: () => void
  readonly close: () => Promise<void>
}

const WRITE_EVERY_MS = 15
const SILENCE_MS = 5_000

export async function startLedger(options: LedgerOptions): Promise<Ledger> {
  const client = await startClient(options)
  const words = options.image === 'postgres:15' ? POSTGRES : MARIADB
  const committed: number[] = []
  const alarm = new AbortController()
  let tried = 0
  let sessions = 0

  async function nextCall(): Promise<Call | undefined> {
    const [id, url] = await Promise.all([client.id(), options.url()])
    return id === undefined || url === undefined ? undefined : words.call(id, client.way(new URL(url)))
  }

  async function connect(): Promise<Session | undefined> {
    const call = await nextCall().catch(() => undefined)
    if (call === undefined) return undefined
    sessions += 1
    return openSession(call, { dockerHost: options.dockerHost, first: words.table, onCommit: (row) => committed.push(row) })
  }

  let session: Session | undefined
  const writing = (async () => {
    for await (const _ of ticks(WRITE_EVERY_MS, undefined, { signal: alarm.signal })) {
      if (session?.isOver() !== false) session = await connect()
      if (session?.isIdle() === true) session.write(words.insert(tried += 1), tried)
    }
  })().catch((error: unknown) => { if (!alarm.signal.aborted) throw error })

  async function ask(sql: string): Promise<string> {
    const call = await nextCall()
    if (call === undefined) throw new Error('nobody is told how to reach the database')
    const { args, env } = call
    return run(['exec', ...args.slice(0, -1), ...words.once(sql)], { ...env, ...(options.dockerHost !== undefined && { DOCKER_HOST: options.dockerHost }) })
  }

  return {
    count: () => ({ tried, committed, sessions }), ask,
    stop: async () => {
      alarm.abort()
      await writing
    },
    faults: async () => {
      // As it is before the question: the writing goes on meanwhile.
      const known = [...committed]
      const rows = (await ask('select n from ledger order by n')).split('\n').filter((line) => line !== '').map(Number)
      return faultsOf(rows, { committed: known, tried })
    },
    reconnect: () => { session?.end() },
    close: async () => {
      alarm.abort()
      await writing
      await client.remove()
    },
  }
}

function faultsOf(rows: readonly number[], { committed, tried }: Pick<LedgerCount, 'committed' | 'tried'>): readonly string[] {
  const there = new Set(rows)
  const lost = committed.filter((row) => !there.has(row))
  const strange = rows.filter((row) => !(row >= 1 && row <= tried))
  return [
    ...(lost.length > 0 ? [`${String(lost.length)} of ${String(committed.length)} committed rows are lost: ${lost.slice(0, 20).join(' ')} …`] : []),
    ...(strange.length > 0 ? [`rows that nobody wrote: ${strange.slice(0, 20).join(' ')}`] : []),
    ...(there.size === rows.length ? [] : ['rows that are there twice']),
  ]
}

interface Call {
  /** Of `docker exec`; the last word is what a session needs and a single question does not. */
  readonly args: readonly string[]
  /** Passwords go by the environment: arguments are for everybody to read. */
  readonly env: Readonly<Record<string, string>>
}

interface Words {
  readonly call: (container: string, url: URL) => Call
  readonly once: (sql: string) => readonly string[]
  readonly table: string
  readonly insert: (row: number) => string
}

const POSTGRES: Words = {
  call: (container, { hostname, port, username, password, pathname }) => ({
    args: ['-i', '-e', 'PGPASSWORD', '-e', 'PGCONNECT_TIMEOUT', container, 'psql', '-qtA', '-v', 'ON_ERROR_STOP=1', '-h', hostname, '-p', port, '-U', username, '-d', pathname.slice(1), '--file=-'],
    env: { PGPASSWORD: decodeURIComponent(password), PGCONNECT_TIMEOUT: '3' },
  }),
  once: (sql) => ['--command', sql],
  table: 'create table if not exists ledger (n bigint primary key, at timestamptz not null default now());\n',
  insert: (row) => `insert into ledger (n) values (${String(row)});\n\\echo committed ${String(row)}\n`,
}

const MARIADB: Words = {
  call: (container, { hostname, port, username, password, pathname }) => ({
    args: ['-i', '-e', 'MYSQL_PWD', container, 'mariadb', '-N', '-B', '--connect-timeout=3', `--host=${hostname}`, `--port=${port}`, `--user=${username}`, pathname.slice(1), '--unbuffered'],
    env: { MYSQL_PWD: decodeURIComponent(password) },
  }),
  once: (sql) => ['--execute', sql],
  table: 'create table if not exists ledger (n bigint primary key, at timestamp not null default current_timestamp) engine=innodb;\n',
  insert: (row) => `insert into ledger (n) values (${String(row)}); select 'committed ${String(row)}';\n`,
}

interface Session {
  readonly end: () => void
  readonly isOver: () => boolean
  readonly isIdle: () => boolean
  readonly write: (text: string, row: number) => void
}

interface SessionOptions {
  readonly dockerHost: string | undefined
  readonly first: string
  readonly onCommit: (row: number) => void
}

/** One connection: ends with the first error, and when the server is silent for too long. */
function openSession({ args, env }: Call, { dockerHost, first, onCommit }: SessionOptions): Session {
  const child: ChildProcessWithoutNullStreams = adopt(spawn('docker', ['exec', ...args], { stdio: 'pipe', env: { ...process.env, DOCKER_HOST: dockerHost ?? labEnv().dockerHost, ...env } }))
  let isOver = false
  let waitsFor: number | undefined
  let saidMs = performance.now()
  let rest = ''
  const end = (): void => {
    isOver = true
    child.kill('SIGKILL')
  }
  child.once('close', end).once('error', end)
  child.stdin.on('error', end).write(first)
  child.stderr.resume()
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    for (const row of lines.flatMap((line) => /^committed (\d+)$/.exec(line)?.[1] ?? []).map(Number)) {
      onCommit(row)
      if (row === waitsFor) waitsFor = undefined
    }
  })
  return {
    end,
    isOver: () => {
      if (waitsFor !== undefined && performance.now() - saidMs > SILENCE_MS) end()
      return isOver
    },
    isIdle: () => !isOver && waitsFor === undefined,
    write: (text, row) => {
      waitsFor = row
      saidMs = performance.now()
      child.stdin.write(text)
    },
  }
}

interface Client {
  /** Of the container in which the program is run. */
  readonly id: () => Promise<string | undefined>
  /** From there to the database. */
  readonly way: (told: URL) => URL
  readonly remove: () => Promise<unknown>
}

function startClient({ image, from }: LedgerOptions): Promise<Client> {
  return from.kind === 'beside' ? besideClient(image, from.network) : Promise.resolve({ id: from.container, way: toItself, remove: () => Promise.resolve() })
}

/** No container of Mist: it keeps its place in the network whatever becomes of the apps. */
async function besideClient(image: LedgerOptions['image'], network: string): Promise<Client> {
  const instance = uniqueInstance()
  const id = await docker('run', '--detach', '--init', '--label', `mist.instance=${instance}`, '--network', network, '--entrypoint', 'sleep', image, 'infinity')
  return { id: () => Promise.resolve(id), way: (told) => told, remove: () => sweep(instance) }
}

function toItself(told: URL): URL {
  const url = new URL(told)
  url.hostname = '127.0.0.1'
  return url
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = adopt(spawn('docker', [...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DOCKER_HOST: labEnv().dockerHost, ...env } }))
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => { stdout += chunk })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => { stderr += chunk })
    child.once('error', reject).once('close', (code) => {
      if (code === 0) resolve(stdout.trim())
      else reject(new Error(`the client ended with ${String(code)}: ${stderr.trim()}`))
    })
  })
}
