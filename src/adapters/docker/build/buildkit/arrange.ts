/**
 * A build by the engine's own BuildKit. Logins and secrets are not sent along: it asks for them over the session, one by one. It
 * heeds no limit of memory or processor, so none is told to it.
 */
import type { Result } from '../../../../model/result.js'
import { ok } from '../../../../model/result.js'
import type { Failure } from '../../../../model/failure.js'
import { failure } from '../../../../model/failure.js'
import type { Arrangement, BuildMeans, Job } from '../builder.js'
import { commonQuery } from '../builder.js'
import type { Hands } from '../../hands.js'
import { openSession } from './session.js'

export async function arrangeBuildKit(hands: Hands, job: Job, { registries, subject }: BuildMeans): Promise<Result<Arrangement>> {
  const session = await openSession(hands, { registries, secrets: job.image.build.secrets ?? {}, subject }, job.signal)
  if (!session.ok) return session
  const { id, isLost, close } = session.value
  return ok({
    query: { ...commonQuery(hands.instance, job), session: id, version: '2' },
    headers: {},
    failure: () => session.value.failure() ?? (isLost() && !job.signal.aborted ? lostSession(subject) : undefined),
    close,
  })
}

/** Its consequences show as odd failures of the build, whichever step it hits. */
function lostSession(subject: string): Failure {
  return failure('engine-failed', { subject, cause: 'the engine ended the session of the build before the build was over', help: 'Look at the log of the engine; Mist tries again by itself.' })
}
