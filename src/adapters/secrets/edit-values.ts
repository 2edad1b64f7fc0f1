/**
 * The values in a person's editor: a file of mode 0600 in a folder of mode 0700, in memory where the machine has such a place, gone when the
 * editor is, also when it ends by a signal. Only what was changed is encrypted anew, so that a diff shows what was done.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMap, isScalar, parseDocument, stringify } from 'yaml'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { EditedSecrets } from '../../ports.js'
import type { AgeText } from './age-text.js'
import { parseAgeText, SECRET_NAME, withEntry, withoutEntry } from './age-text.js'
import type { OpenedEntry } from './age-values.js'
import { openAll } from './age-values.js'
import { valueFault } from './host-places.js'
import { sealFor } from './seal.js'

export interface ParsedFile {
  readonly path: string
  readonly parsed: AgeText
}

export interface EditWork {
  readonly identities: readonly string[]
  /** A program and its arguments, divided by spaces, as $EDITOR has it. */
  readonly editor: string
  readonly env: Readonly<Record<string, string | undefined>>
}

export async function editValues({ path, parsed: text }: ParsedFile, work: EditWork, signal: AbortSignal): Promise<Result<EditedSecrets>> {
  const before = await openAll({ path, entries: text.entries }, work.identities)
  if (!before.ok) return err(refused(before.error.cause, before.error.help))
  const after = await withPrivateFile(signal, (path) => editUntilSound(path, { before: before.value, work, signal }))
  if (!after.ok) return after
  // An editor that could not write, or a slip, leaves nothing behind: nobody means by it that every value is to go.
  return sealChanges(text, before.value, after.value.length === 0 ? before.value : after.value)
}

const HEAD = `# One secret to a line, as NAME: value; several lines with |. Quote a value that holds " #". Remove a line to remove the secret.
# Leave it as it is, or leave it empty, to change nothing.
`
/** A mistake is told at the top of the file, for as long as the person corrects it. */
const MAX_ROUNDS = 20

async function editUntilSound(path: string, { before, work, signal }: { readonly before: readonly OpenedEntry[]; readonly work: EditWork; readonly signal: AbortSignal }): Promise<Result<readonly OpenedEntry[]>> {
  let shown = `${HEAD}${before.length === 0 ? '' : stringify(Object.fromEntries(before.map(({ name, value }) => [name, value])), { lineWidth: 0 })}`
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    writeFileSync(path, shown, { mode: 0o600 })
    const ended = await runEditor(path, work, signal)
    if (!ended.ok) return ended
    const written = readFileSync(path, 'utf8')
    const read = valuesIn(written)
    if (read.ok) return read
    if (written === shown) return err(refused(read.error, 'Nothing was changed.'))
    shown = `# ${read.error}\n${written.replace(/^# (?!One secret).*\n/, '')}`
  }
  return err(refused('the values were not sound', 'Nothing was changed.'))
}

async function runEditor(path: string, { editor, env }: EditWork, signal: AbortSignal): Promise<Result<void>> {
  const { execa } = await import('execa')
  const [program = '', ...args] = editor.split(/\s+/).filter((word) => word !== '')
  const own = Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  const ended = await execa(program, [...args, path], { stdio: 'inherit', env: own, extendEnv: false, cancelSignal: signal, reject: false })
  if (!ended.failed) return ok(undefined)
  const cause = ended.code === 'ENOENT' ? `there is no program ${program}` : ended.isCanceled ? 'it was called off' : `${program} ended with code ${String(ended.exitCode ?? ended.signal ?? '?')}`
  return err(refused(cause, 'Set EDITOR to the program that you write with. Nothing was changed.'))
}

