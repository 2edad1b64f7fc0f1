/** What a command of a restore said when it failed, made safe to show and to keep: its last words, without anything that is a password. */
import type { InsideCommand } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { InsideEnd } from '../../ports.js'
import { printable } from '../text.js'

export function commandFailure(subject: string, { words, env = {}, stdin }: InsideCommand, { exitCode, said }: InsideEnd): Failure {
  const lines = said.split('\n').map(printable).filter((line) => line.trim() !== '' && !OF_DATA.test(line)).slice(-LINES)
  const secrets = [...Object.values(env), ...(stdin === undefined ? [] : stdin.split('\n'))].filter((text) => text.length >= SHORTEST_SECRET)
  const shown = lines.map((line) => withoutSecrets(line, secrets).slice(0, LINE_CHARS))
  const cause = `${words[0] ?? 'the command'} exited with code ${String(exitCode)}${shown.length > 0 ? `: ${shown.at(-1) ?? ''}` : ''}`
  return failure('restore-failed', { subject, cause, ...(shown.length > 1 && { help: `Its last output was:\n${shown.map((line) => `  ${line}`).join('\n')}` }) })
}

const LINES = 8
const LINE_CHARS = 300
const SHORTEST_SECRET = 4

/** Servers quote the statement that they refuse, and statements about users hold their passwords, plain or hashed. */
const IN_STATEMENTS = [/(password|identified\s+(?:by|with\s+\S+\s+(?:by|as))|using)\s+'[^']*'?/gi, /SCRAM-SHA-256\$\S+/g, /\bmd5[0-9a-f]{32}\b/gi, /\*[0-9A-F]{40}\b/g] as const

/** Lines in which servers show the row or the statement that they stumble over. */
const OF_DATA = /^\s*([\w. -]+:\s*)?(CONTEXT|DETAIL|HINT|QUERY|STATEMENT|LINE \d+|COPY \S+, line \d+)\b/i

/** What stands in quotes may be a value of a row; names of things are told, since without them nobody could act. */
const QUOTED = /(\b(?:relation|database|role|table|schema|type|column|function|extension|index|constraint|user|file|option|for key)\s+)?("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`[^`]*`?)/gi
const LONGEST_NAME = 65

function withoutSecrets(line: string, secrets: readonly string[]): string {
  const named = secrets.reduce((now, secret) => now.replaceAll(secret, '(hidden)'), line)
  const told = IN_STATEMENTS.reduce((now, pattern) => now.replace(pattern, '(hidden)'), named)
  return told.replace(QUOTED, (whole, name: string | undefined, text: string) => (name !== undefined && text.length <= LONGEST_NAME && !/[@\s]/.test(text) ? whole : `${name ?? ''}(hidden)`))
}
