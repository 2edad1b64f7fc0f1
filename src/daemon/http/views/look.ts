/** A look that was asked for, as it may leave the daemon, built field by field. */
import type { AskedLook } from '../../../engine/loop/asked-looks.js'
import { publicFailure, publicRevision } from './change.js'

export function publicLook({ id, askedAt, state, verdict, revision, failure, run }: AskedLook): AskedLook {
  return {
    id, askedAt, state,
    ...(verdict && { verdict }),
    ...(revision && { revision: publicRevision(revision) }),
    ...(failure && { failure: publicFailure(failure) }),
    ...(run !== undefined && { run }),
  }
}
