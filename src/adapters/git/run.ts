/**
 * Runs one git command through simple-git, in a minimal environment and with a deadline. Knows nothing of what the command means.
 * simple-git refuses everything of note by default; what is opened here is set by Mist's own constants, never by a value from outside.
 */
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { linkDeadline } from '../../signals.js'
import type { GitEnvironment } from './environment.js'

export interface GitCall {
  /** Values from outside stand behind `--` only. */
  readonly args: readonly string[]
  readonly env: GitEnvironment
  readonly cwd: string
  readonly deadlineMs: number
}

/** Why a call gave no answer. `text` is git's own, in the C locale, not yet cleaned. */
export type GitRefusal =
  | { readonly kind: 'exit'; readonly text: string }
  | { readonly kind: 'timeout'; readonly deadlineMs: number }
  | { readonly kind: 'aborted' }
  /** Git would have answered, and Mist does not take the answer. */
  | { readonly kind: 'too-large'; readonly cause: string }

const UNSAFE = {
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeHooksPath: true,
  allowUnsafeSshCommand: true,
  allowUnsafeTemplateDir: true,
}

/** simple-git asks the program to end and then waits for it. One that does not listen must not keep a pass waiting. */
const LEAVE_MS = 1_000

export async function runGit(call: GitCall, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  if (signal.aborted) return err({ kind: 'aborted' })
  const over = new AbortController()
  const limited = linkDeadline(call.deadlineMs, signal)
  try {
    return await Promise.race([ask(call, { signal, ended: limited.signal }), left(limited.signal, over.signal).then(() => err(refusalOf({ signal, call })))])
  } finally {
    over.abort()
    limited.release()
  }
}

interface Ends {
  readonly signal: AbortSignal
  readonly ended: AbortSignal
}

async function ask(call: GitCall, { signal, ended }: Ends): Promise<Result<string, GitRefusal>> {
  let complaint = ''
  try {
    // Loaded with the first call: most commands of mistctl never make one.
    const { simpleGit } = await import('simple-git')
    if (ended.aborted) return err(refusalOf({ signal, call }))
    const git = simpleGit({
      baseDir: call.cwd,
      abort: ended,
      allowEnvironment: Object.keys(call.env),
      unsafe: UNSAFE,
      // Without this a failure that prints nothing would pass for success.
      errors: (error, result) => {
        complaint = Buffer.concat(result.stdErr).toString('utf8')
        return error ?? (result.exitCode === 0 ? undefined : new Error(`git ended with code ${String(result.exitCode)}`))
      },
    }).env({ ...call.env })
    return ok(await git.raw([...call.args]))
  } catch (error) {
    if (ended.aborted) return err(refusalOf({ signal, call }))
    return err({ kind: 'exit', text: complaint || (error instanceof Error ? error.message : 'git failed without a word') })
  }
}

function refusalOf({ signal, call }: { readonly signal: AbortSignal; readonly call: GitCall }): GitRefusal {
  return signal.aborted ? { kind: 'aborted' } : { kind: 'timeout', deadlineMs: call.deadlineMs }
}

/** Resolves a moment after the call should have ended, and never when it did. */
function left(ended: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wait = (): void => {
      const timer = setTimeout(resolve, LEAVE_MS)
      over.addEventListener('abort', () => { clearTimeout(timer) }, { once: true })
    }
    if (ended.aborted) wait()
    else ended.addEventListener('abort', wait, { once: true, signal: over })
  })
}
