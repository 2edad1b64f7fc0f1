/** `mistctl state`: the state of Mist in one encrypted file, and back from it. What data the apps have is backed up apart. */
import { resolve } from 'node:path'
import type { CommandSpec, PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { idleFlag } from '../idle.js'
import { refusedBy, usage } from '../refusal.js'

export const state: CommandSpec = {
  name: 'state',
  summary: 'copy the state of Mist to a file, or restore it',
  group: 'Operate',
  needs: 'nothing',
  source: 'optional',
  argument: { name: '<VERB>', description: 'save or restore', choices: ['save', 'restore'] },
  second: { name: '<FILE>', description: 'the copy' },
  options: [
    { flags: '--recipient <KEY>', description: 'save: who can open it, several with commas; without it, who has the identity of this host' },
    { flags: '--identity <FILE>', description: 'restore: an identity that opens it; without it that of this host' },
    { flags: '--confirm <INSTANCE>', description: 'restore: put it in the place of a state that is there' },
  ],
  details: `The state is what git and the engine cannot tell: the key that passwords of
databases follow from, certificates, and the history. It is small. The copy is
encrypted with age and private; mistd may go on meanwhile.

restore compares every checksum first. It is refused while mistd or another
mistctl is at work, and where a state is already, unless its instance is
confirmed; that state is then set aside in the same directory.

Examples:
  mistctl state save /srv/backups/state-2026-11-21.age --recipient age1…
  mistctl state restore state-2026-11-21.age --identity key.txt

Exit codes: 0 done, 2 usage, 3 it could not be done`,
  idle: (typed) => idleFlag(state, typed, { save: ['--recipient'], restore: ['--identity', '--confirm'] }),
  run,
}

async function run(context: PlainContext): Promise<ExitCode> {
  const { argument, second, io, say } = context
  if (second === undefined) return say.refuse(usage('no file is named', 'mistctl state save FILE'))
  return argument === 'restore' ? restore(context, resolve(io.cwd, second)) : save(context, resolve(io.cwd, second))
}

async function save({ open, options, signal, say, globals }: PlainContext, target: string): Promise<ExitCode> {
  const copies = await open.stateCopies()
  if (!copies.ok) return say.refuse(copies.error)
  const recipients = textOf(options['recipient'])?.split(',').map((one) => one.trim()) ?? []
  const saved = await copies.value.save(target, recipients, signal)
  if (!saved.ok) return say.refuse(refusedBy(saved.error))
  if (globals.output !== 'table') say.document({ file: target, ...saved.value })
  else say.answer(`saved  ${target}: ${filesText(saved.value.files)}`)
  if (recipients.length === 0) say.note('It is encrypted for the identity of this host: keep a copy of that elsewhere, or the file is lost with the host.')
  return EXIT.done
}

async function restore({ open, options, io, signal, say, globals }: PlainContext, source: string): Promise<ExitCode> {
  const copies = await open.stateCopies()
  if (!copies.ok) return say.refuse(copies.error)
  const [identity, confirmed] = [textOf(options['identity']), textOf(options['confirm'])]
  const restored = await copies.value.restore(source, { ...(identity !== undefined && { identityFile: resolve(io.cwd, identity) }), ...(confirmed !== undefined && { confirmed }) }, signal)
  if (!restored.ok) return say.refuse(refusedBy(restored.error))
  const { setAside, unread, ...copy } = restored.value
  if (globals.output !== 'table') say.document({ file: source, ...restored.value })
  else say.answer(`restored  the state of ${copy.instance} of ${copy.madeAt}: ${filesText(copy.files)}`)
  if (setAside !== undefined) say.note(`What was there is in ${setAside}. Remove it when it is not needed any more.`)
  if (unread !== undefined) say.note(`What this host knew of its data could not be used: ${unread.cause}. It is in ${unread.file}, and only what the copy knows counts.`)
  say.note('Next: start mistd. An app whose data is gone says so; mistctl backup restore brings it back.')
  return EXIT.done
}

function filesText(files: readonly { readonly bytes: number }[]): string {
  return `${String(files.length)} files, ${String(Math.ceil(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1024))} KB`
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
