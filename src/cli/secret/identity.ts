/** Which identity a person on this machine has, and where a new one belongs. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { PlainContext } from '../command.js'

export function ownIdentityPath({ io }: Pick<PlainContext, 'io'>): string {
  const base = io.env['XDG_CONFIG_HOME']?.startsWith('/') ? io.env['XDG_CONFIG_HOME'] : join(io.env['HOME'] ?? homedir(), '.config')
  return join(base, 'mist', 'identity')
}

/** As named, else that of the host, else one's own. Undefined when none of them is there. */
export async function identityPath(context: PlainContext): Promise<string | undefined> {
  const { options, io, open, host } = context
  const named = options['identity']
  if (typeof named === 'string') return resolve(io.cwd, named)
  const settings = await open.settings()
  const ofHost = settings.ok ? settings.value.secrets.identityFile : undefined
  for (const path of [ofHost, ownIdentityPath(context)]) if (path !== undefined && (await host.facts(path)) !== undefined) return path
  return undefined
}
