/**
 * Is the container ready? The engine's own health check decides when the image has one, else a TCP connection to the app's port,
 * else that it stayed up for a while; a job may also have ended well. It is only asked after `start` has returned: an earlier packet costs up to a second.
 */
import type { Failure, FailureCode } from '../model/failure.js'
import { failure } from '../model/failure.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import type { ReadyCheck } from '../model/step.js'
import type { Clock, ContainerRunState, ProbePort, RuntimeReader } from '../ports.js'
import { durationText, printable } from './text.js'

export interface ReadyTools {
  readonly runtime: RuntimeReader
  readonly probe: ProbePort
  readonly clock: Clock
}

export interface ReadyQuery {
  readonly container: string
  readonly ready: ReadyCheck
}

const FIRST_POLL_MS = 25
const SLOWEST_POLL_MS = 500
const POLL_GROWTH = 1.5
const LOG_LINES = 20

export async function awaitReady(tools: ReadyTools, query: ReadyQuery, signal: AbortSignal): Promise<Result<void>> {
  const { clock } = tools
  const { container, ready } = query
  const beganMs = clock.monotonicMs()
  let first: ContainerRunState | undefined
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(Math.round(pollMs * POLL_GROWTH), SLOWEST_POLL_MS)) {
    const state = await tools.runtime.runState(container, signal)
    const waitedMs = clock.monotonicMs() - beganMs
    first ??= state.ok ? state.value : undefined
    const verdict = state.ok ? await judge(tools, query, { now: state.value, first: first ?? state.value, waitedMs, signal }) : ok('later' as const)
    if (signal.aborted) return err(interrupted(container))
    if (!verdict.ok) return err(await withOutput(tools, container, verdict.error))
    if (verdict.value === 'ready') return ok(undefined)
    if (waitedMs >= ready.timeoutMs) return tooLate(tools, query, state)
    await clock.sleep(Math.min(pollMs, ready.timeoutMs - waitedMs), signal)
  }
}

/** An engine that does not answer is asked again until the time is over: it may only be restarting. */
async function tooLate(tools: ReadyTools, query: ReadyQuery, state: Result<ContainerRunState>): Promise<Result<void>> {
  return err(state.ok ? await withOutput(tools, query.container, late(query, state.value)) : state.error)
}

interface Sight {
  readonly now: ContainerRunState
  readonly first: ContainerRunState
  readonly waitedMs: number
  readonly signal: AbortSignal
}

async function judge({ probe }: ReadyTools, { container, ready }: ReadyQuery, sight: Sight): Promise<Result<'ready' | 'later'>> {
  const { now, first, waitedMs, signal } = sight
  if (isDone(now, ready)) return ok('ready')
  const gone = ended(now, first)
  if (gone) return err(notReady('container-exited', container, gone))
  if (now.health === 'unhealthy') return err(notReady('container-unhealthy', container, 'its health check fails'))
  if (now.state !== 'running' || now.health === 'starting') return ok('later')
  if (now.health === 'healthy') return ok('ready')
  if (ready.port === 0) return ok(waitedMs >= ready.stableMs ? 'ready' : 'later')
  return ok((await answers(probe, now.addresses[ready.network], { port: ready.port, signal })) ? 'ready' : 'later')
}

async function answers(probe: ProbePort, address: string | undefined, { port, signal }: { readonly port: number; readonly signal: AbortSignal }): Promise<boolean> {
  return address !== undefined && address !== '' && (await probe.connects(address, port, signal))
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

function late({ container, ready }: ReadyQuery, now: ContainerRunState): Failure {
  const waited = `within ${durationText(ready.timeoutMs)}`
  if (now.health === 'starting') return notReady('container-not-ready', container, `its health check did not pass ${waited}`)
  if (ready.port > 0) return notReady('container-not-ready', container, `nothing accepted connections on port ${String(ready.port)} ${waited}`)
  return notReady('container-not-ready', container, `it is ${now.state} and did not stay up ${waited}`)
}

function notReady(code: FailureCode, container: string, cause: string): Failure {
  return failure(code, { subject: `cannot release ${container}`, cause })
}

function interrupted(container: string): Failure {
  return failure('aborted', { subject: `cannot wait for ${container}`, cause: 'the wait was ended early' })
}

/** The container is about to be taken away again: what it said last is all that a person will have. */
async function withOutput({ runtime }: ReadyTools, container: string, cause: Failure): Promise<Failure> {
  const lines: string[] = []
  const query = { container, follow: false, tail: LOG_LINES, sinceSeconds: 0 } as const
  for await (const line of runtime.logs(query, new AbortController().signal)) {
    lines.push(printable(line.text))
    if (lines.length >= LOG_LINES) break
  }
  return { ...cause, help: lines.length > 0 ? `Its last output was:\n${lines.map((line) => `  ${line}`).join('\n')}` : 'It wrote no output.' }
}
