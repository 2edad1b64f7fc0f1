/** `backup` of a database or a volume as written → spelled out. Whether there is such a place, and such data, is left to the rules. */
import { parseCron } from './forms/cron.js'
import type { ManifestBackup } from './manifest-backup.js'
import type { Reading } from './reading.js'
import { given, take } from './reading.js'
import type { Path, TreeNode } from './tree.js'
import { booleanOf, child, numberOf, textOf } from './tree.js'

/** The descriptions in schema/mist.schema.json say the same. */
export const BACKUP_DEFAULTS = { timezone: 'UTC', keep: { last: 0, daily: 7, weekly: 4, monthly: 0 } } as const

export function backupOf(reading: Reading, node: TreeNode | undefined, path: Path): ManifestBackup | undefined {
  if (node === undefined) return undefined
  const keep = child(node, 'keep')
  return {
    cron: take(reading, parseCron(textOf(child(node, 'schedule')) ?? ''), [...path, 'schedule']) ?? '@daily',
    timezone: textOf(child(node, 'timezone')) ?? BACKUP_DEFAULTS.timezone,
    to: textOf(child(node, 'to')) ?? '',
    keep: keep ? retentionOf(keep) : BACKUP_DEFAULTS.keep,
    ...given('verify', textOf(child(node, 'verify')) as ManifestBackup['verify']),
    ...(booleanOf(child(node, 'pause')) && { pause: true as const }),
    at: path,
  }
}

function retentionOf(node: TreeNode): ManifestBackup['keep'] {
  const count = (key: string): number => numberOf(child(node, key)) ?? 0
  return { last: count('last'), daily: count('daily'), weekly: count('weekly'), monthly: count('monthly') }
}
