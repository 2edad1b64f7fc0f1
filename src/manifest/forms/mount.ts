/**
 * An entry of `volumes` in its short form: `name:/path` is a named volume, `./file:/path` a file of the repository, `/folder:/path` a
 * folder of the host. The schema has checked the characters.
 */
import { err, ok } from '../../model/result.js'
import type { ManifestVolume } from '../manifest.js'
import type { Form } from './form.js'
import { parseVolume } from './volume.js'

export type WrittenMount =
  | { readonly kind: 'volume'; readonly volume: ManifestVolume }
  | { readonly kind: 'file'; readonly from: string; readonly path: string }
  | { readonly kind: 'bind'; readonly source: string; readonly path: string; readonly readOnly: boolean }

export function parseMount(text: string): Form<WrittenMount> {
  const [source = '', path = '', mode, surplus] = text.split(':')
  if (!source.startsWith('.') && !source.startsWith('/')) {
    const volume = parseVolume(text)
    return volume.ok ? ok({ kind: 'volume', volume: volume.value }) : volume
  }
  if (path === '' || surplus !== undefined) return err({ rule: 'malformed', message: `${text} is no mount`, help: 'write `./file:/path` or `/folder:/path:ro`' })
  if (source.startsWith('/')) return ok({ kind: 'bind', source: source.replace(/(.)\/$/, '$1'), path, readOnly: mode === 'ro' })
  if (mode === 'rw') return err({ rule: 'file-read-only', message: 'a file of the repository cannot be written by an app', help: 'leave out `:rw`; a changed file in git is a new release. For data use a named volume' })
  return ok({ kind: 'file', from: source, path })
}
