/** Removing a container of ours, for good and only once. Its volumes stay. */
import type { Result } from '../../model/result.js'
import { pause } from './bounded.js'
import { isAnswer, isMissing } from './engine-error.js'
import type { Hands, Job } from './hands.js'
import { change, fine, withOwnIfAny } from './hands.js'
import type { OwnContainer } from './owned.js'

const CHECK_EVERY_MS = 100

export function removeContainer(hands: Hands, container: string, signal: AbortSignal): Promise<Result<void>> {
  const job: Job = { subject: `cannot remove container ${container}`, signal }
  return withOwnIfAny(hands, container, { job, work: (own) => removeOwn(hands, own, job) })
}

export async function removeOwn(hands: Hands, { id }: Pick<OwnContainer, 'id'>, job: Job): Promise<Result<void>> {
  const call = { method: 'DELETE', path: `/containers/${id}`, query: { force: 'true', v: 'false' } } as const
  const done = await change(hands, call, {
    job,
    read: (error) => {
      if (isMissing(error)) return fine
      return isAnswer(error, 409, /already in progress/) ? awaitRemoval(hands, id, { job, call }) : undefined
    },
  })
  if (done.ok) hands.own.forget(id)
  hands.inspections.touch(id)
  return done
}

interface Removal {
  readonly job: Job
  readonly call: { readonly method: 'DELETE'; readonly path: string; readonly query: Readonly<Record<string, string>> }
}

/** Somebody else is removing it. It is gone when the engine no longer knows it; if it never goes, our own call says why. */
async function awaitRemoval(hands: Hands, id: string, { job, call }: Removal): Promise<Result<void>> {
  for (let waitedMs = 0; waitedMs < hands.engine.deadlines.writeMs && !job.signal.aborted; waitedMs += CHECK_EVERY_MS) {
    const asked = await hands.engine.get(`/containers/${id}/json`, {}, job.signal)
    if (!asked.ok && isMissing(asked.error)) return fine
    await pause(CHECK_EVERY_MS, job.signal)
  }
  return change(hands, call, { job, read: (error) => (isMissing(error) ? fine : undefined) })
}
