/**
 * Makes backups when they are due, one at a time, beside the passes of the loop. What is due is told by the schedule and by the storage,
 * so a restart, a lost history or another machine change nothing. A backup that is not made is told: by an event and in the report.
 */
import type { BackupStanding } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { digestOf } from '../../model/fingerprint.js'
import type { AppKey } from '../../model/resource.js'
import type { DesiredState } from '../../model/state.js'
import { traceOf } from '../../model/word-of.js'
import type { Ports } from '../../ports.js'
import { linkSignals } from '../../signals.js'
import type { EngineConfig } from '../config.js'
import type { Loop } from '../loop.js'
import type { AttemptTools } from './attempt.js'
import { attemptBackup, listAgain } from './attempt.js'
import { listenForNews } from './news.js'
import type { News } from './news.js'
import { drillTurn } from '../restore/drill-turn.js'
import { takeOverAtStart } from '../restore/take-over.js'
import { failedTry, isReady, standingOf } from './track.js'
import type { Track } from './track.js'

export interface KeeperTools {
  readonly ports: Ports
  readonly config: EngineConfig
  readonly loop: Pick<Loop, 'desired' | 'isAtWork' | 'hold' | 'onReport' | 'refresh'>
}

export interface Keeper {
  /** Breaks off what is at work, which leaves no backup, and returns when it has ended. */
  stop(): Promise<void>
}

/** The wall clock may jump, and nobody tells: it is looked at again at least this often. */
const LONGEST_NAP_MS = 20_000
/** Something has to come first: a container, another backup, a release. */
const WAITING_NAP_MS = 5_000
const SHORTEST_NAP_MS = 250
/** Backups that others made or removed are seen after this time, unless the history of this host tells of it. */
const LISTED_FOR_MS = 10 * 60_000

export function startKeeper({ ports, config, loop }: KeeperTools): Keeper {
  const stopping = new AbortController()
  const tracks = new Map<string, Track>()
  let wake = (): void => undefined
  const news = listenForNews(ports.store)
  const unlisten = loop.onReport(() => { wake() })

  const now = (): string => ports.clock.nowIso()
  const standings = (): readonly BackupStanding[] => [...tracks.values()].map((track) => standingOf(track, now())).sort((a, b) => (a.key < b.key ? -1 : 1))
  const tell = teller(ports.store, loop, standings)
  const update = (track: Track): void => {
    tracks.set(track.spec.key, track)
    tell()
  }
  const round = async (): Promise<void> => {
    const desired = loop.desired()
    if (!desired) return
    sync(tracks, { desired, instanceKey: config.key }, now())
    heed(tracks, news())
    for (const key of [...tracks.keys()]) {
      const track = tracks.get(key)
      if (!track || stopping.signal.aborted) continue
      update(await look(track))
      for (const turn of TURNS) await attempt(key, turn)
    }
    tell()
  }
  const look = async (track: Track): Promise<Track> => (isStale(track, ports.clock) ? listAgain(toolsOf(), track) : track)
  const toolsOf = (): AttemptTools => ({ ports, config, loop, signal: stopping.signal, desired: loop.desired(), update })
  const attempt = async (key: string, turn: Turn): Promise<void> => {
    const track = tracks.get(key)
    if (!track || stopping.signal.aborted) return
    const ended = await turn(toolsOf(), track).catch((error: unknown) => brokenOff(tracks.get(key) ?? track, error, now()))
    if (!stopping.signal.aborted) update(ended)
  }
  const nap = async (): Promise<void> => {
    const over = linkSignals(stopping.signal)
    wake = over.fire
    await ports.clock.sleep(napMs(standings(), now()), over.signal)
    wake = () => undefined
    over.release()
  }
  const drive = async (): Promise<void> => {
    for (; !stopping.signal.aborted; await nap()) await round().catch(tellBug(ports))
  }
  const work = takeOverAtStart(ports, stopping.signal).catch(tellBug(ports)).then(drive)
  return {
    stop: async () => {
      unlisten()
      stopping.abort()
      await soonEnough(ports.clock, work)
    },
  }
}

