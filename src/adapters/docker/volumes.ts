/**
 * Volumes of this instance as people see them, and the one way to destroy one. Everything is asked anew right before the call: the
 * volume must still be ours and of the app that was meant, without the label that protects it, and used by no container of anybody.
 */
import { appOf, projectOf } from '../../model/resource.js'
import { generationOf } from '../../model/generation.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DoomedVolume, VolumeDetail, VolumeQuery } from '../../ports.js'
import type { EngineReader } from './transport/client.js'
import { containerName } from './observe/decode.js'
import { observedVolume } from './observe/decode-list.js'
import { isAnswer, isMissing } from './engine-error.js'
import type { Hands, Job } from './hands.js'
import { change, fine } from './hands.js'
import type { OwnVolume } from './owned.js'
import { notOurs } from './owned.js'
import type { WireListedContainer, WireVolume } from './wire.js'

interface Teller {
  readonly engine: EngineReader
  readonly instance: string
}

export async function tellVolumes({ engine, instance }: Teller, { sizes }: VolumeQuery, signal: AbortSignal): Promise<Result<readonly VolumeDetail[]>> {
  const subject = 'cannot list volumes'
  const [listed, containers, measured] = await Promise.all([
    engine.get<{ readonly Volumes?: readonly WireVolume[] | null }>('/volumes', {}, signal),
    listContainers(engine, signal),
    sizes === 'measured' ? measure(engine, signal) : new Map<string, number>(),
  ])
  if (!listed.ok) return err(engine.failure(listed.error, subject))
  if (!containers.ok) return err(engine.failure(containers.error, subject))
  return ok((listed.value.Volumes ?? []).flatMap((wire): VolumeDetail[] => {
    const { name, owner, app, protect } = observedVolume(wire, instance)
    const sizeBytes = measured.get(name)
    if (owner !== 'ours' || app === undefined) return []
    return [{ name, app, usedBy: usersOf(name, containers.value), ...(protect && { protect }), ...(wire.CreatedAt && { createdAt: wire.CreatedAt }), ...(sizeBytes !== undefined && { sizeBytes }) }]
  }).sort((a, b) => (a.name < b.name ? -1 : 1)))
}

function listContainers(engine: EngineReader, signal: AbortSignal) {
  return engine.get<readonly WireListedContainer[]>('/containers/json', { all: 'true' }, signal)
}

/** The engine reads every file of every volume for this. A size that it does not tell in time is left out. */
async function measure(engine: EngineReader, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const used = await engine.get<{ readonly Volumes?: readonly WireVolume[] | null }>('/system/df', {}, signal)
  const volumes = used.ok ? (used.value.Volumes ?? []) : []
  return new Map(volumes.flatMap(({ Name, UsageData }) => ((UsageData?.Size ?? -1) >= 0 ? [[Name, UsageData?.Size ?? 0] as const] : [])))
}

function usersOf(volume: string, containers: readonly WireListedContainer[]): readonly string[] {
  return containers.filter(({ Mounts }) => (Mounts ?? []).some(({ Type, Name }) => Type === 'volume' && Name === volume)).map(({ Id, Names }) => containerName(Names?.[0] ?? Id)).sort()
}

export async function removeVolume(hands: Hands, doomed: DoomedVolume, signal: AbortSignal): Promise<Result<void>> {
  const job: Job = { subject: `cannot remove volume ${doomed.name}`, signal }
  const held = await hands.own.volume(doomed.name, job)
  if (!held.ok) return held
  if (held.value.kind === 'missing') return err(refused(job, 'it is not there (any more)'))
  if (held.value.kind === 'foreign') return err(notOurs(held.value, job.subject))
  const other = mistaken(doomed, held.value.value, job)
  if (other) return err(other)
  const containers = await listContainers(hands.engine, signal)
  if (!containers.ok) return err(hands.engine.failure(containers.error, job.subject))
  const users = usersOf(doomed.name, containers.value)
  return users.length > 0 ? err(refused(job, `${users.join(', ')} still uses it`, 'Remove that container first.')) : destroy(hands, doomed.name, job)
}

/** What the volume itself says against it. */
function mistaken(doomed: DoomedVolume, { app, isProtected, isScratch }: OwnVolume, job: Job): Failure | undefined {
  if (app !== doomed.app) return refused(job, `it belongs to ${app} and not to ${doomed.app}`)
  if (doomed.unfinished && generationOf(doomed.name) === 1) return refused(job, 'it is the first generation, which nobody makes in order to throw it away')
  if (isProtected && !doomed.unfinished) return protectedVolume(job, { ...doomed, app })
  return doomed.scratch && !isScratch ? refused(job, 'it bears no label that says it may be thrown away') : undefined
}

async function destroy(hands: Hands, name: string, job: Job): Promise<Result<void>> {
  hands.own.doomedVolumes.add(name)
  try {
    return await change(hands, { method: 'DELETE', path: `/volumes/${name}`, query: {} }, {
      job,
      read: (error) => {
        if (isMissing(error)) return fine
        return isAnswer(error, 409) ? err(refused(job, error.kind === 'answer' ? error.message : 'it is in use')) : undefined
      },
    })
  } finally {
    hands.own.doomedVolumes.delete(name)
  }
}

function refused({ subject }: Job, cause: string, help = 'Look again with: mistctl volume ls'): Failure {
  return failure('volume-refused', { subject, cause, help })
}

function protectedVolume({ subject }: Job, { name, app }: DoomedVolume): Failure {
  return failure('volume-refused', { subject, cause: `it was made for ${appOf(app)} of ${projectOf(app)} with protect: true, and keeps that as a label`, help: `Mist never removes such a volume. Who is sure removes it on the host itself: docker volume rm ${name}` })
}
