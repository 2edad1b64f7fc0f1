/**
 * Names and hosts of previews. The name of a branch comes from anybody who can push: of it only letters, digits and hyphens get into
 * a name, and where two would be alike a digest of the whole tells them apart, so that no branch takes the place of another.
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

/** In the order of `wanted`; undefined where no name can be had. `declared` are the apps of the project that stand in the file. */
export function previewNames(declared: ReadonlySet<string>, wanted: readonly WantedPreview[]): readonly (string | undefined)[] {
  return distinct(wanted.map((one) => ({ plain: plainName(one), longest: NAME_LENGTH, whole: one })), declared)
}

/** The first labels of their hosts, below one name. */
export function previewLabels(taken: ReadonlySet<string>, apps: readonly { readonly project: string; readonly name: string }[]): readonly (string | undefined)[] {
  return distinct(apps.map((one) => ({ plain: `${one.project}-${one.name}`, longest: LABEL_LENGTH, whole: one })), taken)
}

interface Wish {
  readonly plain: string
  readonly longest: number
  /** What the digest is made of. */
  readonly whole: unknown
}

/** A name that two want is given to neither. */
function distinct(wishes: readonly Wish[], taken: ReadonlySet<string>): readonly (string | undefined)[] {
  const plain = countOf(wishes.map((wish) => wish.plain))
  const isFree = (wish: Wish): boolean => wish.plain.length <= wish.longest && !wish.plain.endsWith('-') && plain.get(wish.plain) === 1 && !taken.has(wish.plain)
  const given = wishes.map((wish) => (isFree(wish) ? wish.plain : withDigest(wish)))
  const count = countOf(given)
  return given.map((name) => (count.get(name) === 1 && !taken.has(name) ? name : undefined))
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
