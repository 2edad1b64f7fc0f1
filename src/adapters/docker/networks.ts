/** Networks of projects: made with a range of their own, removed when nothing is attached. */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { NetworkSpec, VolumeSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err } from '../../model/result.js'
import { pause } from './bounded.js'
import { encodeNetwork, encodeVolume } from './containers/encode.js'
import type { EngineError } from './engine-error.js'
import { isAnswer, isMissing } from './engine-error.js'
import type { Hands, Job } from './hands.js'
import { change, fine, post } from './hands.js'
import { notOurs } from './owned.js'
import type { WireNetwork } from './wire.js'

export async function createNetwork(hands: Hands, spec: NetworkSpec, { subnet, signal }: { readonly subnet: string; readonly signal: AbortSignal }): Promise<Result<void>> {
  const job: Job = { subject: `cannot create network ${spec.name}`, signal }
  const held = await hands.own.network(spec.name, job)
  if (!held.ok) return held
  if (held.value.kind === 'own') return held.value.value.project === spec.project ? fine : err(nameTaken(spec.name, job))
  if (held.value.kind === 'foreign') return err(nameTaken(spec.name, job))
  const done = await change(hands, post('/networks/create', { body: encodeNetwork(spec, { instance: hands.instance, subnet }) }), {
    job,
    read: (error) => readCreation(hands, error, { spec, subnet, job }),
  })
  if (done.ok) await hands.own.network(spec.name, job)
  return done
}

/** Two passes at once, or two instances: whoever came second looks again at who came first. */
async function readCreation(hands: Hands, error: EngineError, { spec, subnet, job }: { readonly spec: NetworkSpec; readonly subnet: string; readonly job: Job }): Promise<Result<void>> {
  if (isAnswer(error, 409)) {
    const held = await hands.own.network(spec.name, job)
    return held.ok && held.value.kind === 'own' && held.value.value.project === spec.project ? fine : err(nameTaken(spec.name, job))
  }
  if (error.kind === 'answer' && /overlap|address pool/i.test(error.message)) return err(poolExhausted(error.message, { subnet, job }))
  return err(hands.engine.failure(error, job.subject))
}

const REMOVE_TRIES = 5
const REMOVE_PAUSE_MS = 200

export async function removeNetwork(hands: Hands, name: string, signal: AbortSignal): Promise<Result<void>> {
  const job: Job = { subject: `cannot remove network ${name}`, signal }
  const held = await hands.own.network(name, job)
  if (!held.ok) return held
  if (held.value.kind === 'missing') return fine
  if (held.value.kind === 'foreign') return err(notOurs(held.value, job.subject))
  const path = `/networks/${held.value.value.id}`
  for (let tries = 1; ; tries += 1) {
    let isPhantom = false
    const read = async (error: EngineError): Promise<Result<void> | undefined> => {
      if (isMissing(error)) return fine
      if (!isAnswer(error, 403, /active endpoints/)) return undefined
      const attached = await attachedTo(hands, path, signal)
      isPhantom = attached.length === 0
      return err(inUse(attached, job))
    }
    const done = await change(hands, { method: 'DELETE', path, query: {} }, { job, read })
    // Right after its last container has gone an engine may still count an endpoint; only that is worth another try.
    if (!isPhantom || tries >= REMOVE_TRIES || signal.aborted) return done
    await pause(REMOVE_PAUSE_MS, signal)
  }
}

async function attachedTo(hands: Hands, path: string, signal: AbortSignal): Promise<readonly string[]> {
  const inspected = await hands.engine.get<WireNetwork>(path, {}, signal)
  return inspected.ok ? Object.values(inspected.value.Containers ?? {}).map(({ Name }) => Name ?? '?').sort() : []
}

function inUse(attached: readonly string[], job: Job): Failure {
  const cause = attached.length > 0 ? `it is still in use by ${attached.join(', ')}` : 'the engine still counts an endpoint, although nothing is attached'
  return failure('engine-failed', { subject: job.subject, cause, help: 'Mist tries again in its next pass.' })
}

/** The engine would hand out somebody else's volume of that name as if it had just been made. */
export async function createVolume(hands: Hands, spec: VolumeSpec, signal: AbortSignal): Promise<Result<void>> {
  const job: Job = { subject: `cannot create volume ${spec.name}`, signal }
  const held = await hands.own.volume(spec.name, job)
  if (!held.ok) return held
  if (held.value.kind === 'own') return fine
  if (held.value.kind === 'foreign') return err(nameTaken(spec.name, job))
  const done = await change(hands, post('/volumes/create', { body: encodeVolume(spec, hands.instance) }), { job })
  if (!done.ok) return done
  const made = await hands.own.volume(spec.name, job)
  if (!made.ok) return made
  return made.value.kind === 'own' ? fine : err(nameTaken(spec.name, job))
}

function poolExhausted(message: string, { subnet, job }: { readonly subnet: string; readonly job: Job }): Failure {
  return failure('pool-exhausted', {
    subject: job.subject,
    cause: `the range ${subnet} is not free on this host (${message})`,
    help: 'Set "networkPool" in the host settings to a private range that nothing else on this host uses.',
  })
}

function nameTaken(name: string, job: Job): Failure {
  return failure('name-taken', { subject: job.subject, cause: `${name} exists and was not made by this instance for this purpose`, help: 'Rename or remove it, or rename the project; Mist does not touch it.' })
}
