/**
 * Creating a container so that it can be asked for twice: a name that an own container of the same fingerprint holds is success,
 * leftovers of an interrupted pass make way, and nothing of anybody else is touched.
 */
import type { Failure } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import { LABEL_FINGERPRINT, LABEL_SCRATCH } from '../../../model/labels.js'
import type { AttachmentSpec, ContainerSpec } from '../../../model/resource.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import { never } from '../../../signals.js'
import { attach } from './attach.js'
import { mountsFolders, ledAstray } from './host-paths.js'
import { encodeContainer } from './encode.js'
import type { EngineError } from '../engine-error.js'
import { isAnswer, isMissing } from '../engine-error.js'
import type { Hands, Job } from '../hands.js'
import { fine, post } from '../hands.js'
import type { Found, OwnContainer } from '../owned.js'
import { isImageId, parseReference } from '../images/reference.js'
import { removeOwn } from './remove-container.js'
import type { ImageContribution } from './restated.js'
import { readContribution } from './restated.js'
import type { WireImage } from '../wire.js'

export async function createContainer(hands: Hands, spec: ContainerSpec, { files, signal }: { readonly files: ReadonlySet<string>; readonly signal: AbortSignal }): Promise<Result<void>> {
  const job: Job = { subject: `cannot create container ${spec.name}`, signal, deadlineMs: hands.engine.deadlines.startMs }
  const known = await knowParts(hands, spec, job)
  if (!known.ok) return known
  const led = await ledAstray(spec, files, job)
  if (led) return err(led)
  const root = mountsFolders(spec, files) ? await hands.dataRoot.ask(job) : fine
  if (!root.ok) return root
  const image = await imageOf(hands, spec, job)
  if (!image.ok) return image
  if (image.value.labels[LABEL_FINGERPRINT] === spec.fingerprint) return err(forged(spec, LABEL_FINGERPRINT, job))
  if (spec.labels[LABEL_SCRATCH] !== undefined && image.value.labels[LABEL_SCRATCH] !== undefined) return err(forged(spec, LABEL_SCRATCH, job))
  return createOrClear(hands, { spec, image: image.value, job, triesLeft: 2 })
}

/** The allow-list will ask whether networks and volumes are ours, so they are looked at first. */
async function knowParts(hands: Hands, spec: ContainerSpec, job: Job): Promise<Result<void>> {
  const looks = [
    ...spec.networks.map(({ network }) => hands.own.network(network, job)),
    ...spec.mounts.filter(({ kind }) => kind === 'volume').map(({ source }) => hands.own.volume(source, job)),
  ]
  const answers = await Promise.all(looks)
  return answers.find((answer) => !answer.ok) as Result<void> | undefined ?? fine
}

async function imageOf(hands: Hands, spec: ContainerSpec, job: Job): Promise<Result<ImageContribution>> {
  if (!isImageId(spec.image) && !parseReference(spec.image)) return err(imageMissing(spec, job))
  const asked = await hands.engine.get<WireImage>(`/images/${spec.image}/json`, {}, job.signal)
  if (asked.ok) return ok(readContribution(asked.value.Config))
  return isMissing(asked.error) ? err(imageMissing(spec, job)) : err(hands.engine.failure(asked.error, job.subject))
}

interface Attempt {
  readonly spec: ContainerSpec
  readonly image: ImageContribution
  readonly job: Job
  readonly triesLeft: number
}

async function createOrClear(hands: Hands, attempt: Attempt): Promise<Result<void>> {
  const { spec, image, job } = attempt
  const call = post('/containers/create', { query: { name: spec.name }, body: encodeContainer(spec, image) })
  const made = await hands.engine.mutate<{ readonly Id: string }>(call, hands.engine.deadlines.startMs, job.signal)
  if (made.ok) {
    hands.own.know({ id: made.value.Id, app: spec.app })
    return connectRest(hands, { id: made.value.Id, networks: spec.networks.slice(1), job })
  }
  if (isAnswer(made.error, 409)) return settleConflict(hands, attempt)
  return err(creationFailure(hands, attempt, made.error))
}

