/** Start, stop, rename, update: changes to a container that exists. Repeating one does no harm. */
import type { Failure } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import type { LimitsSpec, RestartSpec } from '../../../model/resource.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import { encodeUpdate } from './encode.js'
import type { EngineError } from '../engine-error.js'
import { isAnswer, isMissing } from '../engine-error.js'
import type { Hands, Job } from '../hands.js'
import { change, fine, post, withOwn, withOwnIfAny } from '../hands.js'
import { explainStart } from './start-failure.js'
import { stopSeconds } from '../units.js'
import type { WireInfo } from '../wire.js'

export function startContainer(hands: Hands, container: string, signal: AbortSignal): Promise<Result<void>> {
  const job: Job = { subject: `cannot start container ${container}`, signal, deadlineMs: hands.engine.deadlines.startMs }
  return withOwn(hands, container, {
    job,
    work: (own) => change(hands, post(`/containers/${own.id}/start`), { job, read: (error) => explainStart(hands, own, { error, job }) }),
  })
}

export function unpauseContainer(hands: Hands, container: string, signal: AbortSignal): Promise<Result<void>> {
  const job: Job = { subject: `cannot unpause container ${container}`, signal }
  return withOwn(hands, container, {
    job,
    work: ({ id }) => change(hands, post(`/containers/${id}/unpause`), { job, read: (error) => (isNotPaused(error) ? fine : undefined) }),
  })
}

export function stopContainer(hands: Hands, container: string, { graceMs, signal }: { readonly graceMs: number; readonly signal: AbortSignal }): Promise<Result<void>> {
  const seconds = stopSeconds(graceMs)
  const job: Job = { subject: `cannot stop container ${container}`, signal, deadlineMs: seconds * 1_000 + hands.engine.deadlines.stopMarginMs }
  return withOwnIfAny(hands, container, {
    job,
    work: ({ id }) => change(hands, post(`/containers/${id}/stop`, { query: { t: String(seconds) } }), { job, read: (error) => (isMissing(error) ? fine : undefined) }),
  })
}

export function renameContainer(hands: Hands, container: string, { name, signal }: { readonly name: string; readonly signal: AbortSignal }): Promise<Result<void>> {
  const job: Job = { subject: `cannot rename container ${container} to ${name}`, signal }
  return withOwn(hands, container, {
    job,
    async work(own) {
      if (own.name === name) return fine
      const call = post(`/containers/${own.id}/rename`, { query: { name } })
      return change(hands, call, { job, read: (error) => (isAnswer(error, 409) ? err(nameTaken(name, job)) : undefined) })
    },
  })
}

export interface InPlaceChange {
  readonly limits: LimitsSpec
  readonly restart: RestartSpec
}

export function updateContainer(hands: Hands, container: string, { wanted, signal }: { readonly wanted: InPlaceChange; readonly signal: AbortSignal }): Promise<Result<void>> {
  const job: Job = { subject: `cannot update container ${container}`, signal }
  return withOwn(hands, container, {
    job,
    async work({ id, wire }) {
      const cpus = wanted.limits.cpus > 0 ? ok(0) : await hostCpus(hands, job)
      if (!cpus.ok) return cpus
      return change(hands, post(`/containers/${id}/update`, { body: encodeUpdate(wanted, wire.HostConfig, cpus.value) }), { job })
    },
  })
}

/** Only needed to say "all of them". */
async function hostCpus(hands: Hands, job: Job): Promise<Result<number>> {
  const info = await hands.engine.get<WireInfo>('/info', {}, job.signal)
  return info.ok ? ok(info.value.NCPU ?? 1) : err(hands.engine.failure(info.error, job.subject))
}

function isNotPaused(error: EngineError): boolean {
  return error.kind === 'answer' && /is not paused/.test(error.message)
}

function nameTaken(name: string, job: Job): Failure {
  return failure('name-taken', { subject: job.subject, cause: `another container holds the name ${name}`, help: `Rename or remove that container; Mist does not touch it (docker inspect ${name}).` })
}
