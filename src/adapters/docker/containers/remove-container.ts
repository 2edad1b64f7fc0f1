/**
 * Removing a container of ours, for good and only once. Named volumes always stay; those without a name, which its image asked for, go
 * with it when it never served anybody (docs/adr/0019-volumes-that-only-an-image-names.md).
 */
import type { Result } from '../../../model/result.js'
import { pause } from '../bounded.js'
import { isAnswer, isMissing } from '../engine-error.js'
import type { Hands, Job } from '../hands.js'
import { change, fine, withOwnIfAny } from '../hands.js'
import type { OwnContainer } from '../owned.js'
import type { ContainerPast } from '../../../ports.js'

const CHECK_EVERY_MS = 100

export function removeContainer(hands: Hands, container: string, { signal, past }: { readonly signal: AbortSignal; readonly past?: ContainerPast | undefined }): Promise<Result<void>> {
  const job: Job = { subject: `cannot remove container ${container}`, signal }
  return withOwnIfAny(hands, container, { job, work: (own) => removeOwn(hands, { id: own.id, isThrowaway: own.isThrowaway || past === 'never-served' }, job) })
}

export async function removeOwn(hands: Hands, own: Pick<OwnContainer, 'id' | 'isThrowaway'>, job: Job): Promise<Result<void>> {
  if (!own.isThrowaway) return removeKnown(hands, own, job)
  hands.own.neverServed.add(own.id)
  try {
    return await removeKnown(hands, own, job)
  } finally {
    hands.own.neverServed.delete(own.id)
  }
}

async function removeKnown(hands: Hands, { id, isThrowaway }: Pick<OwnContainer, 'id' | 'isThrowaway'>, job: Job): Promise<Result<void>> {
  const call = { method: 'DELETE', path: `/containers/${id}`, query: { force: 'true', v: String(isThrowaway) } } as const
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
