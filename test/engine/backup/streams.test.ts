/** What a dump goes through on its way: the mark of redis-cli, the judgement of its end, a pipe that waits for its reader. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dumpFailure } from '../../../src/engine/backup/dump-failure.js'
import { dumpStream } from '../../../src/engine/backup/dump-stream.js'
import { withoutRdbMark } from '../../../src/engine/backup/rdb-mark.js'
import { failure } from '../../../src/model/failure.js'
import type { Result } from '../../../src/model/result.js'
import { err, ok } from '../../../src/model/result.js'
import { StreamFault } from '../../../src/model/stream-fault.js'
import type { InsideEnd, InsidePort } from '../../../src/ports.js'

async function* pieces(...all: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* await Promise.resolve(all)
}

async function collected(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const one of stream) all.push(one)
  return Buffer.concat(all)
}

describe('withoutRdbMark', () => {
  const snapshot = (body: Uint8Array): Buffer => Buffer.concat([Buffer.from('REDIS0011'), body, Buffer.from([0xff, 1, 2, 3, 4, 5, 6, 7, 8])])

  it('takes the mark away and nothing else, however the bytes come', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(300), { maxLength: 5 }), fc.boolean(), async (body, cuts, isMarked) => {
      const plain = snapshot(body)
      const sent = isMarked ? Buffer.concat([plain, Buffer.from('0123456789abcdef0123456789abcdef01234567')]) : plain
      const ends = [...cuts.map((cut) => cut % (sent.length + 1)), sent.length].sort((a, b) => a - b)
      const parts = ends.map((end, index) => sent.subarray(ends[index - 1] ?? 0, end))
      expect((await collected(withoutRdbMark(pieces(...parts)))).equals(plain)).toBe(true)
    }))
  })
})

describe('dumpFailure', () => {
  const command = { words: ['pg_dump'], env: { PGPASSWORD: 'very-secret' } }

  it.each(['', 'pg_dump: warning: there are circular foreign-key constraints', 'sending REPLCONF capa eof\nTransfer finished with success after 176 bytes', '2026-11-21T03:15:00.000+0000\tdone dumping shop.errors (3 documents)'])('lets %j pass', (said) => {
    expect(dumpFailure('cannot back up shop/db', command, { exitCode: 0, said })).toBeUndefined()
  })

  it.each(['pg_dump: error: query failed', 'mariadb-dump: Error 2020: Got packet bigger than max', 'ERROR 1045 (28000): Access denied', 'FATAL:  the database system is shutting down'])('takes %j for a failure, also with exit code 0', (said) => {
    expect(dumpFailure('cannot back up shop/db', command, { exitCode: 0, said })).toMatchObject({ code: 'backup-failed', retry: 'backoff' })
  })

  it('tells the last words, and no password', () => {
    expect(dumpFailure('cannot back up shop/db', command, { exitCode: 2, said: 'one\ncannot use very-secret\n' })?.cause).toBe('pg_dump exited with code 2: cannot use (hidden)')
  })
})

describe('dumpStream', () => {
  const insideWith = (chunks: readonly string[], end: Result<InsideEnd>): Pick<InsidePort, 'stream'> & { taken: number } => {
    const port = {
      taken: 0,
      stream: async (_work: unknown, write: (chunk: Uint8Array) => Promise<void>, signal: AbortSignal) => {
        for (const chunk of chunks) {
          if (signal.aborted) return err(failure('aborted', { subject: 'cannot run', cause: 'stopped' }))
          await write(Buffer.from(chunk))
          port.taken += 1
        }
        return end
      },
    }
    return port
  }
  const dump = { container: 'c', command: { words: ['pg_dump'] }, subject: 'cannot back up shop/db' }
  const stream = (inside: Pick<InsidePort, 'stream'>) => dumpStream({ inside: inside as InsidePort }, dump, new AbortController().signal)

  it('hands over what the command prints', async () => {
    expect((await collected(stream(insideWith(['a', '', 'bc'], ok({ exitCode: 0, said: '' }))))).toString()).toBe('abc')
  })

  it('throws when the command ended badly, or broke off, after all that it printed', async () => {
    await expect(collected(stream(insideWith(['a'], ok({ exitCode: 1, said: 'pg_dump: error: gone' }))))).rejects.toThrow(StreamFault)
    await expect(collected(stream(insideWith(['a'], err(failure('engine-failed', { subject: 'cannot run', cause: 'the container went away' })))))).rejects.toThrow('the container went away')
  })

  it('reads no more than its reader takes, and ends when that stops', async () => {
    const inside = insideWith(Array.from({ length: 100 }, () => 'x'), ok({ exitCode: 0, said: '' }))
    for await (const _ of stream(inside)) break
    expect(inside.taken).toBeLessThan(3)
  })
})
