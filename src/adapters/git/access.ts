/**
 * What lets git in: the key or the token of the host settings that fits an address, turned into environment for one git call.
 * A token never stands in an argument list or a URL; it is bound to the one origin that it was configured for.
 */
import { stat } from 'node:fs/promises'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { CredentialSettings } from '../../model/settings.js'
import { readPrivateFile } from '../../private-file.js'
import type { GitAddress } from './address.js'
import { coversAddress, printable } from './address.js'

export interface Access {
  /** `GIT_SSH_COMMAND`, when the address is reached by ssh. */
  readonly sshCommand?: string
  /** Configuration for this call alone, handed over through the environment. */
  readonly config: readonly (readonly [key: string, value: string])[]
  /** Texts that must not appear in any message. */
  readonly secrets: readonly string[]
}

/** Words of a fixed command line: anything that a shell or ssh would read as more than a path is refused. */
const PLAIN_PATH = /^\/[A-Za-z0-9._/+@:,-]+$/

export async function accessFor(address: GitAddress, credentials: readonly CredentialSettings[]): Promise<Result<Access>> {
  const credential = pick(address, credentials)
  switch (address.transport) {
    case 'ssh': return sshAccess(address, credential)
    case 'https':
    case 'http': return credential?.tokenFile === undefined ? ok(ANONYMOUS) : tokenAccess(address, credential, credential.tokenFile)
    case 'file': return ok(ANONYMOUS)
  }
}

const ANONYMOUS: Access = { config: [], secrets: [] }

/** The longest fitting prefix wins. */
function pick(address: GitAddress, credentials: readonly CredentialSettings[]): CredentialSettings | undefined {
  const fitting = credentials.filter((entry) => coversAddress(entry.url, address))
  return fitting.reduce<CredentialSettings | undefined>((best, entry) => (best !== undefined && best.url.length >= entry.url.length ? best : entry), undefined)
}

async function sshAccess(address: GitAddress, credential: CredentialSettings | undefined): Promise<Result<Access>> {
  const key = credential?.keyFile
  if (key === undefined) return err(denied(address, 'no key is configured for it', 'Add an entry with url, keyFile and knownHostsFile under credentials in the host settings.'))
  const knownHosts = credential?.knownHostsFile
  for (const path of [key, ...(knownHosts === undefined ? [] : [knownHosts])]) {
    if (!PLAIN_PATH.test(path)) return err(denied(address, `the path ${printable(path)} holds characters that are not allowed here`, 'Use an absolute path of letters, digits and . _ / + @ : , -'))
    const readable = await stat(path).then((found) => found.isFile(), () => false)
    if (!readable) return err(denied(address, `the file ${path} cannot be read`, 'Check keyFile and knownHostsFile of the credentials in the host settings.'))
  }
  return ok({ sshCommand: sshCommand(key, knownHosts), config: [], secrets: [] })
}

function sshCommand(key: string, knownHosts: string | undefined): string {
  const options = [
    'BatchMode=yes', 'StrictHostKeyChecking=yes', 'IdentitiesOnly=yes', 'IdentityAgent=none', 'ClearAllForwardings=yes', 'PermitLocalCommand=no',
    'UpdateHostKeys=no', 'ConnectTimeout=10', 'ServerAliveInterval=10', 'ServerAliveCountMax=3',
    ...(knownHosts === undefined ? [] : [`UserKnownHostsFile=${knownHosts}`, 'GlobalKnownHostsFile=/dev/null']),
  ]
  return ['ssh', '-F', '/dev/null', '-i', key, ...options.flatMap((option) => ['-o', option])].join(' ')
}

function tokenAccess(address: GitAddress, credential: CredentialSettings, path: string): Result<Access> {
  const token = readToken(path)
  if (!token.ok) return err(denied(address, token.error, 'Put the token alone into a file of mode 0600 and name it as tokenFile.'))
  const basic = Buffer.from(`${credential.username}:${token.value}`).toString('base64')
  // An extra header, not a helper: no program is asked and no prompt is answered. The scope keeps it from any other origin.
  const origin = address.canonical.slice(0, address.canonical.indexOf('/', address.canonical.indexOf('://') + 3) + 1)
  return ok({ config: [[`http.${origin}.extraHeader`, `Authorization: Basic ${basic}`]], secrets: [token.value, basic] })
}

/** A group may read it: mistd and those who look after it can share one. */
function readToken(path: string): Result<string, string> {
  const read = readPrivateFile(path, { maxBytes: MAX_TOKEN_BYTES, readers: 'group', links: 'followed' })
  if (!read.ok) return err(`the token file ${printable(path)} cannot be used: ${read.error.cause}`)
  const token = read.value.trim()
  return /^[\x21-\x7e]{1,4096}$/.test(token) ? ok(token) : err(`the token file ${printable(path)} is empty or holds more than one word`)
}

const MAX_TOKEN_BYTES = 64 * 1024

function denied(address: GitAddress, cause: string, help: string): Failure {
  return failure('source-auth-failed', { subject: `cannot fetch ${printable(address.url)}`, cause, help })
}
