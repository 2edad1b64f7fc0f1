/** Places for backups in memory, one map for each name of a storage, and a seal that shows who may open what. */
import { createHash } from 'node:crypto'
import type { StorageSpec } from '../../src/model/backup.js'
import type { Failure } from '../../src/model/failure.js'
import { failure } from '../../src/model/failure.js'
import { isObjectKey } from '../../src/model/object-key.js'
import type { Result } from '../../src/model/result.js'
import { err, ok } from '../../src/model/result.js'
import { SealFault, StreamFault } from '../../src/model/stream-fault.js'
import type { SealPort, StoragePort } from '../../src/ports.js'
import type { FaultLine, Life } from './faults.js'

/** Name of a storage → key → bytes. A hand may change what lies there. */
export type FakeShelves = Map<string, Map<string, Uint8Array>>

export function createFakeStorage(shelves: FakeShelves, { line, life }: { readonly line: FaultLine; readonly life: Life }): StoragePort {
  const shelf = ({ name }: StorageSpec): Map<string, Uint8Array> => shelves.get(name) ?? new Map<string, Uint8Array>()
  return {
    put: async (place, { key, body }, signal) => {
      const read = await readAll(body)
      return line.guard(life, {
        name: 'putObject', access: 'write', subject: key, signal,
        act: () => {
          if (!read.ok) return read
          if (!isObjectKey(key)) return err(misnamed(key))
          if (shelf(place).has(key)) return err(refused(place, key))
          shelves.set(place.name, shelf(place).set(key, read.value))
          return ok({ bytes: read.value.length, sha256: sha256(read.value) })
        },
      })
    },
    get: (place, key, signal) => line.guard(life, {
      name: 'getObject', access: 'read', subject: key, signal,
      act: () => {
        if (!isObjectKey(key)) return err(misnamed(key))
        const bytes = shelf(place).get(key)
        return bytes ? ok(inChunks(bytes, 1_000)) : err(failure('storage-missing', { subject: `cannot read ${key} from the storage ${place.name}`, cause: 'there is no such object' }))
      },
    }),
    list: (place, prefix, signal) => line.guard(life, {
      name: 'listObjects', access: 'read', subject: prefix, signal,
      act: () => ok([...shelf(place)].map(([key, bytes]) => ({ key, bytes: bytes.length })).filter(({ key }) => key.startsWith(prefix)).toSorted((a, b) => (a.key < b.key ? -1 : 1))),
    }),
    remove: (place, keys, signal) => line.guard(life, {
      name: 'removeObjects', access: 'write', subject: keys.join(' '), signal,
      act: () => {
        const bad = keys.find((key) => !isObjectKey(key))
        if (bad !== undefined) return err(misnamed(bad))
        for (const key of keys) shelf(place).delete(key)
        return ok(undefined)
      },
    }),
  }
}

function refused({ name }: StorageSpec, key: string): Failure {
  return failure('storage-refused', { subject: `cannot write ${key} to the storage ${name}`, cause: 'there is an object of that name already' })
}

function misnamed(key: string): Failure {
  return failure('storage-refused', { subject: `cannot use ${key}`, cause: 'it is no name for an object' })
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of body) chunks.push(Uint8Array.from(chunk))
    return ok(Buffer.concat(chunks))
  } catch (error) {
    if (error instanceof StreamFault) return err(error.failure)
    throw error
  }
}

 
async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A line that tells for whom it is and what is inside, and the bytes turned over, so that no test can mistake them for plain ones. */
export function createFakeSeal(identities: ReadonlySet<string>): SealPort {
  return {
    async *seal (plain, recipients) {
      const read = await readAll(plain)
      if (!read.ok) throw new StreamFault(read.error)
      yield Buffer.from(`sealed ${sha256(read.value)} ${(recipients ?? []).join(',')}\n`)
      yield turned(read.value)
    },
    async *open (sealed, { encrypted }) {
      const read = await readAll(sealed)
      if (!read.ok) throw new StreamFault(read.error)
      const end = read.value.indexOf(10)
      const [mark, sum, recipients = ''] = Buffer.from(read.value.subarray(0, Math.max(end, 0))).toString('utf8').split(' ')
      const plain = turned(read.value.subarray(end + 1))
      if (encrypted && !recipients.split(',').some((one) => identities.has(one))) throw new SealFault(failure('backup-undecryptable', { subject: 'cannot open a backup', cause: 'it is encrypted for other recipients than this host' }))
      if (mark !== 'sealed' || sum !== sha256(plain)) throw new SealFault(failure('backup-damaged', { subject: 'cannot open a backup', cause: 'it is not what was sealed' }))
      yield plain
    },
  }
}

function turned(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => byte ^ 0xff)
}
