/** What every change is made with, and the two ways to make one. */
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { EngineWriter } from './transport/client.js'
import type { DataRoot } from './observe/data-root.js'
import type { EngineError } from './engine-error.js'
import type { ImageCache } from './images/images.js'
import type { InspectCache } from './observe/inspect-cache.js'
import type { Found, OwnContainer, Ownership } from './owned.js'
import { mustBeOwn } from './owned.js'
import type { EngineCall } from './payload/rules.js'

export interface Hands {
  readonly engine: EngineWriter
  readonly own: Ownership
  readonly dataRoot: DataRoot
  readonly images: ImageCache
  readonly inspections: InspectCache
  readonly instance: string
}

export interface Job {
  /** In the voice `cannot start container web-1`. */
  readonly subject: string
  readonly signal: AbortSignal
  /** Absent: the deadline of an ordinary write. */
  readonly deadlineMs?: number
}

/** Reads an answer that is no success as what it means for this call; undefined leaves it a failure of the engine. */
export type Reading = (error: EngineError) => Result<void> | undefined | Promise<Result<void> | undefined>

export async function change(hands: Hands, call: EngineCall, { job, read }: { readonly job: Job; readonly read?: Reading }): Promise<Result<void>> {
  const done = await hands.engine.mutate(call, job.deadlineMs ?? hands.engine.deadlines.writeMs, job.signal)
  if (done.ok) return ok(undefined)
  return (await read?.(done.error)) ?? err(hands.engine.failure(done.error, job.subject))
}

type OwnWork = (own: OwnContainer) => Promise<Result<void>>

/** Asks what the container is, and lets nobody believe an older inspection of it once it was changed. */
export async function withOwn(hands: Hands, container: string, { job, work }: { readonly job: Job; readonly work: OwnWork }): Promise<Result<void>> {
  const found = await hands.own.container(container, job)
  return found.ok ? workOn(hands, found.value, { job, work }) : found
}

/** As `withOwn`, where an object that is not there is what was wanted. */
export async function withOwnIfAny(hands: Hands, container: string, { job, work }: { readonly job: Job; readonly work: OwnWork }): Promise<Result<void>> {
  const found = await hands.own.container(container, job)
  if (!found.ok) return found
  return found.value.kind === 'missing' ? fine : workOn(hands, found.value, { job, work })
}

/** For what is done inside of it: nothing of the container itself is changed. */
export async function ownId(hands: Hands, container: string, job: Job): Promise<Result<string>> {
  const found = await hands.own.container(container, job)
  if (!found.ok) return found
  const own = mustBeOwn(found.value, job.subject)
  return own.ok ? ok(own.value.id) : own
}

async function workOn(hands: Hands, found: Found<OwnContainer>, { job, work }: { readonly job: Job; readonly work: OwnWork }): Promise<Result<void>> {
  const mine = mustBeOwn(found, job.subject)
  if (!mine.ok) return mine
  const done = await work(mine.value)
  hands.inspections.touch(mine.value.id)
  return done
}

export function post(path: string, extra: { readonly query?: EngineCall['query']; readonly body?: EngineCall['body'] } = {}): EngineCall {
  return { method: 'POST', path, query: extra.query ?? {}, ...(extra.body && { body: extra.body }) }
}

export const fine: Result<void> = ok(undefined)
