/** Where the image of an app comes from. */
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import type { RuleContext } from './context.js'

/** `git` and `build` together are one way; `image` is the other. */
export function* oneArtifact({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const written = ['image', 'git', 'build'].filter((key) => isWritten([...path, key]))
    if (app.database) continue
    if (written.length === 0) {
      yield fault({ rule: 'artifact-missing', message: `${app.name} does not say what to run`, help: 'add `image:`, or `template:` for a database, or `build:` for a Dockerfile in this repository, or `git:` for one elsewhere', path, on: 'key' })
    }
    const other = written.find((key) => key !== 'image')
    if (written.includes('image') && other !== undefined) {
      const related = [{ path: [...path, 'image'], message: 'and this image', on: 'key' as const }]
      yield fault({ rule: 'artifact-conflict', message: `${app.name} has an image and is built as well`, help: `keep image or ${other}`, path: [...path, other], on: 'key', related })
    }
  }
}

/** The build sees its context alone, so what is watched beyond it counts and changes nothing: rarely what was meant. */
export function* watchedPaths({ apps }: RuleContext): Iterable<Finding> {
  for (const { app: { artifact }, path } of apps) {
    if (artifact.kind === 'image' || artifact.path === '.') continue
    for (const watched of artifact.watch ?? []) {
      if (isWithin(watched, artifact.path) || isWithin(artifact.path, watched)) continue
      const help = `let the context hold both: \`path: .\` and \`dockerfile: ${artifact.path}/${artifact.dockerfile}\``
      yield hint({ rule: 'watched-outside', message: `${watched} is outside of the build context ${artifact.path}: it counts, but the build does not see it`, help, path: [...path, 'build', 'watch'], on: 'key' })
    }
  }
}

/** Only BuildKit can hand a secret to a step without leaving it in the image, and it heeds no limit: the operator decides. */
export function* buildSecrets({ apps, builder }: RuleContext): Iterable<Finding> {
  if (builder === undefined || builder === 'buildkit') return
  for (const { app: { artifact, name }, path } of apps) {
    if (artifact.kind === 'image' || artifact.secrets === undefined) continue
    yield fault({ rule: 'build-secrets-refused', message: `${name} takes build secrets, and the builder of this host is the classic one, which knows none`, help: 'the operator can set `builds.builder: buildkit` in mistd.yaml; such builds heed no limit of memory or processor', path: [...path, 'build', 'secrets'], on: 'key' })
  }
}

function isWithin(inner: string, outer: string): boolean {
  return outer === '.' || inner === outer || inner.startsWith(`${outer}/`)
}

/** A moving tag makes the same commit run different things on different days. */
export function* imageTags({ apps }: RuleContext): Iterable<Finding> {
  for (const { app: { artifact }, path } of apps) {
    if (artifact.kind !== 'image' || artifact.ref === '' || artifact.ref.includes('@')) continue
    const tag = /:([^/:]+)$/.exec(artifact.ref)?.[1]
    if (tag !== undefined && tag !== 'latest') continue
    const message = tag === undefined ? `${artifact.ref} has no tag, which means latest` : `${artifact.ref} can be another image tomorrow`
    yield hint({ rule: 'floating-tag', message, help: `name a version: ${artifact.ref.replace(/:latest$/, '')}:<version>`, path: [...path, 'image'] })
  }
}
