/** `mistctl backup`: copies of the data of databases and volumes, in the storages that git names. What each action does is in `cli/backup/`. */
import { backUpNow } from '../backup/now.js'
import { listBackupsFor } from '../backup/list.js'
import type { CommandSpec, ReadContext } from '../command.js'
import type { ExitCode } from '../exit.js'

export const backup: CommandSpec = {
  name: 'backup',
  summary: 'list the backups of data, or make one now',
  group: 'Operate',
  needs: 'read',
  argument: { name: '<ACTION>', description: 'ls or now', choices: ['ls', 'now'] },
  second: { name: '[KEY]', description: 'project/app of a database, or project/app:volume' },
  options: [],
  details: `ls asks the storages: how it stands with each backup that git wants, or with a
KEY which ones there are of it.
now makes one at once, beside those of the schedule, and then removes those that
\`keep\` lets go of. Only one backup, drill or restore runs at a time.

Examples:
  mistctl backup ls
  mistctl backup ls shop/db
  mistctl backup now shop/db
  mistctl backup now shop/web:uploads -o json

Exit codes: 0 done, 1 ls: one failed or is overdue, 2 usage or no such backup,
3 it came to nothing, 4 no connection`,
  run,
  writes: { verbs: ['now'], run: backUpNow },
}

function run(context: ReadContext): Promise<ExitCode> {
  return listBackupsFor(context)
}
