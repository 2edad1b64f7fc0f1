/** `mistctl secret keygen`: a new identity in a file that nobody else can read, and what to do with its recipient. */
import { resolve } from 'node:path'
import type { PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { usage } from '../refusal.js'
import { ownIdentityPath } from './identity.js'
import { wordOf } from '../../model/word-of.js'

export async function makeIdentity(context: PlainContext): Promise<ExitCode> {
  const { io, second, host, say, globals, open } = context
  const path = second === undefined ? ownIdentityPath(context) : resolve(io.cwd, second)
  const { createSecretFiles } = await open.secrets()
  const { identity, recipient } = await createSecretFiles(io.env).newIdentity()
  try {
    const made = await host.createFile(path, `# Made by Mist at ${io.nowIso()}; keep it secret.\n# recipient: ${recipient}\n${identity}\n`, 0o600)
    if (made === 'exists') return say.refuse(usage(`cannot write ${path}: it is there already`, 'Name another path, or move it away: whatever was encrypted for it alone is lost with it.'))
  } catch (error) {
    return say.refuse(usage(`cannot write ${path}: ${wordOf(error)}`))
  }
  if (globals.output !== 'table') say.document({ identityFile: path, recipient })
  else say.answer(recipient)
  say.note([
    `wrote  ${path}`,
    'Keep a copy of it where it is safe: what is encrypted for it alone is lost with it.',
    'Next:',
    `  on the host, in mistd.yaml:   secrets: { identityFile: ${path} }`,
    `  for a new file of secrets:    mistctl secret set NAME --add ${recipient}`,
    `  for one that there is:        mistctl secret rekey --add ${recipient}`,
  ].join('\n'))
  return EXIT.done
}
