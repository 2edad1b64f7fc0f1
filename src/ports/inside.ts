/** What is done inside a container, by the engine's hand: part of the list in ports.ts. */
import type { InsideCommand } from '../model/backup.js'
import type { Result } from '../model/result.js'

export interface InsideWork {
  /** Name or engine id. Refused for what is not of this instance. */
  readonly container: string
  readonly command: InsideCommand
  /** In place of `command.stdin`. */
  readonly input?: AsyncIterable<Uint8Array>
}

export interface InsideEnd {
  readonly exitCode: number
  /** What it said on stderr, the last 8 KB as text. */
  readonly said: string
}

export interface InsideText extends InsideEnd {
  /** What it said on stdout; more than 1 MB is a failure. */
  readonly text: string
}

export interface NewFile {
  /** Relative, and without a dot in front. */
  readonly path: string
  readonly bytes: number
  readonly content: AsyncIterable<Uint8Array>
}

export interface InsidePort {
  /**
   * Runs it to its end, in both forms. What `input` and `write` throw ends the command and is thrown on. A command that says that all is well
   * and did not take all of its input is a failure. Called off, its input ends and nobody takes its output: one that heeds neither goes on.
   * Another exit code than 0 is an answer and no failure. A killed process, a container that went away and a broken connection are failures.
   */
  run(work: InsideWork, signal: AbortSignal): Promise<Result<InsideText>>
  /** The output goes to `write` as it comes, and no faster than that takes it. */
  stream(work: InsideWork, write: (chunk: Uint8Array) => Promise<void>, signal: AbortSignal): Promise<Result<InsideEnd>>
  /** A folder as a tar, owners and modes as they are, running or not. Reading on is up to whoever iterates; what breaks off throws a `StreamFault`. */
  readFolder(container: string, path: string, signal: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>>>
  /** Lays a tar down in a folder that is there, owners and modes as in the tar, those of the folder itself as well. The container need not run. */
  writeFolder(target: { readonly container: string; readonly path: string }, tar: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Result<void>>
  /** The same with a few files that anybody may read, and the folders on the way to them. One that is not as long as it says to be throws a `StreamFault`. */
  writeFiles(target: { readonly container: string; readonly path: string }, files: readonly NewFile[], signal: AbortSignal): Promise<Result<void>>
  /** Freezes every process; what is paused or does not run is success. Its reverse is `unpauseContainer` of the runtime. */
  pause(container: string, signal: AbortSignal): Promise<Result<void>>
}
