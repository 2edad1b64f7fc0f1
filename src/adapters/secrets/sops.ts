/**
 * Files that SOPS encrypted, opened by its own program when this host has it. The program gets the file on its standard input and
 * what it needs of keys in its environment: no value and no key is in an argument or in a file beside.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { FileAnswers } from './age-file.js'
import type { HostPlaces } from './host-places.js'
import { valueFault } from './host-places.js'
import { readIdentities } from './identities.js'
import { sopsMetadataFault } from './sops-metadata.js'

export const SOPS_MS = 20_000
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024

export function isSopsFile(path: string): boolean {
  return /\.sops\.(yaml|yml|json)$/.test(path)
}

interface SopsFile {
  readonly path: string
  readonly text: string
}

type Opened = Result<ReadonlyMap<string, unknown>, { readonly cause: string; readonly help: string }>

/** The last file is remembered by its content and by what opened it: a program for every pass would be too many. */
export function createSops(places: HostPlaces): (file: SopsFile, signal: AbortSignal) => Promise<FileAnswers> {
  let last: { readonly key: string; readonly opened: Opened } | undefined
  return async (file, signal) => {
    const env = environmentOf(places)
    const key = createHash('sha256').update(JSON.stringify([file, env])).digest('hex')
    const opened = last?.key === key ? last.opened : await openFile(file, env, signal)
    if (opened.ok) last = { key, opened }
    return (name) => Promise.resolve(answerOf(name, file.path, opened))
  }
}

/** The file names its servers: nothing that opens one is handed on, neither by a variable nor by a file of the home. */
const HANDED_ON = /^(SOPS_AGE_|SOPS_GPG_EXEC$|GNUPGHOME$|PATH$)/
const NO_HOME = '/nonexistent'

function environmentOf(places: HostPlaces): Readonly<Record<string, string>> {
  const own = Object.entries(places.env).flatMap(([name, value]) => (value !== undefined && HANDED_ON.test(name) ? [[name, value] as const] : []))
  const identities = readIdentities(places)
  const { HOME: home } = places.env
  return { PATH: '/usr/local/bin:/usr/bin:/bin', ...(home !== undefined && { GNUPGHOME: join(home, '.gnupg') }), HOME: NO_HOME, ...Object.fromEntries(own), ...(identities.ok && { SOPS_AGE_KEY: identities.value.join('\n') }) }
}

async function openFile(file: SopsFile, env: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Opened> {
  const fault = sopsMetadataFault(file.text)
  return fault ? err(fault) : runSops(file, env, signal)
}

async function runSops({ path, text }: SopsFile, env: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Opened> {
  const { execa } = await import('execa')
  const type = path.endsWith('.json') ? 'json' : 'yaml'
  const ended = await execa('sops', ['decrypt', '--filename-override', `secrets.${type}`, '--input-type', type, '--output-type', 'json'], {
    input: text, cwd: '/', env: { ...env }, extendEnv: false, timeout: SOPS_MS, forceKillAfterDelay: 1_000, cancelSignal: signal, maxBuffer: MAX_OUTPUT_BYTES, reject: false, stripFinalNewline: false,
  })
  if (ended.timedOut) return err({ cause: `sops did not end within ${String(SOPS_MS / 1_000)} seconds`, help: 'Check that gpg asks nobody for a passphrase.' })
  if (ended.isCanceled) return err({ cause: 'the pass was called off', help: 'Mist tries again.' })
  if (ended.code === 'ENOENT') return err({ cause: 'this host has no program `sops`', help: 'Install it where mistd finds it (PATH).' })
  if (ended.failed) return err({ cause: `sops ended with code ${String(ended.exitCode ?? '?')}${complaintOf(ended.stderr)}`, help: 'Check that this host has a key for the file.' })
  return parsed(ended.stdout)
}

/** What sops says on failure names keys and files; a value it has not read yet. One line of it is enough. */
function complaintOf(stderr: string): string {
  const line = stderr.split('\n').map((one) => one.trim()).find((one) => one !== '')
  return line === undefined ? '' : `: ${line.slice(0, 200)}`
}

function parsed(text: string): Opened {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok(new Map(Object.entries(value)))
  } catch {
    // The text holds values: nothing of it is told.
  }
  return err({ cause: 'what sops made of it is no map of names', help: 'Write one value to a name at the top of the file.' })
}

function answerOf(name: string, path: string, opened: Opened): Result<string> | undefined {
  const refuse = (cause: string, help: string): Result<never> => err(failure('secret-undecryptable', { subject: `cannot read the secret ${name}`, cause: `${path} ${cause}`, help }))
  if (!opened.ok) return refuse(`cannot be opened: ${opened.error.cause}`, opened.error.help)
  if (!opened.value.has(name)) return undefined
  const value = opened.value.get(name)
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return refuse('has a map or a list under that name', 'Write one text under it.')
  const fault = valueFault(String(value))
  return fault === undefined ? ok(String(value)) : refuse(`has no value that can be used: ${fault}`, 'Set it anew with: sops edit')
}
