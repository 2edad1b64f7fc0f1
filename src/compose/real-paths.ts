/** Where the reserved paths of this host really are. Looked at once, at start; what the settings say is left as it is. */
import { realPath } from '../adapters/storage/real-path.js'
import { NEVER_MOUNTED, withReserved } from '../model/grants.js'
import type { HostSettings } from '../model/settings.js'

/** A mount has to name a real path, so one that is reserved by way of a link has to be known by its real path as well. */
export function withRealPaths(settings: HostSettings): HostSettings {
  const { backups = [] } = settings.grants
  const grants = { ...settings.grants, backups: [...new Set([...backups, ...backups.map(realPath)])] }
  return { ...settings, grants: withReserved(grants, [...NEVER_MOUNTED, ...(grants.reservedPaths ?? [])].map(realPath)) }
}
