/** `name:/path` and `name:/path:ro` → a named volume and its place. The schema has checked the characters. */
import { err, ok } from '../../model/result.js'
import type { ManifestVolume } from '../manifest.js'
import type { Form } from './form.js'

export const VOLUME_DEFAULTS = { readOnly: false } as const

export function parseVolume(text: string): Form<ManifestVolume> {
  const [name, path, mode, surplus] = text.split(':')
  if (!name || !path || surplus !== undefined) return err({ rule: 'malformed', message: `${text} is not a volume`, help: 'write `name:/path` or `name:/path:ro`' })
  return ok({ name, path, readOnly: mode === 'ro' })
}
