/** The folder of files that apps mount, in memory: a hand may change or remove one, and time is the fake clock's. */
import { ok } from '../../src/model/result.js'
import type { Clock, FilesPort } from '../../src/ports.js'
import type { FaultLine, Life } from './faults.js'

export interface FakeFile {
  readonly text: string
  readonly mode: number
  readonly changedAt: string
  readonly state: 'whole' | 'altered'
}

export type FakeFolder = Map<string, FakeFile>

export function createFakeFiles(folder: FakeFolder, { clock, line, life }: { readonly clock: Clock; readonly line: FaultLine; readonly life: Life }): FilesPort {
  return {
    observe: (files, signal) => line.guard(life, {
      name: 'observeFiles', access: 'read', subject: '', signal,
      act: () => ok(files.map(({ source }) => {
        const found = folder.get(source)
        return found ? { source, state: found.state, changedAt: found.changedAt } : { source, state: 'missing' as const }
      })),
    }),
    ensure: (file, content, signal) => line.guard(life, {
      name: 'ensureFile', access: 'write', subject: file.source, signal,
      act: () => {
        if (folder.get(file.source)?.state !== 'whole') folder.set(file.source, { text: Buffer.from(content).toString('utf8'), mode: file.mode, changedAt: clock.nowIso(), state: 'whole' })
        return ok(undefined)
      },
    }),
    // A folder in which nothing is spent is only read.
    sweep: (keep, signal) => line.guard(life, {
      name: 'sweepFiles', access: [...folder.keys()].some((path) => !keep.has(path)) ? 'write' : 'read', subject: '', signal,
      act: () => {
        for (const path of [...folder.keys()]) if (!keep.has(path)) folder.delete(path)
        return ok(undefined)
      },
    }),
  }
}
