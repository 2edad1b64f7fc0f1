/** The actions of `mistctl backup` that change something, told apart by their name. */
import type { WriteContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { backUpNow } from './now.js'
import { restoreBackup } from './restore.js'
import { verifyBackup } from './verify.js'

export function actOnBackup(context: WriteContext): Promise<ExitCode> {
  switch (context.argument) {
    case 'verify': return verifyBackup(context)
    case 'restore': return restoreBackup(context)
    default: return backUpNow(context)
  }
}
