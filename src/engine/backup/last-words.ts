/** What a command inside of a server said, made safe to show and to keep: without its passwords, and without what it quotes of the data. */
import type { InsideCommand } from '../../model/backup.js'
import { printable } from '../apply/text.js'

/** As it said them, empty ones left out. Not to be shown. */
export function linesOf(said: string): readonly string[] {
  return said.split('\n').map(printable).filter((line) => line.trim() !== '')
}

export function harmless(lines: readonly string[], { env = {}, stdin = '' }: InsideCommand): readonly string[] {
  const secrets = [...Object.values(env), ...stdin.split('\n')].filter((text) => text.length >= SHORTEST_SECRET)
  return lines.filter((line) => !OF_DATA.test(line)).map((line) => withoutSecrets(line, secrets).slice(0, LINE_CHARS))
}

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
