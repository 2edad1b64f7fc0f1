/** The table of verbs, in the order of the help. Help, completion and documentation are made from it. */
import type { CommandSpec } from './command.js'
import { apply } from './commands/apply.js'
import { backup } from './commands/backup.js'
import { completion } from './commands/completion.js'
import { diff } from './commands/diff.js'
import { doctor } from './commands/doctor.js'
import { events } from './commands/events.js'
import { history } from './commands/history.js'
import { init } from './commands/init.js'
import { logs } from './commands/logs.js'
import { prune } from './commands/prune.js'
import { render } from './commands/render.js'
import { resume } from './commands/resume.js'
import { rollback } from './commands/rollback.js'
import { secret } from './commands/secret.js'
import { state } from './commands/state.js'
import { status } from './commands/status.js'
import { suspend } from './commands/suspend.js'
import { template } from './commands/template.js'
import { validate } from './commands/validate.js'
import { version } from './commands/version.js'
import { volume } from './commands/volume.js'

export const COMMANDS: readonly CommandSpec[] = [
  init, validate, render, template, secret,
  diff, apply, rollback,
  status, logs, history, events, volume,
  suspend, resume, backup, prune, state, doctor, version, completion(() => COMMANDS),
]
