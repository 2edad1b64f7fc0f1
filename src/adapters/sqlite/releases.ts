/**
 * The memory of releases: those that came out, the last one of each app that was refused, and the rollbacks that people asked for.
 * Which of them still counts is the engine's affair; here they are kept, and the oldest releases of an app are let go.
 */
import type { Database } from 'better-sqlite3'
import type { Pin, Rejection, Release } from '../../model/release.js'
import type { AppKey } from '../../model/resource.js'
import type { StoreReader, StoreWriter } from '../../ports.js'

export type ReleaseReader = Pick<StoreReader, 'releases' | 'releasedApps' | 'rejections' | 'pins'>
export type ReleaseWriter = Pick<StoreWriter, 'recordRelease' | 'reject' | 'clearRejection' | 'pin' | 'unpin'>

/** What a host without such a memory answers. */
export const NO_RELEASES: ReleaseReader = { releases: () => [], releasedApps: () => [], rejections: () => [], pins: () => [] }

/** The schema version from which on a file has these tables. */
export const RELEASES_SINCE = 2

export function createReleaseReader(db: Database): ReleaseReader {
  const releases = db.prepare<[string, number], string>('SELECT document FROM releases WHERE app = ? ORDER BY number DESC LIMIT ?').pluck()
  const apps = db.prepare<[], string>('SELECT DISTINCT app FROM releases ORDER BY app').pluck()
  const rejections = db.prepare<[], string>('SELECT document FROM rejections ORDER BY app').pluck()
  const pins = db.prepare<[], string>('SELECT document FROM pins ORDER BY app').pluck()
  return {
    // A negative limit is none to SQLite.
    releases: ({ app, limit = -1 }) => releases.all(app, limit).map((text) => JSON.parse(text) as Release),
    releasedApps: () => apps.all() as AppKey[],
    rejections: () => rejections.all().map((text) => JSON.parse(text) as Rejection),
    pins: () => pins.all().map((text) => JSON.parse(text) as Pin),
  }
}

/** The newest release is never let go, so that no number is given twice. */
export function createReleaseWriter(db: Database, releasesPerApp: number): ReleaseWriter {
  return { ...recorder(db, Math.max(1, releasesPerApp)), ...rejecter(db), ...pinner(db) }
}

function recorder(db: Database, keep: number): Pick<ReleaseWriter, 'recordRelease'> {
  const newest = db.prepare<[string], number | null>('SELECT max(number) FROM releases WHERE app = ?').pluck()
  const insert = db.prepare('INSERT INTO releases (app, number, document) VALUES (@app, @number, @document)')
  const prune = db.prepare('DELETE FROM releases WHERE app = ? AND number <= ?')
  const record = db.transaction((release: Omit<Release, 'number'>) => {
    const number = (newest.get(release.app) ?? 0) + 1
    insert.run({ app: release.app, number, document: JSON.stringify({ ...release, number } satisfies Release) })
    prune.run(release.app, number - keep)
    return number
  })
  return { recordRelease: (release) => record.immediate(release) }
}

function rejecter(db: Database): Pick<ReleaseWriter, 'reject' | 'clearRejection'> {
  const reject = db.prepare('INSERT INTO rejections (app, document) VALUES (?, ?) ON CONFLICT (app) DO UPDATE SET document = excluded.document')
  const clear = db.prepare('DELETE FROM rejections WHERE app = ?')
  return {
    reject: (rejection) => { reject.run(rejection.app, JSON.stringify(rejection)) },
    clearRejection: (app) => { clear.run(app) },
  }
}

function pinner(db: Database): Pick<ReleaseWriter, 'pin' | 'unpin'> {
  const pin = db.prepare('INSERT INTO pins (app, document) VALUES (?, ?) ON CONFLICT (app) DO UPDATE SET document = excluded.document')
  const unpin = db.prepare('DELETE FROM pins WHERE app = ?')
  return {
    pin: (one) => { pin.run(one.app, JSON.stringify(one)) },
    unpin: (app) => { unpin.run(app) },
  }
}
