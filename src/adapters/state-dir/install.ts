/**
 * Puts a restored state in the place of the one that is there. Everything lies ready and synced before one rename decides; from then on
 * whoever opens the directory ends what was begun, so that a process that is killed leaves the old state or the new one and none between.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DATABASE, isKept, keptIn } from './kept-files.js'
import { newerNotes } from './newer.js'
import { syncFolder } from './sync-folder.js'
import { underLock } from './under-lock.js'

/** Filled by a restore; means nothing until it is renamed. */
const STAGE = /^\.restore-[0-9a-f]{12}$/
const READY = '.restore-ready'
const DONE = '.restore-done'
const NOTE = 'note.json'
const FILES = 'files'

interface Note {
  readonly files: readonly string[]
  /** The folder for what was there. */
  readonly aside: string
}

/** A folder to fill, and where its files go. Leftovers of restores that ended early are removed. */
export function openStage(stateDir: string): { readonly path: string; readonly files: string } {
  for (const name of readdirSync(stateDir)) if (STAGE.test(name)) rmSync(join(stateDir, name), { recursive: true, force: true })
  const path = join(stateDir, `.restore-${randomBytes(6).toString('hex')}`)
  mkdirSync(join(path, FILES), { recursive: true, mode: 0o700 })
  return { path, files: join(path, FILES) }
}

/** The moment that decides. The files are synced by whoever wrote them. */
export function commitStage(stateDir: string, stage: string, note: Note): void {
  writeFileSync(join(stage, NOTE), JSON.stringify(note), { mode: 0o600, flush: true })
  for (const folder of [...foldersBelow(join(stage, FILES)), stage]) syncFolder(folder)
  renameSync(stage, join(stateDir, READY))
  syncFolder(stateDir)
}

/** Does nothing on every ordinary day. Whoever opens the directory meanwhile waits, and finds that it is done; each step may be done twice. */
export function finishInstall(stateDir: string): void {
  if (existsSync(join(stateDir, READY)) || existsSync(join(stateDir, DONE))) underLock(join(stateDir, 'restore.lock.db'), () => { finish(stateDir) })
}

function finish(stateDir: string): void {
  rmSync(join(stateDir, DONE), { recursive: true, force: true })
  const ready = join(stateDir, READY)
  if (!existsSync(ready)) return
  const { files, aside } = JSON.parse(readFileSync(join(ready, NOTE), 'utf8')) as Note
  const places = { stateDir, aside: join(stateDir, aside) }
  for (const path of files.filter(isKept)) install(join(ready, FILES, path), path, places)
  // What the copy does not have is no part of the state that it holds.
  for (const path of keptIn(stateDir)) if (!files.includes(path)) setAside(path, places)
  // Of another form than this Mist knows they would keep it from using what was just brought back; the containers tell what they told.
  for (const { name } of newerNotes(stateDir)) setAside(name, places)
  syncFolder(stateDir)
  renameSync(ready, join(stateDir, DONE))
  rmSync(join(stateDir, DONE), { recursive: true, force: true })
}

interface Places {
  readonly stateDir: string
  readonly aside: string
}

/** A file that is not in the stage any more has its place. There is no moment without a file of that name: a reader would make a key. */
function install(staged: string, path: string, places: Places): void {
  if (!existsSync(staged)) return
  // A log that stayed behind would be read into the new database.
  if (path === DATABASE) for (const one of [`${path}-wal`, `${path}-shm`]) setAside(one, places)
  const target = join(places.stateDir, path)
  keepBeside(path, places)
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  renameSync(staged, target)
  syncFolder(dirname(target))
}

function setAside(path: string, { stateDir, aside }: Places): void {
  if (!existsSync(join(stateDir, path))) return
  mkdirSync(dirname(join(aside, path)), { recursive: true, mode: 0o700 })
  renameSync(join(stateDir, path), join(aside, path))
}

/** Under a second name; what stands there is from the first try, and right. */
function keepBeside(path: string, { stateDir, aside }: Places): void {
  if (!existsSync(join(stateDir, path)) || existsSync(join(aside, path))) return
  mkdirSync(dirname(join(aside, path)), { recursive: true, mode: 0o700 })
  linkSync(join(stateDir, path), join(aside, path))
}

function foldersBelow(folder: string): readonly string[] {
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap(({ name }) => foldersBelow(join(folder, name)))
  return [...below, folder]
}
