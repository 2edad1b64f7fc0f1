/** What the newest drill came to, told by the storage alone. */
import type { DrillRecord, StorageSpec } from '../../model/backup.js'
import type { ReadPorts } from '../../ports.js'
import { objectIn, readText } from '../backup/read-manifest.js'
import type { BackupFound } from '../backup/list.js'

/** Of all backups: by the name of the record, which is its time. */
export function newestDrillKey(whole: readonly Pick<BackupFound, 'drills'>[]): string | undefined {
  const moment = (key: string): string => key.slice(key.lastIndexOf('/'))
  return whole.flatMap(({ drills }) => drills).toSorted((a, b) => (moment(a) < moment(b) ? -1 : 1)).at(-1)
}

/** Undefined when it cannot be read, or is no record: it says nothing then. */
export async function readDrill(ports: Pick<ReadPorts, 'storage'>, at: { readonly place: StorageSpec; readonly key: string }, signal: AbortSignal): Promise<DrillRecord | undefined> {
  const text = await readText(ports, at, signal)
  return text.ok ? parsedDrill(text.value) : undefined
}

function parsedDrill(text: string): DrillRecord | undefined {
  const value = objectIn(text)
  const isRecord = value?.['formatVersion'] === 1 && ['backup', 'at', 'message'].every((name) => typeof value[name] === 'string') && (value['result'] === 'passed' || value['result'] === 'failed')
  return isRecord ? (value as unknown as DrillRecord) : undefined
}
