/**
 * The note of which generation of a volume counts, as one small file of the state directory. It is replaced whole by rename; one that
 * cannot be read as what it is counts as lost, and is set aside under another name before anything new is written.
 */
import { join } from 'node:path'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Generations } from '../../model/generation.js'
import { baseVolume, NO_GENERATIONS } from '../../model/generation.js'
import { err, ok } from '../../model/result.js'
import { wordOf } from '../../model/word-of.js'
import { isRecord } from '../../model/is-record.js'
import type { GenerationsFound, GenerationsPort, GenerationsReader, LeasePort } from '../../ports.js'
import { never } from '../../signals.js'
import { readSmallFile, setAside, writeSmallFile } from './small-file.js'

export interface GenerationsOptions {
  readonly stateDir: string
  /** Held for the moment of a write, by whichever process it is. */
  readonly lease: LeasePort
}

const FILE = 'generations.json'
/** A write takes a few milliseconds. */
const WAIT_MS = 5_000

export function createGenerationsReader({ stateDir }: Pick<GenerationsOptions, 'stateDir'>): GenerationsReader {
  return { read: () => readNote(join(stateDir, FILE)) }
}

export function createGenerations({ stateDir, lease }: GenerationsOptions): GenerationsPort {
  const path = join(stateDir, FILE)
  return {
    read: () => readNote(path),
    update: async (change) => {
      const held = await lease.acquire('note which volume counts', WAIT_MS, never())
      if (!held.ok) return held
      try {
        // What cannot be read right now is not damaged: it is left as it is, and nothing is written.
        const found = parsed(path, readSmallFile(path))
        if (found.damage) setAside(path)
        write(stateDir, change(found.generations))
        return ok(undefined)
      } catch (error) {
        return err(failure('file-unwritable', { subject: `cannot write ${path}`, cause: wordOf(error), help: 'Check the disk and the owner of the state directory.' }))
      } finally {
        held.value.release()
      }
    },
  }
}

function readNote(path: string): GenerationsFound {
  try {
    return parsed(path, readSmallFile(path))
  } catch (error) {
    return damaged(path, wordOf(error))
  }
}

function parsed(path: string, text: string | undefined): GenerationsFound {
  if (text === undefined) return { generations: NO_GENERATIONS }
  const value = jsonOf(text)
  if (!isRecord(value) || value['formatVersion'] !== 1) return damaged(path, 'it is not of a form that this Mist knows')
  const { inUse, making } = value
  if (!isNames(inUse) || !isNames(making)) return damaged(path, 'it does not say which volumes count')
  return { generations: { inUse, making } }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A name that is no generation of its own first one would lead an app to the data of another. */
function isNames(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.entries(value).every(([base, name]) => typeof name === 'string' && baseVolume(name) === base)
}

function damaged(path: string, cause: string): GenerationsFound {
  const damage: Failure = failure('note-unreadable', { subject: `cannot use ${path}`, cause, help: 'It counts as lost: which volume an app uses is told by its container. Mist sets the file aside with its next note.' })
  return { generations: NO_GENERATIONS, damage }
}

function write(stateDir: string, { inUse, making }: Generations): void {
  writeSmallFile(stateDir, FILE, `${JSON.stringify({ formatVersion: 1, inUse, making }, undefined, 2)}\n`)
}
