/**
 * A state directory for who only looks: the one of the host when Mist has run there, else one that is gone when the look is over. Asking
 * what would be done leaves nothing behind on a host, and least of all a key that later passwords would hang on.
 */
import { lstatSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import { KEY_FILE } from './kept-files.js'
import { openStateDir, type StateDir } from './state-dir.js'

export interface LookedAtStateDir {
  readonly stateDir: StateDir
  /** What a person must know of a look without a state. */
  readonly notices: readonly string[]
  /** Removes what was made for this look alone. */
  readonly discard: () => void
}

export function lookAtStateDir(path: string): Result<LookedAtStateDir> {
  if (!isAbsolute(path) || hasKey(path)) {
    const opened = openStateDir(path)
    return opened.ok ? ok({ stateDir: opened.value, notices: [], discard: () => undefined }) : opened
  }
  const borrowed = mkdtempSync(join(tmpdir(), 'mist-look-'))
  const remove = (): void => { rmSync(borrowed, { recursive: true, force: true }) }
  process.once('exit', remove)
  const opened = openStateDir(borrowed)
  if (!opened.ok) return opened
  const notice = `Mist has not run on this host yet: ${path} holds no key. This is a look without a history, and with passwords that nothing will have.`
  return ok({ stateDir: opened.value, notices: [notice], discard: () => { process.off('exit', remove); remove() } })
}

/** What cannot be looked into is opened all the same, which tells why it cannot. */
function hasKey(path: string): boolean {
  try {
    lstatSync(join(path, KEY_FILE))
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT')
  }
}
