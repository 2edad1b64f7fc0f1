/**
 * One look at one container: ready, not yet, or never. A check that the app names decides by itself; else the engine's own health check
 * when the container has one, else a TCP connection to the app's port, else that it stayed up. How often to look is not decided here.
 */
import type { Failure, FailureCode } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import type { ReadyCheck } from '../../model/step.js'
import type { Clock, ContainerRunState, ProbePort, RuntimeReader } from '../../ports.js'
import { withLastOutput } from './last-output.js'

export interface ReadyTools {
  readonly runtime: RuntimeReader
  readonly probe: ProbePort
  readonly clock: Clock
}

export interface ReadyQuery {
  readonly container: string
  readonly ready: ReadyCheck
}

export type Readiness =
  | { readonly kind: 'ready' }
  /** `because` reads on after "it is not ready: ". */
  | { readonly kind: 'later'; readonly because: string }
  /** It will not become ready any more. */
  | { readonly kind: 'lost'; readonly failure: Failure }
  /** The engine did not answer, which says nothing about the container. */
  | { readonly kind: 'unseen'; readonly failure: Failure }
  | { readonly kind: 'interrupted'; readonly failure: Failure }

/** What earlier looks at the same container found. */
export interface Acquaintance {
  /** As it was when somebody first looked: another start since then is an end in between. */
  readonly first?: ContainerRunState
  /** The engine did not answer for a while. When it was started anew it may have ended its containers, which is no fault of theirs. */
  readonly engineWasAway?: boolean
}

export interface Watched extends ReadyQuery {
  readonly known: Acquaintance
  readonly waitedMs: number
}

export interface Glance {
  readonly seen: Readiness
  readonly known: Acquaintance
}

export async function glance({ runtime, probe }: ReadyTools, watched: Watched, signal: AbortSignal): Promise<Glance> {
  const state = await runtime.runState(watched.container, signal)
  const known = acquaint(watched.known, state)
  const seen = state.ok && known.first ? await judge(probe, { ...watched, known }, { now: state.value, first: known.first }, signal) : unseen(state, watched.container)
  if (signal.aborted) return { known, seen: { kind: 'interrupted', failure: interrupted(watched.container) } }
  return { known, seen: seen.kind === 'lost' ? { kind: 'lost', failure: await withLastOutput(runtime, watched.container, seen.failure) } : seen }
}

/** What one more look at the container adds. */
export function acquaint({ first, engineWasAway }: Acquaintance, state: Result<ContainerRunState>): Acquaintance {
  const known = first ?? (state.ok ? state.value : undefined)
  const isAnew = state.ok && known !== undefined && state.value.losses !== known.losses
  return { ...(known && { first: known }), ...((engineWasAway === true || isAway(state) || isAnew) && { engineWasAway: true }) }
}

/** Nobody took the connection. One that answers late or with an error is the same engine as before. */
function isAway(state: Result<ContainerRunState>): boolean {
  return !state.ok && state.error.code === 'engine-unreachable'
}

/** Not a failure of the release: it is tried again. `how` reads on after "the engine was away meanwhile and ". */
export function endedWithEngine(subject: string, how: string): Failure {
  return failure('engine-failed', { subject, cause: `the engine was away meanwhile and ${how}` })
}

/** One that is not there any more was removed by somebody: to wait for it would be in vain, and it says nothing about its release. */
function unseen(state: Result<ContainerRunState>, container: string): Readiness {
  if (state.ok) return later('it was not seen')
  if (state.error.code !== 'container-exited') return { kind: 'unseen', failure: state.error }
  return { kind: 'lost', failure: failure('engine-failed', { subject: `cannot release ${container}`, cause: 'somebody removed the container meanwhile' }) }
}

interface Sight {
  readonly now: ContainerRunState
  readonly first: ContainerRunState
}

async function judge(probe: ProbePort, query: Watched, { now, first }: Sight, signal: AbortSignal): Promise<Readiness> {
  const { container, ready, waitedMs, known } = query
  if (isDone(now, ready)) return READY
  const gone = ended(now, first)
  if (gone !== undefined) return { kind: 'lost', failure: known.engineWasAway === true ? endedWithEngine(`cannot release ${container}`, `the container ended: ${gone}`) : notReady('container-exited', container, gone) }
  if (now.state !== 'running') return later(`it is ${now.state}`)
  return judgeHealth(query, now) ?? (ready.port === 0 ? judgeAge(ready, waitedMs) : askPort(probe, ready, now, signal))
}

const READY: Readiness = { kind: 'ready' }

function later(because: string): Readiness {
  return { kind: 'later', because }
}

/** What the engine says of it; undefined when that does not decide. */
function judgeHealth({ container, ready }: ReadyQuery, { health }: ContainerRunState): Readiness | undefined {
  if (ready.http || ready.tcp || health === 'none') return undefined
  if (health === 'unhealthy') return { kind: 'lost', failure: notReady('container-unhealthy', container, 'its health check fails') }
  return health === 'healthy' ? READY : later('its health check has not passed')
}

function judgeAge({ stableMs }: ReadyCheck, waitedMs: number): Readiness {
  return waitedMs >= stableMs ? READY : later('it has not been up for long enough')
}

async function askPort(probe: ProbePort, { network, port, http }: ReadyCheck, { addresses }: ContainerRunState, signal: AbortSignal): Promise<Readiness> {
  const address = addresses[network]
  if (address === undefined || address === '') return later(`it has no address in network ${network}`)
  if (!http) return (await probe.connects(address, port, signal)) ? READY : later(`nothing accepts connections on port ${String(port)}`)
  const answer = await probe.asks(address, { port, path: http.path, host: http.host }, signal)
  if (!answer.ok) return later(`GET ${http.path} on port ${String(port)}: ${answer.error}`)
  return answer.value >= http.statusFrom && answer.value <= http.statusTo ? READY : later(`GET ${http.path} answered ${String(answer.value)}`)
}

function isDone({ state, exitCode }: ContainerRunState, { mayComplete }: ReadyCheck): boolean {
  return mayComplete === true && state === 'exited' && exitCode === 0
}

/** A restart policy hides an exit behind a new start: the count and the time of the start give it away. */
function ended(now: ContainerRunState, first: ContainerRunState): string | undefined {
  if (now.state === 'exited' || now.state === 'dead') return `it exited with code ${String(now.exitCode)}`
  if (now.state === 'restarting') return `it exits and is restarted, last with code ${String(now.exitCode)}`
  if (now.restartCount > first.restartCount || now.startedAt !== first.startedAt) return 'it exited and was started again'
  return undefined
}

function notReady(code: FailureCode, container: string, cause: string): Failure {
  return failure(code, { subject: `cannot release ${container}`, cause })
}

export function interrupted(container: string): Failure {
  return failure('aborted', { subject: `cannot wait for ${container}`, cause: 'the wait was ended early' })
}

/** It was seen, and it was not ready: for too long, or no longer. */
export async function unready({ runtime }: ReadyTools, container: string, cause: string): Promise<Failure> {
  return withLastOutput(runtime, container, notReady('container-not-ready', container, cause))
}
