/** How the end of a dump is judged, and what is told of a bad one: its last words, without anything that is a password. */
import type { InsideCommand } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { InsideEnd } from '../../ports.js'
import { printable } from '../text.js'

/** Undefined when it ended well. A tool that ends with 0 and complains of an error has not printed everything. */
export function dumpFailure(subject: string, command: InsideCommand, { exitCode, said }: InsideEnd): Failure | undefined {
  const lines = said.split('\n').map(printable).filter((line) => line.trim() !== '')
  const complaint = lines.find((line) => COMPLAINT.test(line))
  if (exitCode === 0 && complaint === undefined) return undefined
  const word = exitCode === 0 ? complaint : (lines.at(-1) ?? '')
  const how = exitCode === 0 ? 'said' : `exited with code ${String(exitCode)}`
  return failure('backup-failed', { subject, cause: `${command.words[0] ?? 'the command'} ${how}${word ? `: ${withoutSecrets(word, command).slice(0, LINE_CHARS)}` : ''}` })
}

/** `pg_dump: error: …`, `mariadb-dump: Error 2020: …`, `ERROR 1045 …`; warnings and progress are none. */
const COMPLAINT = /^(?:[\w.-]+: )?(?:\[?(?:error|fatal|panic)\]?)\b/i
const LINE_CHARS = 300
const SHORTEST_SECRET = 4

function withoutSecrets(line: string, { env = {}, stdin = '' }: InsideCommand): string {
  const secrets = [...Object.values(env), ...stdin.split('\n')].filter((text) => text.length >= SHORTEST_SECRET)
  return secrets.reduce((now, secret) => now.replaceAll(secret, '(hidden)'), line)
}
