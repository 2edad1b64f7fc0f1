/** Lines of the containers that a selector names: all that there are, merged by time, or followed across replacements. */
import type { ObservedContainer } from '../model/state.js'
import type { Result } from '../model/result.js'
import { ok } from '../model/result.js'
import type { LogLine, LogQuery, ReadPorts } from '../ports.js'

export interface LogWish {
  readonly tail: LogQuery['tail']
  readonly sinceSeconds: number
}

export interface NamedLine extends LogLine {
  readonly app: string
  readonly container: string
}

export interface Found {
  readonly containers: readonly ObservedContainer[]
  /** All apps with a container, for "did you mean". */
  readonly apps: readonly string[]
}

type LogPorts = Pick<ReadPorts, 'runtime' | 'clock'>

export async function findContainers({ runtime }: LogPorts, selector: string, signal: AbortSignal): Promise<Result<Found>> {
  const observed = await runtime.observe({ images: [], freshness: 'live' }, signal)
  if (!observed.ok) return observed
  const { containers } = observed.value
  const chosen = containers.filter(({ app }) => app === selector || app.startsWith(`${selector}/`))
  return ok({ containers: chosen.toSorted((a, b) => (a.name < b.name ? -1 : 1)), apps: containers.map(({ app }) => app) })
}

export async function readLines(ports: LogPorts, containers: readonly ObservedContainer[], { wish, signal }: { readonly wish: LogWish; readonly signal: AbortSignal }): Promise<readonly NamedLine[]> {
  const all = await Promise.all(containers.map(async (container) => {
    const lines: NamedLine[] = []
    for await (const line of ports.runtime.logs({ ...wish, container: container.engineId, follow: false }, signal)) lines.push(named(container, line))
    return lines
  }))
  // Sorting is stable: lines of one container that bear the same time keep their order.
  return all.flat().toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

export interface FollowWork {
  readonly selector: string
  readonly wish: LogWish
  readonly print: (line: NamedLine) => void
}

const LOOK_EVERY_MS = 1_000

/** Until the signal fires. A container that comes later is followed from its beginning. */
export async function followLines(ports: LogPorts, { selector, wish, print }: FollowWork, signal: AbortSignal): Promise<void> {
  const followed = new Map<string, Promise<void>>()
  for (let from: LogWish = wish; !signal.aborted; from = { tail: 'all', sinceSeconds: 0 }) {
    const found = await findContainers(ports, selector, signal)
    for (const container of found.ok ? found.value.containers : []) {
      const key = `${container.engineId} ${container.startedAt}`
      if (followed.has(key) || container.state !== 'running') continue
      const isRestarted = [...followed.keys()].some((known) => known.startsWith(container.engineId))
      const since = isRestarted ? { tail: 'all' as const, sinceSeconds: Math.floor(Date.parse(container.startedAt) / 1_000) } : from
      followed.set(key, pump(ports, { container, wish: since, print }, signal))
    }
    await ports.clock.sleep(LOOK_EVERY_MS, signal)
  }
  await Promise.all(followed.values())
}

async function pump({ runtime }: LogPorts, { container, wish, print }: { readonly container: ObservedContainer; readonly wish: LogWish; readonly print: FollowWork['print'] }, signal: AbortSignal): Promise<void> {
  for await (const line of runtime.logs({ ...wish, container: container.engineId, follow: true }, signal)) print(named(container, line))
}

function named({ app, name }: ObservedContainer, line: LogLine): NamedLine {
  return { app, container: name, ...line }
}
