/** The note of which containers stand still, in memory: it outlives a process. */
import type { Failure } from '../../src/model/failure.js'
import { ok } from '../../src/model/result.js'
import type { StandingPort } from '../../src/ports.js'
import { never } from '../../src/signals.js'
import type { FaultLine, Life } from './faults.js'

export interface StandingNote {
  names: readonly string[]
  /** The file cannot be read. */
  damage?: Failure | undefined
}

export function createFakeStanding(note: StandingNote, { line, life }: { readonly line: FaultLine; readonly life: Life }): StandingPort {
  return {
    read: () => (note.damage ? { names: [], damage: note.damage } : { names: note.names }),
    write: (names) => line.guard(life, {
      name: 'noteStanding', access: 'write', subject: '', signal: never(),
      act: () => {
        note.names = names
        note.damage = undefined
        return ok(undefined)
      },
    }),
  }
}
