/** Revisions and images as short as a person can still use them. */
import type { Revision } from '../model/state.js'
import { stripControls } from './escape.js'
import { ageText } from './time-text.js'

const SHORT = 7

/** `main@4f2c9e1`, or `folder@9be01d7`. */
export function shortRevision({ label, commit }: Pick<Revision, 'label' | 'commit'>): string {
  const at = label.lastIndexOf('@')
  return stripControls(`${at > 0 ? label.slice(0, at) : label}@${commit.slice(0, SHORT)}`)
}

/** `main@4f2c9e1 "Feature cart" (Ana, 2m ago)`; a folder has neither author nor subject. */
export function revisionText(revision: Revision, nowIso: string): string {
  const age = ageText(revision.committedAt, nowIso)
  const who = [stripControls(revision.author), age === '' ? '' : `${age} ago`].filter((part) => part !== '').join(', ')
  return [shortRevision(revision), revision.subject === '' ? '' : `"${stripControls(revision.subject)}"`, who === '' ? '' : `(${who})`].filter((part) => part !== '').join(' ')
}

/** What runs, without registry and path: `redis:7`; `build 9be01d7` for what was built here. */
export function releaseText(image: string): string {
  const built = /^mist\/[^:]+:([0-9a-f]+)$/.exec(image)
  if (built?.[1]) return `build ${built[1].slice(0, SHORT)}`
  const [name = '', digest] = image.slice(image.lastIndexOf('/') + 1).split('@sha256:')
  return stripControls(digest === undefined ? name : `${name}@${digest.slice(0, SHORT)}`)
}
