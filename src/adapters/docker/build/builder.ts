/** What the two builders of the engine have in common: what is built, by which means, and how a build is arranged with the engine. */
import type { Failure } from '../../../model/failure.js'
import type { AppKey, ImageSpec } from '../../../model/resource.js'
import { appLabels, LABEL_PREVIEW } from '../../../model/labels.js'
import type { BuildSettings } from '../../../model/settings.js'
import type { Query } from '../transport/client.js'
import type { Registries } from '../images/credentials.js'

export type BuildImage = Extract<ImageSpec, { kind: 'build' }>

export interface Job {
  readonly image: BuildImage
  readonly app: AppKey
  readonly signal: AbortSignal
}

export interface BuildMeans {
  readonly registries: Registries
  readonly limits: BuildSettings
  readonly subject: string
}

/** Everything but the context that one builder wants to be told with the request. */
export interface Arrangement {
  readonly query: Query
  readonly headers: Readonly<Record<string, string>>
  /** After the build: what is known better here than the engine can say. */
  failure(): Failure | undefined
  close(): void
}

/** The labels stay on the image, so that images of ours can be told from others when they are collected. */
export function commonQuery(instance: string, { image, app }: Job): Query {
  return {
    t: image.ref,
    dockerfile: image.build.dockerfile,
    ...(image.build.target !== undefined && { target: image.build.target }),
    buildargs: JSON.stringify(image.build.args),
    labels: JSON.stringify({ ...appLabels(instance, app), ...(image.preview && { [LABEL_PREVIEW]: 'true' }) }),
  }
}
