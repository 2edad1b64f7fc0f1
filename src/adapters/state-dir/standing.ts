/**
 * The note of which containers Mist lets stand still, as one small file of the state directory, which is there only meanwhile. One that cannot be
 * read counts as none, is told of, and is set aside under another name before anything new is written; it is told of until a person removed it,
 * since what it named may stand still.
 */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { err, ok } from '../../model/result.js'
import { isRecord } from '../../model/is-record.js'
import { wordOf } from '../../model/word-of.js'
import type { StandingFound, StandingPort, StandingReader } from '../../ports.js'
import { isAside, readSmallFile, setAside, writeSmallFile } from './small-file.js'
import { syncFolder } from './sync-folder.js'

const FILE = 'standing-still.json'

export function createStandingReader({ stateDir }: { readonly stateDir: string }): StandingReader {
  return { read: () => readNote(stateDir) }
}

export function createStanding({ stateDir }: { readonly stateDir: string }): StandingPort {
  const path = join(stateDir, FILE)
  return {
    read: () => readNote(stateDir),
    write: (names) => {
      try {
        // What cannot be read right now is not damaged: it is left as it is, and nothing is written.
        if (parsed(path, readSmallFile(path)).damage) setAside(path)
        if (names.length > 0) writeSmallFile(stateDir, FILE, `${JSON.stringify({ formatVersion: 1, containers: names }, undefined, 2)}\n`)
        else {
          rmSync(path, { force: true })
          syncFolder(stateDir)
        }
        return Promise.resolve(ok(undefined))
      } catch (error) {
        return Promise.resolve(err(failure('file-unwritable', { subject: `cannot write ${path}`, cause: wordOf(error), help: 'Check the disk and the owner of the state directory.' })))
      }
    },
  }
}

function readNote(stateDir: string): StandingFound {
  const path = join(stateDir, FILE)
  try {
    const found = parsed(path, readSmallFile(path))
    const aside = found.damage ? undefined : asideIn(stateDir)
    return aside === undefined ? found : { ...found, damage: damaged(join(stateDir, aside), 'it was set aside, since it did not say which containers stand still') }
  } catch (error) {
    return { names: [], damage: damaged(path, wordOf(error)) }
  }
}

/** A damaged note of an earlier day. */
function asideIn(stateDir: string): string | undefined {
  return readdirSync(stateDir).filter((name) => isAside(name, FILE)).toSorted()[0]
}

function parsed(path: string, text: string | undefined): StandingFound {
  try {
    return { names: text === undefined ? [] : namesIn(text) }
  } catch (error) {
    return { names: [], damage: damaged(path, wordOf(error)) }
  }
}

/** Throws what is wrong. */
function namesIn(text: string): readonly string[] {
  const value: unknown = JSON.parse(text)
  if (!isRecord(value) || value['formatVersion'] !== 1) throw new Error('it is not of a form that this Mist knows')
  const names = value['containers']
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) throw new Error('it does not say which containers stand still')
  return names
}

function damaged(path: string, cause: string): Failure {
  return failure('note-unreadable', { subject: `cannot use ${path}`, cause, help: 'A container that a backup paused may stand still: docker ps --filter status=paused shows those, docker unpause lets one go on. Then remove the file.' })
}
