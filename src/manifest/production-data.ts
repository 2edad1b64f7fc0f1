/** What a preview must not touch: it runs code that nobody has reviewed. */
import type { EnvValue, ManifestApp } from './manifest.js'

/** Apps that are nothing but their data. */
export function isDatabase({ type }: { readonly type: string }): boolean {
  return type === 'database'
}

/** Apps that keep data of their own beside what they do. */
export function keepsData(app: ManifestApp): boolean {
  return app.volumes.some(({ readOnly }) => !readOnly)
}

/** A value that opens something: it stands in no file as it is. */
export function isSecret(value: EnvValue): boolean {
  return value.kind === 'secret'
}
