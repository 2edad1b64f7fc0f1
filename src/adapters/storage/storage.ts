/** StoragePort: which kind of place it is, and the checks that all kinds share. */
import type { StorageSpec } from '../../model/backup.js'
import { isObjectKey } from '../../model/object-key.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { StoragePort } from '../../ports.js'
import type { FolderOptions } from './folder.js'
import { openFolder } from './folder.js'
import { createLanes } from './lanes.js'
import type { Place } from './place.js'
import { misnamed } from './place.js'
import type { S3Options } from './s3.js'

export interface StorageOptions {
  readonly folder: FolderOptions
  readonly s3: S3Options
}

export function createStorage(options: StorageOptions): StoragePort {
  const folder = { ...options.folder, lanes: createLanes() }
  const open = async (place: StorageSpec, signal: AbortSignal): Promise<Result<Place>> => {
    if (place.kind === 'path') return openFolder(place, folder, signal)
    // Most hosts keep their backups in a folder, and most commands touch none: the library is loaded by who needs it.
    const { openS3 } = await import('./s3.js')
    return openS3(place, options.s3, signal)
  }
  return {
    put: async (place, object, signal) => {
      if (!isObjectKey(object.key)) return err(misnamed(place, object.key))
      const opened = await open(place, signal)
      return opened.ok ? opened.value.put(object) : opened
    },
    get: async (place, key, signal) => {
      if (!isObjectKey(key)) return err(misnamed(place, key))
      const opened = await open(place, signal)
      return opened.ok ? opened.value.get(key) : opened
    },
    list: async (place, prefix, signal) => {
      if (prefix !== '' && !isObjectKey(prefix.replace(/\/$/, ''))) return err(misnamed(place, prefix))
      const opened = await open(place, signal)
      return opened.ok ? opened.value.list(prefix) : opened
    },
    remove: async (place, keys, signal) => {
      const bad = keys.find((key) => !isObjectKey(key))
      if (bad !== undefined) return err(misnamed(place, bad))
      if (keys.length === 0) return ok(undefined)
      const opened = await open(place, signal)
      return opened.ok ? opened.value.remove(keys) : opened
    },
  }
}