async function settleConflict(hands: Hands, attempt: Attempt): Promise<Result<void>> {
  const { spec, job } = attempt
  const holder = await hands.own.container(spec.name, job)
  if (!holder.ok) return holder
  if (isSame(holder.value, spec)) return connectMissing(hands, holder.value.value, { spec, job })
  if (attempt.triesLeft <= 1 || isInTheWay(holder.value)) return err(nameTaken(holder.value, attempt))
  const cleared = holder.value.kind === 'own' ? await removeOwn(hands, holder.value.value, job) : fine
  return cleared.ok ? createOrClear(hands, { ...attempt, triesLeft: attempt.triesLeft - 1 }) : cleared
}

function isSame(holder: Found<OwnContainer>, spec: ContainerSpec): holder is { kind: 'own'; value: OwnContainer } {
  if (holder.kind !== 'own') return false
  const { app, replica, fingerprint } = holder.value.identity
  return app === spec.app && replica === spec.replica && fingerprint === spec.fingerprint
}

/** Foreign, or ours and at work: what serves is never removed to make room. A holder that is gone already is no obstacle. */
function isInTheWay(holder: Found<OwnContainer>): boolean {
  if (holder.kind === 'missing') return false
  return holder.kind === 'foreign' || !['created', 'exited', 'dead'].includes(holder.value.wire.State.Status)
}

/** An earlier attempt may have died between creation and the last network. */
async function connectMissing(hands: Hands, holder: OwnContainer, { spec, job }: { readonly spec: ContainerSpec; readonly job: Job }): Promise<Result<void>> {
  const connected = Object.keys(holder.wire.NetworkSettings?.Networks ?? {})
  for (const attachment of spec.networks.filter(({ network }) => !connected.includes(network))) {
    const done = await attach(hands, holder.id, { attachment, job })
    if (!done.ok) return done
  }
  return fine
}

interface Rest {
  readonly id: string
  readonly networks: readonly AttachmentSpec[]
  readonly job: Job
}

/** A container that lacks a network must not stay behind as if it were whole. */
async function connectRest(hands: Hands, { id, networks, job }: Rest): Promise<Result<void>> {
  for (const attachment of networks) {
    const done = await attach(hands, id, { attachment, job })
    if (done.ok) continue
    // Not by the signal of the job: that it fired may be the very reason for cleaning up.
    await removeOwn(hands, { id, isThrowaway: true }, { subject: job.subject, signal: never() })
    return done
  }
  return fine
}

function creationFailure(hands: Hands, { spec, job }: Attempt, error: EngineError): Failure {
  return isAnswer(error, 404, /no such image/i) ? imageMissing(spec, job) : hands.engine.failure(error, job.subject)
}

/**
 * Made from such an image, our own container could not be told from one that somebody runs by hand, and nobody would ever remove it; or
 * what is scratch not from what serves.
 */
function forged(spec: ContainerSpec, label: string, job: Job): Failure {
  return failure('payload-refused', { subject: job.subject, cause: `image ${spec.image} bears the label ${label} of the very container that is to be made from it`, help: 'Build the image without labels that begin with mist.' })
}

function imageMissing(spec: ContainerSpec, job: Job): Failure {
  return failure('image-missing', { subject: job.subject, cause: `image ${spec.image} is not on the engine`, help: 'It was removed after it was made ready; the next pass gets it again.' })
}

function nameTaken(holder: Found<OwnContainer>, { spec, job }: Attempt): Failure {
  return failure('name-taken', { subject: job.subject, cause: `the name ${spec.name} is held by ${holderText(holder)}`, help: `Rename or remove that container; Mist does not touch it (docker inspect ${spec.name}).` })
}

function holderText(holder: Found<OwnContainer>): string {
  switch (holder.kind) {
    case 'missing': return 'a container that comes and goes'
    case 'foreign': return `container ${holder.id.slice(0, 12)}, which Mist did not make`
    case 'own': return `container ${holder.value.id.slice(0, 12)} of ${holder.value.identity.app}, which is ${holder.value.wire.State.Status}`
  }
}
