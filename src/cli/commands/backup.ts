/** `mistctl backup`: copies of the data of databases and volumes, in the storages that git names. What each action does is in `cli/backup/`, and loaded when it is asked for. */
import type { CommandSpec, ReadContext, Typed } from '../command.js'
import type { ExitCode } from '../exit.js'
import { helpOf, idleFlag } from '../idle.js'
import type { Refusal } from '../refusal.js'
import { usage } from '../refusal.js'

export const backup: CommandSpec = {
  name: 'backup',
  summary: 'list, make, prove and restore backups of data',
  group: 'Operate',
  needs: 'read',
  argument: { name: '<ACTION>', description: 'ls, now, verify or restore', choices: ['ls', 'now', 'verify', 'restore'] },
  second: { name: '[KEY]', description: 'project/app of a database, or project/app:volume' },
  third: { name: '[ID]', description: 'which one to verify or restore; the newest regular one unless told' },
  options: [
    { flags: '--to <APP>', description: 'restore: another app of the same project' },
    { flags: '--confirm <KEY>', description: 'restore: replace what is there, without a question' },
    { flags: '--unsigned', description: 'verify, restore: a named one that this instance did not sign' },
    { flags: '--without-safety-backup', description: 'restore: no copy first, of what is gone or broken' },
  ],
  details: `ls asks the storages: how it stands with each backup that git wants, or with a
KEY which ones there are of it.
now makes one at once, beside those of the schedule, and then removes those that
\`keep\` lets go of. Only one backup, drill or restore runs at a time.
verify restores one into a container of its own that is thrown away afterwards,
and says whether it is good. Nothing that serves is touched.
restore brings one back into a new volume, tries it there, and then lets the app
go over to it: it is down for that moment. What stands there now is backed up
first, and its volume is kept. With --to an app that has no data yet nothing is
replaced and nothing is asked: commit that app afterwards.
Without an ID both take the newest one that the schedule or a person made. One
made before a restore or an upgrade is taken by its ID alone, and one that this
instance did not sign takes --unsigned as well.
The state of Mist itself is copied by: mistctl state save

Examples:
  mistctl backup ls
  mistctl backup ls shop/db
  mistctl backup now shop/db
  mistctl backup now shop/web:uploads -o json
  mistctl backup verify shop/db
  mistctl backup restore shop/db 20261121T031500Z-3f9a1c
  mistctl backup restore shop/db --to shop/db-copy

Exit codes: 0 done, 1 ls: one failed, is overdue or cannot be used, verify: it
is not good, restore: nobody confirmed it, 2 usage or no such backup, 3 it came
to nothing, 4 no connection`,
  idle,
  run,
  writes: {
    isMeant: ({ argument }) => argument !== 'ls',
    run: async (context) => (await import('../backup/act.js')).actOnBackup(context),
  },
}

async function run(context: ReadContext): Promise<ExitCode> {
  return (await import('../backup/list.js')).listBackupsFor(context)
}

const TAKES: Readonly<Record<string, readonly string[]>> = { verify: ['--unsigned'], restore: ['--to', '--confirm', '--unsigned', '--without-safety-backup'] }

function idle(typed: Typed): Refusal | undefined {
  const { argument = '', third, options } = typed
  if (third !== undefined && (argument === 'ls' || argument === 'now')) return usage(`backup ${argument} takes no id`, helpOf('backup'))
  const unnamed = options['unsigned'] !== undefined && third === undefined ? usage('--unsigned is for a backup that is named', 'List them with: mistctl backup ls KEY') : undefined
  return idleFlag(backup, typed, TAKES) ?? unnamed
}
