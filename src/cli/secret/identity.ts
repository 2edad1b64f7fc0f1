/** Which identity a person on this machine has, and where a new one belongs. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Result } from '../../model/result.js'
import { ok } from '../../model/result.js'
import type { PlainContext } from '../command.js'
import type { Refusal } from '../refusal.js'

export function ownIdentityPath({ io }: Pick<PlainContext, 'io'>): string {
  const base = io.env['XDG_CONFIG_HOME']?.startsWith('/') ? io.env['XDG_CONFIG_HOME'] : join(io.env['HOME'] ?? homedir(), '.config')
  return join(base, 'mist', 'identity')
}

/** As named, else that of the host, else one's own. One that is named may not be there, which is told when it is read. Undefined when there is none. */
export async function identityPath(context: PlainContext): Promise<string | undefined> {
  const { options, io, open, host } = context
  const named = options['identity']
  if (typeof named === 'string') return resolve(io.cwd, named)
  const settings = await open.settings()
  if (settings.ok && settings.value.secrets.identityFile !== undefined) return settings.value.secrets.identityFile
  const own = ownIdentityPath(context)
  return (await host.facts(own)) === undefined ? undefined : own
}

/** Settings with a mistake lead to the wrong identity. Those at the usual place that this person may not read are none of theirs. */
export async function checkSettings({ open, globals, io, say }: PlainContext): Promise<Result<void, Refusal>> {
  const settings = await open.settings()
  if (settings.ok) return ok(undefined)
  const isNamed = globals.config !== undefined || (io.env['MIST_CONFIG'] ?? '') !== ''
  if (settings.error.kind !== 'usage' || isNamed) return settings
  say.warn(`warning: ${settings.error.message}: its places for secrets are not counted`)
  return ok(undefined)
}