/** Writes down how it stands and has it shown, when that is another than before. */
function teller(store: Ports['store'], loop: KeeperTools['loop'], standings: () => readonly BackupStanding[]): () => void {
  let told = ''
  return () => {
    const all = standings()
    const text = JSON.stringify(all.map(({ seenAt: _, ...rest }) => rest))
    if (text === told) return
    told = text
    store.rememberBackups(all)
    loop.refresh()
  }
}

/** A storage that hangs must not keep the process from ending: what it has not put away is no backup. */
const STOP_WITHIN_MS = 20_000

async function soonEnough(clock: Ports['clock'], work: Promise<void>): Promise<void> {
  const ended = new AbortController()
  await Promise.race([work, clock.sleep(STOP_WITHIN_MS, ended.signal)])
  ended.abort()
}

/** Backups go on being made when the history cannot be written, or by way of a bug: the next round begins anew. */
function tellBug({ emit }: Pick<Ports, 'emit'>): (error: unknown) => void {
  return (error) => { emit({ type: 'run-failed', failure: bugOf('cannot look after the backups', error) }) }
}

function bugOf(subject: string, error: unknown): Failure {
  return failure('internal', { subject, cause: traceOf(error), help: 'This is a bug in Mist; please report it with this text.' })
}

type Turn = (tools: AttemptTools, track: Track) => Promise<Track>

/** A drill is of the newest backup, so one that is due is made first. */
const TURNS: readonly Turn[] = [
  async (tools, track) => (isDue(track, tools.ports.clock.nowIso()) ? attemptBackup(tools, track) : track),
  drillTurn,
]

/** What was never listed is asked for again when it may be. */
function isStale(track: Track, clock: Ports['clock']): boolean {
  return track.listed === undefined ? isReady(track, clock.nowIso()) : clock.monotonicMs() - track.listed.atMs >= LISTED_FOR_MS
}

/** The keeper goes on, since the other backups must not end with one bug. */
function brokenOff(track: Track, error: unknown, now: string): Track {
  const { isRunning: _, ...rest } = track
  return { ...rest, failed: failedTry(rest.failed, bugOf(`cannot back up ${track.spec.key}`, error), now) }
}

/** Another spec begins anew; what is not wanted any more is forgotten. */
function sync(tracks: Map<string, Track>, { desired, instanceKey }: { readonly desired: DesiredState; readonly instanceKey: EngineConfig['key'] }, now: string): void {
  const specs = new Map((desired.backups ?? []).map((spec) => [spec.key, spec]))
  for (const key of tracks.keys()) if (!specs.has(key)) tracks.delete(key)
  for (const [key, spec] of specs) {
    const digest = digestOf([spec, desired.storages?.[spec.storage] ?? null])
    const { isParked: _, ...rest } = carriedOn(tracks.get(key), { spec, instanceKey, digest, knownSince: now })
    // The spec of the newest look: passwords follow from it, and stand in no digest.
    tracks.set(key, { ...rest, spec, ...(isParked(desired, spec.app) && { isParked: true as const }) })
  }
}

function carriedOn(known: Track | undefined, fresh: Track): Track {
  if (!known) return fresh
  return known.digest === fresh.digest ? known : { ...fresh, changedAt: fresh.knownSince }
}

/** What was done after the storage was last asked is not in that list. */
function heed(tracks: Map<string, Track>, news: News): void {
  for (const [key, at] of news) {
    const track = tracks.get(key)
    if (track?.listed && track.listed.at < at) tracks.set(key, { ...track, listed: { ...track.listed, atMs: -Infinity } })
  }
}

function isParked({ apps }: DesiredState, key: AppKey): boolean {
  return apps.find((app) => app.key === key)?.containers.length === 0
}

function isDue(track: Track | undefined, now: string): boolean {
  if (!track?.listed || track.isParked || !isReady(track, now)) return false
  return standingOf(track, now).dueSince !== undefined
}

function napMs(standings: readonly BackupStanding[], now: string): number {
  const moments = standings.flatMap(({ state, next, retryAt }) => (state === 'failed' ? [retryAt] : [next]).flatMap((at) => at ?? []))
  const soonest = Math.min(LONGEST_NAP_MS, ...moments.map((at) => Date.parse(at) - Date.parse(now)), ...standings.filter(({ state }) => state === 'waiting').map(() => WAITING_NAP_MS))
  return Math.max(SHORTEST_NAP_MS, soonest)
}
