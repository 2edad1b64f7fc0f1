/** What a command of a restore said when it failed: its last words, as far as they may be shown and kept. */
import type { InsideCommand } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { InsideEnd } from '../../ports.js'
import { harmless, linesOf } from '../backup/last-words.js'

export function commandFailure(subject: string, command: InsideCommand, { exitCode, said }: InsideEnd): Failure {
  const shown = harmless(linesOf(said), command).slice(-LINES)
  const cause = `${command.words[0] ?? 'the command'} exited with code ${String(exitCode)}${shown.length > 0 ? `: ${shown.at(-1) ?? ''}` : ''}`
  return failure('restore-failed', { subject, cause, ...(shown.length > 1 && { help: `Its last output was:\n${shown.map((line) => `  ${line}`).join('\n')}` }) })
}

const LINES = 8
