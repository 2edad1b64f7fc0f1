/** Lists what bears the label of scratch. A container whose image brought the label along is an ordinary one, whatever it says of itself. */
import { LABEL_INSTANCE, LABEL_SCRATCH, isScratch } from '../../../model/labels.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import type { ScratchFound } from '../../../ports.js'
import type { Answer, EngineReader } from '../transport/client.js'
import { containerName, ownIdentity } from './decode.js'
import { decodeVolume } from './decode-list.js'
import type { ImageCache } from '../images/images.js'
import type { WireListedContainer, WireVolume } from '../wire.js'

interface Teller {
  readonly engine: EngineReader
  readonly images: ImageCache
  readonly instance: string
}

const SUBJECT = 'cannot list what was left of drills and restores'

export async function tellScratch(teller: Teller, signal: AbortSignal): Promise<Result<ScratchFound>> {
  const { engine, instance } = teller
  const filters = JSON.stringify({ label: [`${LABEL_INSTANCE}=${instance}`, LABEL_SCRATCH] })
  const [listed, volumes] = await Promise.all([
    engine.get<readonly WireListedContainer[]>('/containers/json', { all: 'true', filters }, signal),
    engine.get<{ readonly Volumes?: readonly WireVolume[] | null }>('/volumes', { filters }, signal),
  ])
  if (!listed.ok) return err(engine.failure(listed.error, SUBJECT))
  if (!volumes.ok) return err(engine.failure(volumes.error, SUBJECT))
  const judged = await Promise.all(listed.value.map((container) => scratchName(teller, container, signal)))
  const unknown = judged.find((answer) => !answer.ok)
  if (unknown && !unknown.ok) return err(engine.failure(unknown.error, SUBJECT))
  return ok({
    containers: judged.flatMap((answer) => (answer.ok && answer.value !== undefined ? [answer.value] : [])).sort(),
    volumes: (volumes.value.Volumes ?? []).flatMap((wire) => {
      const { name, app, owner } = decodeVolume(wire, instance)
      return owner === 'ours' && app && isScratch(wire.Labels ?? {}) ? [{ name, app, scratch: true as const }] : []
    }),
  })
}

async function scratchName({ images, instance }: Teller, { Id, ImageID, Labels, Names }: WireListedContainer, signal: AbortSignal): Promise<Answer<string | undefined>> {
  const image = await images.contribution(ImageID ?? '', signal)
  if (!image.ok) return image
  const isOurs = isScratch(Labels ?? {}, image.value.labels) && ownIdentity(Labels ?? {}, image.value, instance) !== undefined
  return ok(isOurs ? containerName(Names?.[0] ?? Id) : undefined)
}
