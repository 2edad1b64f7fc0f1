/** One parsed file against one schema: every problem at its place. Serves mist.yaml and mistd.yaml alike. */
import type { Diagnostic } from '../model/diagnostic.js'
import { errorAt } from './diagnostic.js'
import { MAX_DIAGNOSTICS } from './limits.js'
import type { FaultyPlace } from './sound-part.js'
import type { Subject } from './schema-words.js'
import { wordsOf } from './schema-words.js'
import type { Span } from './source-text.js'
import type { MapNode, Path, Place } from './tree.js'
import { placeOf, plainOf } from './tree.js'
import type { SchemaCheck, SchemaProblem } from './validate.js'

export function checkTree(tree: MapNode, check: SchemaCheck): readonly Diagnostic[] {
  return judgeTree(tree, check).diagnostics
}

export interface Judged {
  readonly diagnostics: readonly Diagnostic[]
  /** Of all that is wrong, more than is told. */
  readonly faulty: readonly FaultyPlace[]
}

export function judgeTree(tree: MapNode, check: SchemaCheck): Judged {
  const problems = check(plainOf(tree))
  return { diagnostics: firstPerPlace(problems.slice(0, MAX_PROBLEMS).map((problem) => problemAt(tree, problem))), faulty: problems }
}

/** Several can stand at one place, so more are looked at than are shown. */
const MAX_PROBLEMS = 4 * MAX_DIAGNOSTICS

function problemAt(tree: MapNode, problem: SchemaProblem): Diagnostic {
  const subject: Subject = { name: nameOf(problem.path), node: placeOf(tree, problem.path).node, values: isPrivate(problem.path) ? 'hidden' : 'shown' }
  return errorAt(spanFor(tree, problem), wordsOf(problem, subject))
}

/** What stands below these is the app's own. An app of such a name loses a few words in its diagnostics, and nothing else. */
const PRIVATE = new Set(['env', 'args', 'auth', 'secrets'])

/** A reference is a name of the file again; where the name of a secret belongs, somebody may have written the secret. */
function isPrivate(path: Path): boolean {
  return path.at(-1) !== 'from' && path.slice(1).some((step) => PRIVATE.has(String(step)))
}

/** An unknown key is underlined itself, a missing one is shown where its map hangs, everything else at the value. */
function spanFor(tree: MapNode, problem: SchemaProblem): Span {
  const place = placeOf(tree, problem.path)
  if (problem.key !== undefined) return placeOf(tree, [...problem.path, problem.key]).keySpan ?? hook(place)
  if (problem.keyword === 'required') return hook(place)
  if (problem.keyword === 'uniqueItems') return placeOf(tree, [...problem.path, Number(problem.params['i'])]).node.span
  return place.node.kind === 'scalar' ? scalarSpan(place) : hook(place)
}

/** Where a map or list hangs: its key, or else its first character. Underlining all of it would say nothing. */
function hook(place: Place): Span {
  return place.keySpan ?? { ...place.node.span, end: place.node.span.start + 1 }
}

/** An empty value has no text to underline. */
function scalarSpan(place: Place): Span {
  return place.node.span.end > place.node.span.start ? place.node.span : hook(place)
}

/** `item 2 of domains` for items, the key for everything else, nothing for the file itself. */
export function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return ''
  const index = Number(last)
  const parent = path.at(-2)
  return /^\d+$/.test(String(last)) && parent !== undefined && LISTS.has(String(parent)) ? `entry ${String(index + 1)} of ${String(parent)}` : String(last)
}

/** All lists of both formats. A number below anything else is a name. */
const LISTS = new Set(['include', 'domains', 'volumes', 'command', 'entrypoint', 'dependsOn', 'publish', 'weights', 'pre', 'cmd', 'credentials', 'hosts', 'secretFiles', 'repositories', 'allow', 'basic', 'certificates', 'secrets', 'branches', 'mounts', 'status', 'watch', 'encrypt'])

/** A value can break several limits at once. One sentence per place is enough, and the first is the most basic one. */
function firstPerPlace(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics.filter(({ at, rule }) => {
    const place = `${String(at.line)}:${String(at.column)}:${rule === 'missing-key' ? rule : ''}`
    if (rule !== 'missing-key' && seen.has(place)) return false
    seen.add(place)
    return true
  })
}
