/** The note of which generation of a volume counts, in memory: it outlives a process, and a hand may lose it. */
import type { Failure } from '../../src/model/failure.js'
import type { Generations } from '../../src/model/generation.js'
import { NO_GENERATIONS } from '../../src/model/generation.js'
import { ok } from '../../src/model/result.js'
import type { GenerationsPort } from '../../src/ports.js'
import type { FaultLine, Life } from './faults.js'
import { never } from '../../src/signals.js'

export interface Note {
  /** Absent: the file is gone. */
  text?: Generations | undefined
  /** The file cannot be read. */
  damage?: Failure | undefined
}

export function createFakeGenerations(note: Note, { line, life }: { readonly line: FaultLine; readonly life: Life }): GenerationsPort {
  return {
    read: () => ({ generations: note.text ?? NO_GENERATIONS, ...(note.damage && { damage: note.damage }) }),
    update: (change) => line.guard(life, {
      name: 'noteGeneration', access: 'write', subject: '', signal: never(),
      act: () => {
        note.damage = undefined
        note.text = change(note.text ?? NO_GENERATIONS)
        return ok(undefined)
      },
    }),
  }
}
