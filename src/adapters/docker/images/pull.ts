/**
 * Pulling an image: always asks the registry. Progress is told in steps, not in bars; an error may come as a status or in the
 * middle of a stream that began with success.
 */
import type { ImageReference } from './reference.js'
import { isImageId, parseReference, pullName } from './reference.js'
import { failure } from '../../../model/failure.js'
import type { Result } from '../../../model/result.js'
import { err } from '../../../model/result.js'
import type { OutputLine } from '../../../ports.js'
import type { Registries } from './credentials.js'
import { pullHeaders } from './credentials.js'
import type { Hands } from '../hands.js'
import { fine, post } from '../hands.js'
import { layerLines } from './layer-lines.js'
import { pullFailure } from './pull-failure.js'
import { jsonLines } from '../transport/stream.js'
import { plainText } from '../units.js'
import type { WireProgress } from '../wire.js'

export interface Pull {
  readonly registries: Registries
  readonly onLine: OutputLine
  readonly signal: AbortSignal
}

export async function pullImage(hands: Hands, ref: string, { registries, onLine, signal }: Pull): Promise<Result<void>> {
  const subject = `cannot pull image ${ref}`
  // No registry is asked for an id: an earlier release is on this host or lost, and its digits would read as the name of an image.
  if (isImageId(ref)) return err(failure('image-missing', { subject, cause: 'an image by its id is on this host or nowhere, and it is not here any more', help: 'Commit the image that you want, or let git decide again with: mistctl rollback <project>/<app> --undo' }))
  const reference = parseReference(ref)
  if (!reference) return err(failure('image-missing', { subject, cause: 'this is no image reference', help: 'Write it as name:tag, for example redis:7 or ghcr.io/acme/shop:1.4.' }))
  const headers = await pullHeaders(registries, reference.registry, subject)
  if (!headers.ok) return headers
  const hasLogin = Object.keys(headers.value).length > 0
  const { pullSilenceMs: silenceMs, imageMs: totalMs } = hands.engine.deadlines
  const opened = await hands.engine.mutateOpen(pullCall(reference), { headers: headers.value }, { signal, silenceMs, totalMs })
  if (!opened.ok) return err(opened.error.kind === 'answer' ? pullFailure(opened.error.message, { subject, reference, hasLogin }) : hands.engine.failure(opened.error, subject))
  const said = await tellProgress(jsonLines<WireProgress>(opened.value.chunks), onLine)
  const broken = opened.value.failure()
  if (broken) return err(hands.engine.failure(broken, subject))
  return said === undefined ? fine : err(pullFailure(said, { subject, reference, hasLogin }))
}

/** A pull without tag would fetch every tag that the repository has. */
function pullCall(reference: ImageReference): ReturnType<typeof post> {
  return post('/images/create', { query: { fromImage: pullName(reference), tag: reference.digest || reference.tag } })
}

/** Resolves with the engine's words if it failed. */
async function tellProgress(lines: AsyncIterable<WireProgress>, onLine: OutputLine): Promise<string | undefined> {
  const tellLayer = layerLines((text) => { onLine(plainText(text, 500)) })
  let error: string | undefined
  for await (const line of lines) {
    error ??= errorText(line)
    tellLayer(line)
  }
  return error
}

export function errorText(line: WireProgress): string | undefined {
  const text = line.errorDetail?.message ?? line.error
  return text === undefined ? undefined : plainText(text)
}
