/** The note of which containers stand still, in memory: it outlives a process. */
import { ok } from '../../src/model/result.js'
import type { StandingPort } from '../../src/ports.js'
import { never } from '../../src/signals.js'
import type { FaultLine, Life } from './faults.js'

export interface StandingNote {
  names: readonly string[]
}

export function createFakeStanding(note: StandingNote, { line, life }: { readonly line: FaultLine; readonly life: Life }): StandingPort {
  return {
    read: () => note.names,
    write: (names) => line.guard(life, {
      name: 'noteStanding', access: 'write', subject: '', signal: never(),
      act: () => {
        note.names = names
        return ok(undefined)
      },
    }),
  }
}