/** Everything stays the text that it is: 01234 and yes are values like any other. */
function valuesIn(text: string): Result<readonly OpenedEntry[], string> {
  const read = parsed(text)
  if (!read.ok) return read
  const entries = Object.entries(read.value)
  for (const [name, value] of entries) {
    if (!SECRET_NAME.test(name)) return err('a name of a secret is of letters, digits and underscores, and begins with a letter')
    if (typeof value !== 'string') return err(`${name} is no text: write several lines with |`)
    const fault = valueFault(value)
    if (fault !== undefined) return err(`${name} cannot be used: ${fault}`)
  }
  return ok(entries.map(([name, value]) => ({ name, value: String(value) })))
}

function parsed(text: string): Result<Readonly<Record<string, unknown>>, string> {
  try {
    const document = parseDocument(text, { schema: 'failsafe' })
    const [mistake] = document.errors
    if (mistake) return err(faultOf(mistake))
    const cut = cutValue(document.contents, text)
    if (cut !== undefined) return err(`${cut} has a remark behind its value: put the value into quotes if " #" belongs to it, else remove the remark`)
    const value: unknown = document.toJS()
    if (value === null || value === '') return ok({})
    return typeof value === 'object' && !Array.isArray(value) ? ok(value as Readonly<Record<string, unknown>>) : err('the file is no map of names')
  } catch (error) {
    return err(error instanceof Error ? faultOf(error) : 'the file cannot be read')
  }
}

/** Its first line tells the place; those below repeat what stands there. */
function faultOf({ message }: Error): string {
  return (message.split('\n')[0] ?? '').replace(/:$/, '')
}

/** The name whose value would lose its end: what follows a " #" is a remark to YAML, and to a person a part of the password. */
function cutValue(contents: unknown, text: string): string | undefined {
  if (!isMap(contents)) return undefined
  const cut = contents.items.find(({ value }) => isScalar(value) && value.type === 'PLAIN' && value.range && /^[ \t]*#/.test(text.slice(value.range[1])))
  return isScalar(cut?.key) && SECRET_NAME.test(String(cut.key.value)) ? String(cut.key.value) : undefined
}

async function sealChanges(text: AgeText, before: readonly OpenedEntry[], after: readonly OpenedEntry[]): Promise<Result<EditedSecrets>> {
  const [old, now] = [new Map(before.map((one) => [one.name, one.value])), new Map(after.map((one) => [one.name, one.value]))]
  let next = text
  const take = (changed: string): void => {
    const read = parseAgeText(changed)
    if (!read.ok) throw new Error(`what was written cannot be read: ${read.error.cause}`)
    next = read.value
  }
  for (const [name, value] of now) {
    if (old.get(name) === value) continue
    const sealed = await sealFor(text, { name, value })
    if (!sealed.ok) return sealed
    take(withEntry(next, name, sealed.value))
  }
  const names = [...now.keys()]
  const removed = [...old.keys()].filter((name) => !now.has(name))
  for (const name of removed) take(withoutEntry(next, name))
  return ok({ text: next.lines.join('\n'), added: names.filter((name) => !old.has(name)), changed: names.filter((name) => old.has(name) && old.get(name) !== now.get(name)), removed })
}

const IN_MEMORY = '/dev/shm'

async function withPrivateFile<T>(signal: AbortSignal, work: (path: string) => Promise<Result<T>>): Promise<Result<T>> {
  const folder = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'mist-secret-'))
  const remove = (): void => { rmSync(folder, { recursive: true, force: true }) }
  // A terminal that is closed would end the process before anything else is done.
  const onHangUp = (): void => {
    remove()
    process.kill(process.pid, 'SIGTERM')
  }
  process.once('SIGHUP', onHangUp).once('exit', remove)
  try {
    return signal.aborted ? err(refused('it was called off', 'Nothing was changed.')) : await work(join(folder, 'secrets.yaml'))
  } finally {
    process.off('SIGHUP', onHangUp).off('exit', remove)
    remove()
  }
}

function refused(cause: string, help: string) {
  return failure('settings-invalid', { subject: 'cannot edit the secrets', cause, help })
}
