/** What images contribute to their containers. An image id names its content, so an answer is good for ever. */
import { ok } from '../../../model/result.js'
import type { Answer, EngineReader } from '../transport/client.js'
import { isMissing } from '../engine-error.js'
import type { ImageContribution } from '../containers/restated.js'
import { NO_CONTRIBUTION, readContribution } from '../containers/restated.js'
import type { WireImage } from '../wire.js'

/** Enough for any host; a leak is still impossible. */
const MOST_IMAGES = 5_000

export interface ImageCache {
  /** An image that was deleted under its container contributes nothing that could still be told apart. */
  contribution(imageId: string, signal: AbortSignal): Promise<Answer<ImageContribution>>
}

export function createImageCache(engine: EngineReader): ImageCache {
  const known = new Map<string, ImageContribution>()
  return {
    async contribution(imageId, signal) {
      const cached = known.get(imageId)
      if (cached) return ok(cached)
      const asked = await engine.get<WireImage>(`/images/${imageId}/json`, {}, signal)
      if (!asked.ok) return isMissing(asked.error) ? ok(NO_CONTRIBUTION) : asked
      const contribution = readContribution(asked.value.Config)
      if (known.size >= MOST_IMAGES) known.clear()
      known.set(imageId, contribution)
      return ok(contribution)
    },
  }
}
