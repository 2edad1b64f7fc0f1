/** How the end of a dump is judged, and what is told of a bad one: its last words, as far as they may be shown. */
import type { InsideCommand } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { InsideEnd } from '../../ports.js'
import { harmless, linesOf } from './last-words.js'

/** Undefined when it ended well. A tool that ends with 0 and complains of an error has not printed everything. */
export function dumpFailure(subject: string, command: InsideCommand, { exitCode, said }: InsideEnd): Failure | undefined {
  const lines = linesOf(said)
  const complaint = lines.find((line) => COMPLAINT.test(line))
  if (exitCode === 0 && complaint === undefined) return undefined
  const word = harmless(complaint !== undefined && exitCode === 0 ? [complaint] : lines, command).at(-1)
  const how = exitCode === 0 ? 'said' : `exited with code ${String(exitCode)}`
  return failure('backup-failed', { subject, cause: `${command.words[0] ?? 'the command'} ${how}${word === undefined ? '' : `: ${word}`}` })
}

/** `pg_dump: error: …`, `mariadb-dump: Error 2020: …`, `ERROR 1045 …`; warnings and progress are none. */
const COMPLAINT = /^(?:[\w.-]+: )?(?:\[?(?:error|fatal|panic)\]?)\b/i
