/**
 * A Docker engine for one test, to be restarted and killed without harm to the others: its own socket, data and containerd. It leaves the
 * packet filter alone, since that belongs to the machine's own engine: this machine and its containers reach each other, the containers of
 * two networks do too, and nothing of it reaches the outside. All that it started ends with it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../support/until.js'
import { startCompanion, type Companion } from './companion.js'
import { dockerdArguments, forgetDeadProcesses, versionOverSocket, type EnginePlace } from './dockerd.mjs'
import { docker, labEnv } from './docker.js'
import { sweep, uniqueInstance } from './leftovers.js'
import { removeTree } from './tree.mjs'

export interface OwnEngineOptions {
  /** Names of images of the lab's engine that this one gets too. */
  readonly images: readonly string[]
  /** `keep`: containers live on while it is away, if the engine can help it (`live-restore`). */
  readonly containers: 'keep' | 'end'
}

export interface OwnEngine {
  readonly dockerHost: string
  /** The docker client, pointed at it. */
  readonly docker: (...args: readonly string[]) => Promise<string>
  /** Ends dockerd in that way and waits until it is gone. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>
  /** Starts it where it was, and waits until it answers. */
  readonly start: () => Promise<void>
  /** Takes away all that it has, as on a machine that is new: at the same address an engine with an empty data root, and the images it began with. */
  readonly renew: () => Promise<void>
  /** Removes it and all that it made. */
  readonly close: () => Promise<void>
}

const START_TIMEOUT_MS = 150_000
/** dockerd gives its containers 15 s and then ends them itself. */
const END_TIMEOUT_MS = 120_000

let engines = 0

export async function startOwnEngine({ images, containers }: OwnEngineOptions): Promise<OwnEngine> {
  await removeOrphans()
  const dir = join(home(), `${String(process.pid)}-${String(engines += 1)}`)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const place = placeIn(dir)
  const bridge = await makeBridge()
  const words = ['--bridge', bridge.name, '--iptables=false', '--ip6tables=false', ...(containers === 'keep' ? ['--live-restore'] : [])]
  let daemon = await launch(place, words).catch(async (error: unknown) => {
    await bridge.remove()
    await removePlace(dir)
    throw error
  })
  const ask = (...args: readonly string[]): Promise<string> => docker('--host', place.host, ...args)
  const engine: OwnEngine = {
    dockerHost: place.host, docker: ask,
    end: async (signal) => {
      daemon.signal(signal)
      await until(`dockerd ends after ${signal}`, () => !daemon.isRunning(), { timeoutMs: END_TIMEOUT_MS })
    },
    start: async () => { daemon = await launch(place, words) },
    renew: async () => {
      await empty(ask)
      await engine.end('SIGKILL')
      await removePlace(dir)
      mkdirSync(dir, { recursive: true, mode: 0o700 })
      daemon = await launch(place, words)
      await bring(images, { dir, ask })
    },
    close: async () => {
      if (!daemon.isRunning()) await engine.start().catch(() => undefined)
      await empty(ask).catch(() => undefined)
      await engine.end('SIGTERM').catch(() => undefined)
      await bridge.remove()
      await removePlace(dir)
    },
  }
  try {
    await bring(images, { dir, ask })
    return engine
  } catch (error) {
    await engine.close()
    throw error
  }
}

function home(): string {
  return join(labEnv().cacheDir, 'own-engines')
}

function placeIn(dir: string): EnginePlace {
  return { host: `unix://${dir}/docker.sock`, dataRoot: join(dir, 'data'), execRoot: join(dir, 'run'), pidFile: join(dir, 'dockerd.pid') }
}

interface Bridge {
  readonly name: string
  readonly remove: () => Promise<unknown>
}

/**
 * A default bridge beside that of the machine's own engine: dockerd would take `docker0` for its own, and delete it when it is told to have
 * none. The other engine makes it, so that no two ranges overlap, and it is found again should this process be killed.
 */
async function makeBridge(): Promise<Bridge> {
  const instance = uniqueInstance()
  const name = `own-${instance.slice(-8)}`
  await docker('network', 'create', '--label', `mist.instance=${instance}`, '--opt', `com.docker.network.bridge.name=${name}`, instance)
  return { name, remove: () => sweep(instance) }
}

async function launch(place: EnginePlace, words: readonly string[]): Promise<Companion> {
  forgetDeadProcesses(place)
  const daemon = startCompanion('dockerd', [...dockerdArguments(place), ...words])
  const socket = place.host.slice('unix://'.length)
  const isUp = await until('an engine of its own answers', async () => (daemon.isRunning() ? await versionOverSocket(socket) && 'yes' : 'no'), { timeoutMs: START_TIMEOUT_MS })
    .catch((error: unknown) => String(error))
  if (isUp === 'yes') return daemon
  await daemon.stop()
  throw new Error(`cannot start an engine for this test: it takes root and a dockerd on the PATH. It said:\n${daemon.output()}`)
}

interface Shelf {
  readonly dir: string
  readonly ask: OwnEngine['docker']
}

async function bring(images: readonly string[], { dir, ask }: Shelf): Promise<void> {
  const file = join(dir, 'images.tar')
  await docker('save', '--output', file, ...images)
  await ask('load', '--quiet', '--input', file)
  rmSync(file)
}

/** Networks are bridges of this machine: they would outlive the engine. */
async function empty(ask: OwnEngine['docker']): Promise<void> {
  const containers = lines(await ask('ps', '--all', '--quiet'))
  if (containers.length > 0) await ask('rm', '--force', '--volumes', ...containers)
  const networks = lines(await ask('network', 'ls', '--quiet', '--filter', 'type=custom'))
  if (networks.length > 0) await ask('network', 'rm', ...networks)
}

/** What a killed test process has left: its engine died with it, the containers of that engine did not. */
async function removeOrphans(): Promise<void> {
  if (!existsSync(home())) return
  const orphans = readdirSync(home()).filter((name) => !existsSync(`/proc/${name.split('-')[0] ?? ''}`))
  for (const name of orphans) await removePlace(join(home(), name))
}

async function removePlace(dir: string): Promise<void> {
  for (const pid of processesOf(dir)) kill(pid)
  await until('the processes of an engine have ended', () => processesOf(dir).length === 0)
  await removeTree(dir)
}

/** Whoever was started with this directory among its words, and all below: a shim bears it, the container below the shim does not. */
function processesOf(dir: string): readonly number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
  const found = new Set(all.filter((pid) => textOf(`/proc/${String(pid)}/cmdline`).includes(`${dir}/`)))
  for (let before = 0; before !== found.size;) {
    before = found.size
    for (const pid of all) if (found.has(parentOf(pid))) found.add(pid)
  }
  return [...found].filter((pid) => pid !== process.pid && stateOf(pid) !== 'Z')
}

function parentOf(pid: number): number {
  return Number(fieldsOf(pid)[1] ?? 0)
}

function stateOf(pid: number): string {
  return fieldsOf(pid)[0] ?? 'Z'
}

/** After the program's name, which may hold spaces and brackets: the state, the parent. */
function fieldsOf(pid: number): readonly string[] {
  const stat = textOf(`/proc/${String(pid)}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile, which is what was asked for.
  }
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}
