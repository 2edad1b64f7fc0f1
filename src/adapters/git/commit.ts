/** Reads a commit object: who, when, what, and which tree. The text comes from anybody who can push, so it is cut and cleaned. */
import { printable } from './address.js'

export interface CommitFacts {
  readonly tree: string
  readonly subject: string
  readonly author: string
  /** ISO 8601 in UTC. */
  readonly committedAt: string
}

/** Undefined when this is no commit object. */
export function readCommit(raw: Uint8Array): CommitFacts | undefined {
  const text = Buffer.from(raw).toString('utf8')
  const end = text.indexOf('\n\n')
  const head = end < 0 ? text : text.slice(0, end)
  const tree = /^tree ([0-9a-f]{40}|[0-9a-f]{64})$/m.exec(head)?.[1]
  if (tree === undefined) return undefined
  const [, author = ''] = /^author (.*) <[^>\n]*> -?\d+ [+-]\d+$/m.exec(head) ?? []
  const seconds = Number(/^committer .*> (-?\d{1,12}) [+-]\d+$/m.exec(head)?.[1] ?? 0)
  const body = end < 0 ? '' : text.slice(end + 2)
  return { tree, subject: printable(body.trimStart().split('\n', 1)[0] ?? '').trim(), author: printable(author), committedAt: isoTime(seconds) }
}

/** A commit may claim any time; years beyond four digits would break every reader. */
function isoTime(seconds: number): string {
  const bounded = Math.min(Math.max(seconds, 0), 253_402_300_799)
  return new Date(bounded * 1000).toISOString()
}
