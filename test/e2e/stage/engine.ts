/** What the engine really has of one instance, asked with the docker client and with nothing of Mist. */
import { docker } from '../../lab/fixtures.js'

/** The fields of `docker inspect` that tests look at. */
export interface Inspected {
  readonly Id: string
  readonly Name: string
  readonly Image: string
  readonly State: { readonly Status: string; readonly StartedAt: string; readonly Running: boolean; readonly Paused: boolean }
  readonly Config: { readonly Image: string; readonly Env: readonly string[] | null; readonly Cmd: readonly string[] | null; readonly Labels: Readonly<Record<string, string>> }
  readonly HostConfig: {
    readonly NanoCpus: number; readonly Memory: number; readonly PidsLimit: number | null; readonly Privileged: boolean
    readonly CapAdd: readonly string[] | null; readonly CapDrop: readonly string[] | null; readonly SecurityOpt: readonly string[] | null
    readonly RestartPolicy: { readonly Name: string }; readonly LogConfig: { readonly Config: Readonly<Record<string, string>> }
  }
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string; readonly Aliases: readonly string[] | null }>> }
  readonly Mounts: readonly { readonly Type: string; readonly Name?: string; readonly Source: string; readonly Destination: string; readonly RW: boolean }[]
}

export interface LiveContainer {
  readonly id: string
  readonly name: string
  /** `project/app` */
  readonly app: string
  readonly state: string
  readonly startedAt: string
  readonly inspect: Inspected
}

/** What the programs in it are told. */
export function envOf({ inspect }: LiveContainer): Readonly<Record<string, string>> {
  return Object.fromEntries((inspect.Config.Env ?? []).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}

/** The docker client, pointed at an engine. */
export type Asking = (...args: readonly string[]) => Promise<string>

/**
 * Every container of an instance, running or not, sorted by name. A step of a build has one for a moment too, with the labels of the
 * image and without a replica: that is none of them.
 */
export async function containersOf(instance: string, ask: Asking = docker): Promise<readonly LiveContainer[]> {
  const inspected = await inspectAll(instance, { ask, tries: LISTINGS })
  return inspected.map(toLive).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** One that goes between the list and the look is in neither: the engine refuses the whole look for it. */
const LISTINGS = 5

async function inspectAll(instance: string, { ask, tries }: { readonly ask: Asking; readonly tries: number }): Promise<readonly Inspected[]> {
  const listed = await ask('ps', '--all', '--quiet', '--no-trunc', '--filter', `label=mist.instance=${instance}`, '--filter', 'label=mist.replica')
  const ids = listed.split('\n').filter((id) => id !== '')
  if (ids.length === 0) return []
  try {
    return JSON.parse(await ask('inspect', '--type', 'container', ...ids)) as readonly Inspected[]
  } catch (error) {
    if (tries <= 1 || !/no such container/i.test(String(error))) throw error
    return inspectAll(instance, { ask, tries: tries - 1 })
  }
}

export async function namesOf(kind: 'network' | 'volume', instance: string, ask: Asking = docker): Promise<readonly string[]> {
  const listed = await ask(kind, 'ls', '--filter', `label=mist.instance=${instance}`, '--format', '{{.Name}}')
  return listed.split('\n').filter((name) => name !== '').toSorted()
}

/** What the engine has been told to do with containers, networks and volumes since then, as `create shop-web-…`; reads leave no trace there. */
export async function changesSince(sinceSeconds: number, instance: string): Promise<readonly string[]> {
  const kinds = ['container', 'network', 'volume', 'image'].flatMap((type) => ['--filter', `type=${type}`])
  const text = await docker('events', '--since', String(sinceSeconds), '--until', String(nowSeconds()), ...kinds, '--format', '{{json .}}')
  const events = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as EngineEvent)
  return events.filter(({ Actor }) => Actor.Attributes['mist.instance'] === instance).map(({ Action, Actor }) => `${Action} ${Actor.Attributes['name'] ?? Actor.ID}`)
}

/** The engine's clock with its fractions: events are dated by it. */
export function nowSeconds(): number {
  return Date.now() / 1_000
}

interface EngineEvent {
  readonly Action: string
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> }
}

function toLive(inspect: Inspected): LiveContainer {
  const { Labels } = inspect.Config
  return {
    id: inspect.Id, name: inspect.Name.slice(1), app: `${Labels['mist.project'] ?? ''}/${Labels['mist.app'] ?? ''}`,
    state: inspect.State.Status, startedAt: inspect.State.StartedAt, inspect,
  }
}
