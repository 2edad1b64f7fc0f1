/**
 * Waits for a state, never for a time: asks a probe until it answers, or says what it answered last.
 * The only place in the tests that sleeps.
 */
import { inspect } from 'node:util'

export interface UntilOptions {
  readonly timeoutMs?: number
  readonly everyMs?: number
}

/** Tests with real parts are given more of it by vitest.config.ts: what they wait for may have an engine and a busy machine behind it. */
const DEFAULT_TIMEOUT_MS = Number(process.env['MIST_TEST_PATIENCE_MS'] ?? 30_000)
const DEFAULT_EVERY_MS = 50

/**
 * Resolves with the first answer that is not `undefined`, `null` or `false`. An exception of the probe counts as "not yet",
 * since what is waited for may not exist so far; the last one is shown when the deadline passes.
 *
 *     const id = await until('the container runs', () => runningId(docker, 'shop-web'))
 */
export async function until<T>(description: string, probe: () => T | Promise<T>, options: UntilOptions = {}): Promise<Settled<T>> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, everyMs = DEFAULT_EVERY_MS } = options
  const deadline = performance.now() + timeoutMs
  let last: Answer<T> = { kind: 'silent' }
  do {
    const answer = await ask(probe, deadline)
    if (isSettled(answer)) return answer.value as Settled<T>
    // The question that the deadline cuts off tells less than the answer before it.
    if (answer.kind !== 'silent') last = answer
    await sleep(Math.min(everyMs, Math.max(0, deadline - performance.now())))
  } while (performance.now() < deadline)
  throw new Error(`waited ${String(timeoutMs)} ms in vain until ${description}\n  last answer: ${describeAnswer(last)}`)
}

type Settled<T> = Exclude<T, undefined | null | false>

type Answer<T> = { readonly kind: 'value'; readonly value: T } | { readonly kind: 'error'; readonly error: unknown } | { readonly kind: 'silent' }

/** One question. A probe that hangs must not outlive the deadline, or the test would end without saying what it waited for. */
async function ask<T>(probe: () => T | Promise<T>, deadline: number): Promise<Answer<T>> {
  const alarm = new AbortController()
  try {
    const silence = sleep(Math.max(0, deadline - performance.now()), alarm.signal).then((): Answer<T> => ({ kind: 'silent' }))
    const answer = Promise.resolve(probe()).then((value): Answer<T> => ({ kind: 'value', value }))
    return await Promise.race([answer, silence])
  } catch (error) {
    return { kind: 'error', error }
  } finally {
    alarm.abort()
  }
}

function isSettled<T>(answer: Answer<T>): answer is { readonly kind: 'value'; readonly value: T } {
  return answer.kind === 'value' && answer.value !== undefined && answer.value !== null && answer.value !== false
}

function describeAnswer(answer: Answer<unknown>): string {
  if (answer.kind === 'value') return inspect(answer.value, { depth: 6, breakLength: 120 })
  if (answer.kind === 'silent') return 'none, the probe never returned'
  return answer.error instanceof Error ? `exception: ${answer.error.message}` : `exception: ${inspect(answer.error)}`
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
