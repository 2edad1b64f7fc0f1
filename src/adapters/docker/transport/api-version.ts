/** Which version of the engine's API is spoken: never pinned, the newest that both sides know. Pure. */
import type { Failure } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import type { WireVersion } from '../wire.js'

const OLDEST = '1.41'

/** The newest whose answers Mist was written against. A newer engine is spoken to in this one. */
const NEWEST = '1.51'

/** An engine whose own minimum lies above what Mist knows is taken at its word rather than refused. */
export function chooseVersion(engine: WireVersion): Result<string> {
  const offered = engine.ApiVersion ?? ''
  if (!/^\d+\.\d+$/.test(offered)) return err(tooOld(engine, 'it does not say which API it speaks'))
  if (compareVersions(offered, OLDEST) < 0) return err(tooOld(engine, `it speaks API ${offered}, Mist needs ${OLDEST} or newer`))
  const chosen = compareVersions(offered, NEWEST) < 0 ? offered : NEWEST
  const minimum = engine.MinAPIVersion ?? OLDEST
  return ok(compareVersions(chosen, minimum) < 0 ? minimum : chosen)
}

export function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number)
  const [majorB = 0, minorB = 0] = b.split('.').map(Number)
  return majorA - majorB || minorA - minorB
}

function tooOld(engine: WireVersion, cause: string): Failure {
  return failure('engine-too-old', {
    subject: `cannot use container engine ${engine.Version ?? 'of unknown version'}`,
    cause,
    help: 'Upgrade to Docker 20.10 or newer.',
  })
}
