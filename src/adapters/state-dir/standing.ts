/**
 * The note of which containers Mist lets stand still, as one small file of the state directory, which is there only meanwhile. One that cannot be
 * read is of no use to anybody and counts as none: then the next pass heals what it may.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '../../model/failure.js'
import { err, ok } from '../../model/result.js'
import type { StandingPort } from '../../ports.js'
import { isRecord, readSmallFile, wordOf, writeSmallFile } from './small-file.js'
import { syncFolder } from './sync-folder.js'

const FILE = 'standing-still.json'

export function createStanding({ stateDir }: { readonly stateDir: string }): StandingPort {
  const path = join(stateDir, FILE)
  return {
    read: () => namesIn(path),
    write: (names) => {
      try {
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

function namesIn(path: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(readSmallFile(path) ?? '{}')
    const names = isRecord(value) && value['formatVersion'] === 1 ? value['containers'] : undefined
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : []
  } catch {
    return []
  }
}
