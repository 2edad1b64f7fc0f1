/** SecretFilePort: what a person does to an age file. Values are in memory alone, but for the moment of an editor. */
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isRecipient, newIdentity, recipientsOf } from '../../age.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { OwnIdentity, SecretFilePort, SecretFileView, SecretText } from '../../ports.js'
import type { AgeText } from './age-text.js'
import { DAMAGED_HELP, NEW_FILE, parseAgeText, placeIn, SECRET_NAME, withEntry, withRecipients } from './age-text.js'
import { openAll } from './age-values.js'
import { editValues } from './edit-values.js'
import { valueFault } from './host-places.js'
import { readIdentityFile } from './identities.js'
import { sealFor } from './seal.js'

export function createSecretFiles(env: Readonly<Record<string, string | undefined>>): SecretFilePort {
  return { newIdentity, readIdentity, view, create, set, rekey, edit: (file, work, signal) => onFile(file, (parsed) => editValues({ path: file.path, parsed }, { ...work, env }, signal)), replace }
}

async function readIdentity(path: string): Promise<Result<OwnIdentity>> {
  const read = readIdentityFile(path)
  if (!read.ok) return err(failure('settings-invalid', { subject: 'cannot open the values', cause: read.error.cause, help: read.error.help }))
  const recipients = await recipientsOf(read.value)
  return recipients.ok ? ok({ identities: read.value, recipients: recipients.value }) : err(failure('settings-invalid', { subject: 'cannot open the values', cause: `the identity ${path} cannot be used: ${recipients.error}`, help: 'Make one with: mistctl secret keygen' }))
}

function view(file: SecretText): Result<SecretFileView> {
  const parsed = parse(file)
  return parsed.ok ? ok({ recipients: parsed.value.recipients.map((one) => one.text), names: parsed.value.entries.map(({ name }) => name) }) : parsed
}

async function create(recipients: readonly string[]): Promise<Result<string>> {
  const sound = await checkRecipients(recipients)
  if (!sound.ok) return sound
  const parsed = parse({ path: 'a new file', text: NEW_FILE })
  return parsed.ok ? ok(withRecipients(parsed.value, recipients)) : parsed
}

/** As they were given. What does not begin as a recipient may be an identity, and is not repeated. */
async function checkRecipients(recipients: readonly string[]): Promise<Result<void>> {
  for (const one of recipients) {
    if (/^age1[a-z0-9]{8,4000}$/.test(one) && (await isRecipient(one))) continue
    const shown = /^age1[a-z0-9]*$/.test(one) ? `"${one.slice(0, 24)}${one.length > 24 ? '…' : ''}"` : 'this'
    return err(unusable('cannot encrypt', `${shown} is no recipient of age`, 'Give age1…, as `mistctl secret keygen` prints it.'))
  }
  return ok(undefined)
}

async function set(file: SecretText, { name, value }: { readonly name: string; readonly value: string }): Promise<Result<string>> {
  return onFile(file, async (parsed) => {
    if (!SECRET_NAME.test(name)) return err(unusable(`cannot set ${name.slice(0, 40)}`, 'the name of a secret is of letters, digits and underscores, and begins with a letter', 'For example: STRIPE_KEY'))
    const fault = valueFault(value)
    if (fault !== undefined) return err(unusable(`cannot set ${name}`, `the value cannot be used: ${fault}`, 'Give one text.'))
    const sealed = await sealFor(parsed, { name, value })
    return sealed.ok ? ok(withEntry(parsed, name, sealed.value)) : sealed
  })
}

async function rekey(file: SecretText, { identities, recipients }: { readonly identities: readonly string[]; readonly recipients: readonly string[] }): Promise<Result<string>> {
  return onFile(file, async (parsed) => {
    const opened = await openAll({ path: file.path, entries: parsed.entries }, identities)
    if (!opened.ok) return err(unusable('cannot encrypt the values anew', opened.error.cause, opened.error.help))
    const known = parsed.recipients.map((one) => one.text)
    const sound = await checkRecipients(recipients.filter((one) => !known.includes(one)))
    if (!sound.ok) return sound
    const outer = parse({ ...file, text: withRecipients(parsed, recipients) })
    if (!outer.ok) return outer
    let next = outer.value
    for (const entry of opened.value) {
      const sealed = await sealFor(next, entry)
      const changed = sealed.ok ? parse({ ...file, text: withEntry(next, entry.name, sealed.value) }) : sealed
      if (!changed.ok) return changed
      next = changed.value
    }
    return ok(next.lines.join('\n'))
  })
}

function parse({ path, text }: SecretText): Result<AgeText> {
  const parsed = parseAgeText(text)
  return parsed.ok ? parsed : err(unusable(`cannot read ${placeIn(path, parsed.error.line)}`, parsed.error.cause, DAMAGED_HELP))
}

async function onFile<T>(file: SecretText, work: (parsed: AgeText) => Promise<Result<T>>): Promise<Result<T>> {
  const parsed = parse(file)
  return parsed.ok ? work(parsed.value) : parsed
}

const PUBLIC_MODE = 0o644

/** Beside it and then in its place, with the mode that it had: it belongs to a repository that others read too. */
async function replace(path: string, { before, after }: { readonly before: string | undefined; readonly after: string }): Promise<Result<void>> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`)
  try {
    if ((await lstat(path).catch(() => undefined))?.isSymbolicLink()) return err(unusable(`cannot write ${path}`, 'it is a symbolic link, which Mist does not follow', 'Name the file itself in mist.yaml: mistd does not read it through a link either.'))
    const now = await readFile(path, 'utf8').catch(() => undefined)
    if (now !== before) return err(unusable(`cannot write ${path}`, 'somebody changed it meanwhile', 'Nothing was written; try again.'))
    if (before === undefined) await mkdir(dirname(path), { recursive: true })
    const mode = before === undefined ? PUBLIC_MODE : (await stat(path)).mode & 0o777
    const file = await open(beside, 'wx', mode)
    try {
      await file.writeFile(after)
      await file.chmod(mode)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
    return ok(undefined)
  } catch (error) {
    await rm(beside, { force: true })
    return err(unusable(`cannot write ${path}`, causeOf(error), 'Check the folder and its mode.'))
  }
}

const WORDS: Readonly<Record<string, string>> = { EACCES: 'permission denied', EPERM: 'permission denied', EEXIST: 'a part of the path is no folder', ENOTDIR: 'a part of the path is no folder', EROFS: 'the file system can only be read', ENOSPC: 'there is no space left' }

function causeOf(error: unknown): string {
  const code = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
  return WORDS[code] ?? code
}

function unusable(subject: string, cause: string, help: string) {
  return failure('settings-invalid', { subject, cause, help })
}
