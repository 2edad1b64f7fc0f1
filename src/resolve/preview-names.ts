/**
 * Names and hosts of previews. The name of a branch comes from anybody who can push: of it only letters, digits and hyphens get into
 * a name, and a digest of the whole always follows: no branch takes the place of another or of an app that is no longer in the file,
 * and none changes its name because another one comes.
 */
import { digestOf } from '../model/fingerprint.js'

export interface WantedPreview {
  readonly app: string
  readonly branch: string
}

/** As long as names of apps may be, and as long as one label of a host may be. */
const NAME_LENGTH = 40
const LABEL_LENGTH = 63
const DIGEST_LENGTH = 8

/** In the order of `wanted`; undefined where no name can be had. `reserved` is what apps of the project are called, or were before. */
export function previewNames(reserved: ReadonlySet<string>, wanted: readonly WantedPreview[]): readonly (string | undefined)[] {
  return distinct(wanted.map((one) => withDigest({ plain: plainName(one), longest: NAME_LENGTH, whole: one })), reserved)
}

/** The first labels of their hosts, below one name. The names have their digest already; only what is too long gets one of the label. */
export function previewLabels(taken: ReadonlySet<string>, apps: readonly { readonly project: string; readonly name: string }[]): readonly (string | undefined)[] {
  return distinct(apps.map(({ project, name }) => {
    const plain = `${project}-${name}`
    return plain.length <= LABEL_LENGTH ? plain : withDigest({ plain, longest: LABEL_LENGTH, whole: { project, name } })
  }), taken)
}

interface Wish {
  readonly plain: string
  readonly longest: number
  /** What the digest is made of. */
  readonly whole: unknown
}

/** A name that two want is given to neither. */
function distinct(wanted: readonly string[], taken: ReadonlySet<string>): readonly (string | undefined)[] {
  const count = countOf(wanted)
  return wanted.map((name) => (count.get(name) === 1 && !taken.has(name) ? name : undefined))
}

function plainName({ app, branch }: WantedPreview): string {
  return `${app}-${branch.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`
}

function withDigest({ plain, longest, whole }: Wish): string {
  const stem = plain.slice(0, longest - DIGEST_LENGTH - 1).replace(/-+$/, '')
  return `${stem}-${digestOf(whole).slice(0, DIGEST_LENGTH)}`
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const count = new Map<string, number>()
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1)
  return count
}
