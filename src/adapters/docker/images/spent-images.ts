/**
 * Which images this instance built, and taking one away that no release needs any more. Everything is asked anew right before the
 * call: the name must still mean the image that was meant, and nobody's container may use it. The engine, not forced, has the last word.
 */
import { LABEL_APP, LABEL_INSTANCE, LABEL_PROJECT } from '../../../model/labels.js'
import type { AppKey } from '../../../model/resource.js'
import { appKey, appOf, projectOf } from '../../../model/resource.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import type { BuiltImage, SpentImage } from '../../../ports.js'
import type { EngineReader } from '../transport/client.js'
import { isAnswer, isMissing } from '../engine-error.js'
import type { Hands } from '../hands.js'
import { listedName, parseReference } from './reference.js'
import type { WireImage, WireListedContainer, WireListedImage } from '../wire.js'

export async function builtImages({ engine, instance }: { readonly engine: EngineReader; readonly instance: string }, signal: AbortSignal): Promise<Result<readonly BuiltImage[]>> {
  const filters = JSON.stringify({ label: [`${LABEL_INSTANCE}=${instance}`] })
  const listed = await engine.get<readonly WireListedImage[]>('/images/json', { filters }, signal)
  if (!listed.ok) return err(engine.failure(listed.error, 'cannot list the images that were built here'))
  return ok(listed.value.flatMap((image) => {
    const app = builtFor(image.Labels, instance)
    const refs = app === undefined ? [] : (image.RepoTags ?? []).filter((ref) => isBuiltName(ref, app))
    return app === undefined ? [] : refs.map((ref) => ({ app, ref, id: image.Id }))
  }))
}

/** As a build names it, with its content tag. What a person tags by hand is theirs, also below the same name. */
function isBuiltName(ref: string, app: AppKey): boolean {
  const prefix = `mist/${projectOf(app)}-${appOf(app)}:`
  return ref.startsWith(prefix) && /^[0-9a-f]{16}$/.test(ref.slice(prefix.length))
}

/** The labels that a build writes. An image that is made from ours has them too, and another name. */
function builtFor(labels: WireListedImage['Labels'], instance: string): AppKey | undefined {
  const [project, app] = [labels?.[LABEL_PROJECT], labels?.[LABEL_APP]]
  return labels?.[LABEL_INSTANCE] === instance && project && app ? appKey(project, app) : undefined
}

export async function removeImage(hands: Hands, image: SpentImage, signal: AbortSignal): Promise<Result<'removed' | 'left'>> {
  const subject = `cannot remove image ${image.ref}`
  if (!parseReference(image.ref)) return ok('left')
  const asked = await hands.engine.get<WireImage>(`/images/${image.ref}/json`, {}, signal)
  if (!asked.ok) return isMissing(asked.error) ? ok('left') : err(hands.engine.failure(asked.error, subject))
  if (asked.value.Id !== image.id || !isOurs(asked.value, image, hands.instance)) return ok('left')
  const containers = await hands.engine.get<readonly WireListedContainer[]>('/containers/json', { all: 'true' }, signal)
  if (!containers.ok) return err(hands.engine.failure(containers.error, subject))
  if (containers.value.some(({ ImageID }) => ImageID === image.id)) return ok('left')
  return remove(hands, image.ref, { subject, signal })
}

/** A built one tells by its labels and its name; of a pulled one, another name means that somebody else wants it too. */
function isOurs(found: WireImage, image: SpentImage, instance: string): boolean {
  if (image.origin === 'built') return isBuiltName(image.ref, image.app) && builtFor(found.Config?.Labels, instance) === image.app
  const reference = parseReference(image.ref)
  if (!reference) return false
  const [own, ...others] = namesOf(found, reference.digest === '' ? 'tags' : 'tags and digests')
  return own === listedName(reference) && others.length === 0
}

/** An image that was pulled by its tag has a digest as well, and that is no other name for it. */
function namesOf({ RepoTags, RepoDigests }: WireImage, which: 'tags' | 'tags and digests'): readonly string[] {
  return [...(RepoTags ?? []), ...(which === 'tags' ? [] : (RepoDigests ?? []))]
}

async function remove(hands: Hands, ref: string, { subject, signal }: { readonly subject: string; readonly signal: AbortSignal }): Promise<Result<'removed' | 'left'>> {
  hands.own.images.add(ref)
  try {
    const done = await hands.engine.mutate({ method: 'DELETE', path: `/images/${ref}`, query: {} }, hands.engine.deadlines.startMs, signal)
    if (done.ok) return ok('removed')
    // Somebody began to use it, or was quicker.
    return isMissing(done.error) || isAnswer(done.error, 409) ? ok('left') : err(hands.engine.failure(done.error, subject))
  } finally {
    hands.own.images.delete(ref)
  }
}
