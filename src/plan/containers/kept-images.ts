/** Which image a name stands for, for one app: of one that is kept at a release, the image of that release, wherever the tag is by now. */
import type { DesiredApp, ObservedState } from '../../model/state.js'

export function imagesFor({ image, kept }: DesiredApp, images: ObservedState['images']): ObservedState['images'] {
  return kept && image.ref === kept.at.image.ref ? { ...images, [image.ref]: kept.at.image.id } : images
}
