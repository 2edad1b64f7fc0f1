/**
 * Runs a container of its own to its end, as `deploy.pre` does: its output goes to the log of the release, and it is taken away whatever
 * happens. One that a killed mistd left running is waited for rather than run twice side by side.
 */
import { failure } from '../../model/failure.js'
import type { ContainerSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Effect } from '../../model/step.js'
import type { ContainerRunState } from '../../ports.js'
import { linkSignals, never } from '../../signals.js'
import type { EffectContext } from './effect-context.js'
import { openTail, quoting } from './last-output.js'
import type { Tail } from './last-output.js'
import { openOutput } from './output.js'
import type { Acquaintance } from './readiness.js'
import { acquaint, endedWithEngine, interrupted } from './readiness.js'
import { durationText } from '../../render/time-text.js'

type RunOnce = Extract<Effect, { readonly do: 'run-once' }>

const FIRST_POLL_MS = 50
const SLOWEST_POLL_MS = 1_000
const POLL_GROWTH = 1.5
/** After the end: what is still on its way from the engine. */
const LAST_LINES_MS = 2_000

export async function runOnce(effect: RunOnce, context: EffectContext): Promise<Result<void>> {
  const { container, app } = effect
  const { ports, signal } = context
  const begun = await begin(container, context)
  if (!begun.ok) return begun
  const tail = openTail()
  const reading = followOutput(effect, context, tail)
  const end = await awaitEnd(effect, context)
  if (end.ok) await Promise.race([reading.done, ports.clock.sleep(LAST_LINES_MS, signal)])
  reading.stop()
  await takeAway(effect, context, end)
  await reading.done
  if (!end.ok) return err(end.error.code === 'pre-failed' ? quoting(end.error, tail.lines()) : end.error)
  if (end.value.exitCode === 0) return ok(undefined)
  const cause = `deploy.pre exited with code ${String(end.value.exitCode)}`
  return err(quoting(failure('pre-failed', { subject: `cannot release ${app}`, cause }), tail.lines()))
}

/** A container of this name and spec may have been left behind: one that ended says nothing about now and makes way. */
async function begin(container: ContainerSpec, { ports: { runtime }, signal }: EffectContext): Promise<Result<void>> {
  const created = await runtime.createContainer(container, signal)
  if (!created.ok) return created
  const state = await runtime.runState(container.name, signal)
  if (!state.ok) return state
  if (state.value.state === 'running') return ok(undefined)
  if (state.value.state !== 'created') {
    const removed = await runtime.removeContainer(container.name, signal)
    const again = removed.ok ? await runtime.createContainer(container, signal) : removed
    if (!again.ok) return again
  }
  const started = await runtime.startContainer(container.name, signal)
  if (!started.ok) await runtime.removeContainer(container.name, never())
  return started
}

interface Reading {
  readonly done: Promise<void>
  stop(): void
}

function followOutput({ app, container }: RunOnce, { ports, run, signal }: EffectContext, tail: Tail): Reading {
  const over = linkSignals(signal)
  const output = openOutput({ app, run, ...ports })
  const read = async (): Promise<void> => {
    const lines = ports.runtime.logs({ container: container.name, follow: true, tail: 'all', sinceSeconds: 0 }, over.signal)
    for await (const { text } of lines) {
      tail.add(text)
      output.onLine(text)
    }
  }
  const done = read().finally(() => { output.flush() }).finally(over.release)
  // It is awaited only after the container has ended; until then nobody would catch what it throws.
  done.catch(() => undefined)
  return { done, stop: over.fire }
}

async function awaitEnd({ app, container, timeoutMs }: RunOnce, { ports: { runtime, clock }, signal }: EffectContext): Promise<Result<ContainerRunState>> {
  const endMs = clock.monotonicMs() + timeoutMs
  let known: Acquaintance = {}
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(Math.round(pollMs * POLL_GROWTH), SLOWEST_POLL_MS)) {
    const state = await runtime.runState(container.name, signal)
    if (signal.aborted) return err(interrupted(container.name))
    known = acquaint(known, state)
    if (state.ok && (state.value.state === 'exited' || state.value.state === 'dead')) {
      // An engine that ended it may have noted any exit code, 0 included.
      return known.engineWasAway === true ? err(endedWithEngine(`cannot release ${app}`, 'deploy.pre ended with it')) : state
    }
    const leftMs = endMs - clock.monotonicMs()
    if (leftMs <= 0) return state.ok ? err(failure('pre-failed', { subject: `cannot release ${app}`, cause: `deploy.pre did not end within ${durationText(timeoutMs)}` })) : state
    await clock.sleep(Math.min(pollMs, leftMs), signal)
  }
}

/** What cannot be taken away now is left behind, and the next pass takes it away. */
async function takeAway({ container }: RunOnce, { ports: { runtime } }: EffectContext, end: Result<ContainerRunState>): Promise<void> {
  if (!end.ok) await runtime.stopContainer(container.name, container.stopGraceMs, never())
  await runtime.removeContainer(container.name, never())
}
