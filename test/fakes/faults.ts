/**
 * What goes wrong, and when. Every call of every fake port passes through `guard`, which knows the life of the process that calls:
 * after a kill its calls never return, as for a process that is no more.
 */
import type { Failure } from '../../src/model/failure.js'
import type { Result } from '../../src/model/result.js'
import { err } from '../../src/model/result.js'
import { failure } from '../../src/model/failure.js'
import type { FakeClock } from './clock.js'

/** `lost`: the effect happens and its answer does not arrive. */
export type FaultKind = 'fail' | 'lost' | 'hang'

export interface Fault {
  /** Name of the port method; `*` for any write. */
  readonly call: string
  readonly kind: FaultKind
  readonly times: number
  /** Calls that match and still succeed first. */
  readonly after?: number
  readonly failure?: Failure
}

export interface Faults {
  add(fault: Fault): void
  clear(): void
  /** Ends the process at its nth write from now, either side of the effect. */
  killAtWrite(count: number, side: 'before' | 'after'): void
  /** All writes since the last `forgetCalls`, as `method subject`. */
  readonly writes: readonly string[]
  readonly reads: readonly string[]
  forgetCalls(): void
}

/** One life of the process under test. */
export interface Life {
  readonly isDead: () => boolean
  /** Resolves when it is killed. */
  readonly killed: Promise<void>
}

export class KillSignal extends Error {}

export interface Call<T> {
  readonly name: string
  readonly access: 'read' | 'write'
  readonly subject: string
  readonly signal?: AbortSignal
  readonly act: () => Result<T> | Promise<Result<T>>
}

export interface FaultLine {
  readonly faults: Faults
  newLife(): Life
  guard<T>(life: Life, call: Call<T>): Promise<Result<T>>
  /** For synchronous ports: throws when the process is dead or dies here. */
  guardSync<T>(life: Life, call: { readonly name: string; readonly access: 'read' | 'write'; readonly act: () => T }): T
  onKill(listener: () => void): void
}

const DEADLINE_MS = 30_000
const FOREVER = new Promise<never>(() => undefined)

export function createFaultLine(clock: FakeClock): FaultLine {
  let active: { fault: Fault; seen: number }[] = []
  let writes: string[] = []
  let reads: string[] = []
  let kill: { left: number; side: 'before' | 'after' } | undefined
  let current: { dead: boolean; die: () => void } = { dead: true, die: () => undefined }
  const killListeners: (() => void)[] = []

  const dies = (side: 'before' | 'after', isWrite: boolean): boolean => {
    if (!isWrite || kill?.side !== side) return false
    kill.left -= 1
    if (kill.left > 0) return false
    kill = undefined
    current.die()
    for (const listener of killListeners) listener()
    return true
  }
  const faultFor = (name: string, isWrite: boolean): Fault | undefined => {
    for (const entry of active) {
      const isMatch = entry.fault.call === name || (entry.fault.call === '*' && isWrite)
      if (!isMatch) continue
      entry.seen += 1
      const turn = entry.seen - (entry.fault.after ?? 0)
      if (turn >= 1 && turn <= entry.fault.times) return entry.fault
    }
    return undefined
  }
  const note = (name: string, access: 'read' | 'write', subject: string): void => {
    if (access === 'write') writes.push(`${name} ${subject}`)
    else reads.push(`${name} ${subject}`)
  }

  return {
    faults: {
      add: (fault) => {
        active.push({ fault, seen: 0 })
      },
      clear: () => {
        active = []
        kill = undefined
      },
      killAtWrite: (count, side) => {
        kill = { left: count, side }
      },
      get writes() {
        return writes
      },
      get reads() {
        return reads
      },
      forgetCalls: () => {
        writes = []
        reads = []
      },
    },
    newLife: () => {
      current.die()
      const life = { dead: false, die: (): void => undefined }
      const killed = new Promise<void>((resolve) => {
        life.die = () => {
          life.dead = true
          resolve()
        }
      })
      current = life
      return { isDead: () => life.dead, killed }
    },
    guard: async (life, { name, access, subject, signal, act }) => {
      // Every real call takes a turn of the event loop's queue at least: nothing may rely on an answer within the same tick.
      await Promise.resolve()
      const isWrite = access === 'write'
      if (life.isDead() || dies('before', isWrite)) return FOREVER
      if (signal?.aborted) return err(failure('aborted', { subject: `cannot ${name} ${subject}`, cause: 'the call was ended early' }))
      note(name, access, subject)
      const fault = faultFor(name, isWrite)
      const result = fault ? await suffer(clock, fault, { name, access, subject, act, ...(signal && { signal }) }) : await act()
      return life.isDead() || dies('after', isWrite) ? FOREVER : result
    },
    guardSync: (life, { name, access, act }) => {
      const isWrite = access === 'write'
      if (life.isDead() || dies('before', isWrite)) throw new KillSignal(name)
      note(name, access, '')
      const fault = faultFor(name, false)
      if (fault) throw new Error(`injected: ${name} fails`)
      const result = act()
      if (dies('after', isWrite)) throw new KillSignal(name)
      return result
    },
    onKill: (listener) => {
      killListeners.push(listener)
    },
  }
}

async function suffer<T>(clock: FakeClock, { kind, failure: cause }: Fault, { name, subject, signal, act }: Call<T>): Promise<Result<T>> {
  if (kind === 'hang') await clock.sleep(DEADLINE_MS, signal ?? new AbortController().signal)
  if (kind === 'lost') await act()
  return err(cause ?? failure(kind === 'hang' ? 'engine-timeout' : 'engine-failed', { subject: `cannot ${name} ${subject}`, cause: `injected: ${kind}` }))
}
