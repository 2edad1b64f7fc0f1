/** Releases of one app as a table, and what a rollback came to. */
import type { Kept, Pin, Release } from '../model/release.js'
import type { Revision } from '../model/revision.js'
import { stripControls } from './escape.js'
import type { Paint } from './paint.js'
import { releaseText, shortRevision } from './revision-text.js'
import type { Column } from './table.js'
import { tableText } from './table.js'
import { ageText, agoText } from './time-text.js'

export interface ListedRelease {
  readonly release: Release
  /** `runs` is the newest one; `gone` has lost its image. */
  readonly state: 'runs' | 'kept' | 'gone'
}

const COLUMNS: readonly Column[] = [
  { title: 'RELEASE', align: 'right' }, { title: 'AGE', align: 'right' }, { title: 'REVISION', maxWidth: 28 }, { title: 'IMAGE', maxWidth: 40 }, { title: 'STATE' }, { title: 'WHAT', maxWidth: 70 },
]

export interface ReleaseTextOptions {
  readonly paint: Paint
  readonly nowIso: string
}

export function releasesText(listed: readonly ListedRelease[], { paint, nowIso }: ReleaseTextOptions): string {
  return tableText(COLUMNS, listed.map(({ release, state }) => [
    { text: String(release.number) },
    { text: ageText(release.releasedAt, nowIso) },
    { text: shortRevision(release.revision) },
    { text: releaseText(release.image.ref) },
    { text: STATES[state], ...(state === 'runs' && { paint: paint.green }) },
    { text: whatOf(release) },
  ]), paint)
}

const STATES: Readonly<Record<ListedRelease['state'], string>> = { runs: 'runs', kept: '', gone: 'image gone' }

function whatOf({ revision, rolledBackTo }: Release): string {
  const subject = revision.subject === '' ? '' : `"${revision.subject}"`
  return stripControls([rolledBackTo === undefined ? '' : `back to release ${String(rolledBackTo)}`, subject].filter((part) => part !== '').join(': '))
}

/** What stands behind "Held:", in plans and lists. */
export function pinText({ app, release, by, since, revision }: Pin, nowIso: string): string {
  return stripControls(`${app} at release ${String(release)} (${shortRevision(revision)}) by ${by}, ${agoText(since, nowIso)}, until git changes it`)
}

/** What stands behind "Kept:". */
export function keptText({ app, release, revision, because }: Kept): string {
  const next = because === 'rejected' ? ` To try that again: mistctl apply --retry ${app}` : ''
  return stripControls(`${app} at release ${String(release)} (${shortRevision(revision)}), as long as what git wants is held.${next}`)
}

/** Why a change is made that git's newest commit does not ask for. */
export function deciderText(held: Pin | Kept): string {
  if ('by' in held) return stripControls(`${held.by} went back to release ${String(held.release)}`)
  return `it is kept as in release ${String(held.release)}`
}

/** What to do in git, so that the rollback lasts. */
export function revertText(reverts: readonly Revision[], madeIn: 'this repository' | 'this or another repository'): string {
  if (madeIn !== 'this repository') return 'Next: revert what made the difference, in this repository or in that of the app.'
  if (reverts.length === 0) return 'Nothing in this repository made the difference: change the image, or the source that it is built from.'
  const shown = reverts.map(({ commit }) => commit.slice(0, SHORT)).join(' ')
  return `Next: git revert ${shown}`
}

const SHORT = 12
