/** The identities that open what is encrypted: from the file of the settings, or from a credential of systemd. */
import { join } from 'node:path'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { readPrivateFile } from '../../private-file.js'
import type { HostPlaces } from './host-places.js'
import { CREDENTIAL_RULES, credentialsFolder, IDENTITY_CREDENTIAL } from './host-places.js'

const MAX_BYTES = 64 * 1024

export interface IdentityFault {
  readonly cause: string
  readonly help: string
}

const NO_IDENTITY: IdentityFault = {
  cause: 'this host has no identity',
  help: 'Make one with `mistctl secret keygen`, name it as secrets.identityFile in mistd.yaml, and add its recipient with `mistctl secret rekey --add`.',
}

/** Read for every pass, so that an identity can be added without a restart. The file of the settings goes first. */
export function readIdentities({ settings, env }: HostPlaces): Result<readonly string[], IdentityFault> {
  if (settings.identityFile !== undefined) return readIdentityFile(settings.identityFile)
  const folder = credentialsFolder(env)
  if (folder === undefined) return err(NO_IDENTITY)
  const path = join(folder, IDENTITY_CREDENTIAL)
  const read = readPrivateFile(path, CREDENTIAL_RULES)
  if (read.ok) return identitiesOf(path, read.value)
  return err(read.error.kind === 'missing' ? NO_IDENTITY : unusable(path, read.error))
}

export function readIdentityFile(path: string): Result<readonly string[], IdentityFault> {
  const read = readPrivateFile(path, { maxBytes: MAX_BYTES, readers: 'owner', links: 'refused' })
  return read.ok ? identitiesOf(path, read.value) : err(unusable(path, read.error))
}

function unusable(path: string, { cause, help }: IdentityFault): IdentityFault {
  return { cause: `the identity ${path} cannot be used: ${cause}`, help }
}

/** As age-keygen writes them: one to a line, and remarks. */
function identitiesOf(path: string, text: string): Result<readonly string[], IdentityFault> {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  const isSound = lines.length > 0 && lines.every((line) => /^AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]{20,200}$/.test(line))
  return isSound ? ok(lines) : err(unusable(path, { cause: 'it does not hold identities of age, one to a line', help: 'Make one with: mistctl secret keygen' }))
}
