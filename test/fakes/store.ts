/** A history in memory, and a lease that dies with its holder, as the kernel's locks do. */
import type { BackupStanding } from '../../src/model/backup.js'
import type { RecordedEvent } from '../../src/model/event.js'
import type { Pin, Rejection, Release } from '../../src/model/release.js'
import { failure } from '../../src/model/failure.js'
import type { AppKey } from '../../src/model/resource.js'
import { err, ok } from '../../src/model/result.js'
import type { Run, Suspension } from '../../src/model/run.js'
import type { Clock, LeasePort, StorePort } from '../../src/ports.js'
import type { FaultLine, Life } from './faults.js'

export interface StoreState {
  runs: Run[]
  events: RecordedEvent[]
  suspension: Suspension | undefined
  applied: Record<string, string>
  confirmed: Set<string>
  buildLogs: { readonly app: AppKey; readonly run: number; readonly lines: readonly string[] }[]
  releases: Release[]
  rejections: Map<AppKey, Rejection>
  pins: Map<AppKey, Pin>
  backups: readonly BackupStanding[]
  nextRun: number
}

export function emptyStore(): StoreState {
  return { runs: [], events: [], suspension: undefined, applied: {}, confirmed: new Set(), buildLogs: [], releases: [], rejections: new Map(), pins: new Map(), backups: [], nextRun: 1 }
}

/** `state` is asked anew at every call, so that a test can delete the store under a running process. */
export function createFakeStore(state: () => StoreState, line: FaultLine, life: Life): StorePort {
  const read = <T>(name: string, act: () => T): T => line.guardSync(life, { name, access: 'read', act })
  const write = <T>(name: string, act: () => T): T => line.guardSync(life, { name, access: 'write', act })
  return {
    ...releaseMemory(state, { read, write }),
    lastRun: () => read('lastRun', () => state().runs.at(-1)),
    runs: ({ limit, app }) => read('runs', () => state().runs.filter((run) => app === undefined || run.outcomes.some((one) => one.app === app)).slice(-limit).reverse()),
    events: ({ after, limit }) => read('events', () => state().events.filter((event) => event.id > after).slice(0, limit)),
    lastEventId: () => read('lastEventId', () => state().events.at(-1)?.id ?? 0),
    suspension: () => read('suspension', () => state().suspension),
    lastApplied: () => read('lastApplied', () => ({ ...state().applied })),
    isDeletionConfirmed: (commit) => read('isDeletionConfirmed', () => state().confirmed.has(commit)),
    appliedRevision: () => read('appliedRevision', () => state().runs.findLast((run) => (run.verdict === 'converged' || run.verdict === 'changed') && run.leftOut === undefined)?.revision),
    buildLog: ({ app, run }) => read('buildLog', () => state().buildLogs.filter((entry) => entry.app === app && (run === undefined || entry.run === run)).flatMap((entry) => entry.lines)),
    beginRun: () => write('beginRun', () => {
      state().nextRun += 1
      return state().nextRun - 1
    }),
    recordRun: (run) => write('recordRun', () => void (state().runs = [...state().runs, run].sort((a, b) => a.id - b.id))),
    recordEvent: (event, { run, time }) => write('recordEvent', () => {
      const id = (state().events.at(-1)?.id ?? 0) + 1
      state().events.push({ id, at: time, run, event })
      return id
    }),
    rememberApplied: (entries) => write('rememberApplied', () => void Object.assign(state().applied, entries)),
    suspend: (suspension) => write('suspend', () => {
      state().suspension = suspension
    }),
    resume: () => write('resume', () => {
      state().suspension = undefined
    }),
    confirmDeletion: (commit) => write('confirmDeletion', () => void state().confirmed.add(commit)),
    backups: () => read('backups', () => state().backups),
    rememberBackups: (standings) => write('rememberBackups', () => void (state().backups = standings)),
    appendBuildLog: (entry) => write('appendBuildLog', () => void state().buildLogs.push(entry)),
  }
}

type Guard = <T>(name: string, act: () => T) => T

type ReleaseMemory = Pick<StorePort, 'releases' | 'releasedApps' | 'rejections' | 'pins' | 'recordRelease' | 'reject' | 'clearRejection' | 'pin' | 'unpin'>

function releaseMemory(state: () => StoreState, { read, write }: { readonly read: Guard; readonly write: Guard }): ReleaseMemory {
  const releasesOf = (app: AppKey): readonly Release[] => state().releases.filter((one) => one.app === app)
  return {
    releases: ({ app, limit = Infinity }) => read('releases', () => releasesOf(app).slice(-limit).reverse()),
    releasedApps: () => read('releasedApps', () => [...new Set(state().releases.map(({ app }) => app))].sort()),
    rejections: () => read('rejections', () => [...state().rejections.values()]),
    pins: () => read('pins', () => [...state().pins.values()]),
    recordRelease: (release) => write('recordRelease', () => {
      const number = (releasesOf(release.app).at(-1)?.number ?? 0) + 1
      state().releases.push({ ...release, number })
      return number
    }),
    reject: (rejection) => write('reject', () => void state().rejections.set(rejection.app, rejection)),
    clearRejection: (app) => write('clearRejection', () => void state().rejections.delete(app)),
    pin: (pin) => write('pin', () => void state().pins.set(pin.app, pin)),
    unpin: (app) => write('unpin', () => void state().pins.delete(app)),
  }
}

export interface LeaseState {
  holder: { readonly life: Life; readonly purpose: string } | undefined
}

const POLL_MS = 50

export function isHeld({ holder }: LeaseState): boolean {
  return holder !== undefined && !holder.life.isDead()
}

export function createFakeLease(state: LeaseState, clock: Clock, life: Life): LeasePort {
  return {
    acquire: async (purpose, waitMs, signal) => {
      for (const endMs = clock.monotonicMs() + waitMs; isHeld(state) && clock.monotonicMs() < endMs && !signal.aborted;) await clock.sleep(POLL_MS, signal)
      if (isHeld(state)) return err(failure('lease-held', { subject: 'cannot begin a pass', cause: `held by ${state.holder?.purpose ?? ''}` }))
      const holder = { life, purpose }
      state.holder = holder
      return ok({ release: () => void (state.holder === holder && (state.holder = undefined)) })
    },
  }
}
