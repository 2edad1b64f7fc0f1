/** A folder of the host keeps the promises of every storage. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createStorage } from '../../../src/adapters/storage/storage.js'
import { storageContract } from '../../contract/storage-suite.js'

storageContract('a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'mist-storage-'))
  const granted = join(root, 'granted')
  mkdirSync(granted)
  return Promise.resolve({
    storage: createStorage({ folder: { granted: [granted], nowMs: Date.now }, s3: { nowMs: Date.now, idleMs: 1, retryMs: [], partBytes: 1 } }),
    place: { kind: 'path', name: 'disk', path: join(granted, 'own') },
    rest: () => readdirSync(granted, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory()).map((entry) => relative(granted, join(entry.parentPath, entry.name))),
    close: () => Promise.resolve(rmSync(root, { recursive: true, force: true })),
  })
})
