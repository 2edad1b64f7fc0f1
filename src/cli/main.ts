/** One run of mistctl in a real process, from its arguments to its exit code. What should never be thrown is caught here and said. */
import type { Deps } from './deps.js'
import type { ExitCode } from './exit.js'
import { EXIT } from './exit.js'
import { createProcessIo, flush, isUnwritable } from './process-io.js'
import { createProgram } from './program.js'
import { systemHost } from './system-host.js'
import { traceOf } from '../model/word-of.js'

export async function main(argv: readonly string[], load: Deps['load']): Promise<ExitCode> {
  try {
    const code = await createProgram(createProcessIo(), { load, host: systemHost }).run(argv)
    await flush()
    return isUnwritable() ? EXIT.unreachable : code
  } catch (error) {
    const cause = traceOf(error)
    process.stderr.write(`error: a mistake in Mist: ${cause}\n  Please report it with this text and the output of: mistctl version\n`)
    await flush()
    return EXIT.failed
  }
}
