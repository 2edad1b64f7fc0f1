/**
 * Runs one git command through simple-git, in a minimal environment and with a deadline. Knows nothing of what the command means.
 * simple-git refuses everything of note by default; what is opened here is set by Mist's own constants, never by a value from outside.
 */
import { simpleGit } from 'simple-git'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
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

const UNSAFE = {
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeHooksPath: true,
  allowUnsafeSshCommand: true,
  allowUnsafeTemplateDir: true,
}

export async function runGit(call: GitCall, signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  if (signal.aborted) return err({ kind: 'aborted' })
  const deadline = AbortSignal.timeout(call.deadlineMs)
  let complaint = ''
  try {
    const git = simpleGit({
      baseDir: call.cwd,
      abort: AbortSignal.any([signal, deadline]),
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
    if (signal.aborted) return err({ kind: 'aborted' })
    if (deadline.aborted) return err({ kind: 'timeout', deadlineMs: call.deadlineMs })
    return err({ kind: 'exit', text: complaint || (error instanceof Error ? error.message : 'git failed without a word') })
  }
}
