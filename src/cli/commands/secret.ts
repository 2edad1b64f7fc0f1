/** `mistctl secret`: encrypted values beside a mist.yaml, in a checkout and without mistd. Values are never arguments and never shown. */
import type { CommandSpec, PlainContext, Typed } from '../command.js'
import type { ExitCode } from '../exit.js'
import { helpOf, idleFlag } from '../idle.js'
import type { Refusal } from '../refusal.js'
import { usage } from '../refusal.js'
import { ok } from '../../model/result.js'
import { editSecrets } from '../secret/edit.js'
import { checkSettings } from '../secret/identity.js'
import { makeIdentity } from '../secret/keygen.js'
import { listSecrets } from '../secret/list.js'
import { rekeySecrets } from '../secret/rekey.js'
import { setSecret } from '../secret/set.js'

const ACTIONS = ['ls', 'set', 'edit', 'rekey', 'keygen'] as const

export const secret: CommandSpec = {
  name: 'secret',
  summary: 'keep encrypted values beside mist.yaml',
  group: 'Write',
  needs: 'nothing',
  argument: { name: '<ACTION>', description: 'ls, set, edit, rekey or keygen', choices: ACTIONS },
  second: { name: '[NAME]', description: 'of the secret for set; where to write for keygen' },
  options: [
    { flags: '--identity <PATH>', description: 'opens the values (default: secrets.identityFile of this host, else ~/.config/mist/identity)' },
    { flags: '--add <RECIPIENT>', description: 'rekey: one more who can open them; set: of a new file' },
    { flags: '--remove <RECIPIENT>', description: 'rekey: one who shall not open them any more' },
  ],
  details: `keygen  writes a new identity, mode 0600, and prints its recipient
set     encrypts one value, read from stdin or asked for without showing it
edit    opens all values in $EDITOR and encrypts anew what was changed
rekey   encrypts all values anew, for one recipient more or less
ls      tells which secrets there are, from where, and which apps use them

The file is the one that mist.yaml names as \`secrets:\`, here or by --file, else
secrets.age.yaml beside it. set needs no identity: a recipient is enough. One
line feed at the end of stdin does not count. ls without a mist.yaml here asks
the source that this host is configured for.

Examples:
  mistctl secret keygen /etc/mist/identity
  mistctl secret set STRIPE_KEY
  openssl rand -hex 32 | mistctl secret set SESSION_KEY
  mistctl secret rekey --add age1…
  mistctl secret ls

Exit codes: 0 done, 1 ls: a secret that is used cannot be had, 2 wrong usage, or
a file cannot be read or written`,
  idle,
  run,
}

const TAKES: Readonly<Record<string, readonly string[]>> = { ls: ['--identity'], set: ['--identity', '--add'], edit: ['--identity'], rekey: ['--identity', '--add', '--remove'] }

function idle(typed: Typed): Refusal | undefined {
  const { argument = '', second } = typed
  const takesName = argument === 'set' || argument === 'keygen'
  if (second !== undefined && !takesName) return usage(`secret ${argument} takes no name`, helpOf('secret'))
  return idleFlag(secret, typed, TAKES)
}

async function run(context: PlainContext): Promise<ExitCode> {
  const { argument, say } = context
  const action = argument as (typeof ACTIONS)[number]
  const settings = action === 'keygen' ? ok(undefined) : await checkSettings(context)
  if (!settings.ok) return say.refuse(settings.error)
  return act(action, context)
}

function act(action: (typeof ACTIONS)[number], context: PlainContext): Promise<ExitCode> {
  switch (action) {
    case 'ls': return listSecrets(context)
    case 'set': return setSecret(context)
    case 'edit': return editSecrets(context)
    case 'rekey': return rekeySecrets(context)
    case 'keygen': return makeIdentity(context)
  }
}
