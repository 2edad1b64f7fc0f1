/** The data of a database or a volume, part by part: what each part is called, and a stream of it that has not begun yet. */
import type { BackupSpec, DumpPart, InsideCommand, PartCommand } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ObservedContainer } from '../../model/state.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { Ports } from '../../ports.js'
import { dumpFailure } from './dump-failure.js'
import { dumpStream } from './dump-stream.js'
import { withoutRdbMark } from './rdb-mark.js'

export interface DataPart {
  readonly name: string
  /** Of its object: letters, digits and hyphens. */
  readonly stem: string
  readonly isPaused: boolean
  open(signal: AbortSignal): AsyncIterable<Uint8Array>
}

export interface DataSource {
  readonly spec: BackupSpec
  readonly from: ObservedContainer
}

/** The name of the one part of a volume. */
export const VOLUME_PART = 'files'

export async function dataParts(ports: Pick<Ports, 'inside'>, { spec, from }: DataSource, signal: AbortSignal): Promise<Result<readonly DataPart[]>> {
  const { source, key } = spec
  const reader: Reader = { ports, container: from.name, subject: `cannot back up ${key}` }
  if (source.kind === 'volume') return ok([folderPart(reader, { name: VOLUME_PART, path: source.path, isPaused: source.pause === true })])
  const parts: DataPart[] = []
  for (const part of source.recipe().parts) {
    const found = await partsOf(reader, { part, path: source.path }, signal)
    if (!found.ok) return found
    parts.push(...found.value)
  }
  return ok(parts)
}

interface Reader {
  readonly ports: Pick<Ports, 'inside'>
  readonly container: string
  readonly subject: string
}

async function partsOf(reader: Reader, { part, path }: { readonly part: DumpPart; readonly path: string }, signal: AbortSignal): Promise<Result<readonly DataPart[]>> {
  const { name } = part
  switch (part.kind) {
    case 'one': return ok([dumpPart(reader, { name, stem: name, command: part.dump })])
    case 'file': return ok([dumpPart(reader, { name, stem: name, command: part.dump, ...(part.trim && { trim: part.trim }) })])
    case 'folder': return ok([folderPart(reader, { name, path, isPaused: part.pause === true })])
    case 'each': {
      const lines = await linesOf(reader, part.list, signal)
      return lines.ok ? ok(lines.value.map((line, index) => dumpPart(reader, { name: `${name}/${line}`, stem: `${name}-${String(index + 1)}`, command: commandFor(part.dump, line) }))) : lines
    }
  }
}

export function commandFor({ words, ...rest }: PartCommand, line: string): InsideCommand {
  return { ...rest, words: words.map((word) => (typeof word === 'string' ? word : line)) }
}

async function linesOf({ ports, container, subject }: Reader, command: InsideCommand, signal: AbortSignal): Promise<Result<readonly string[]>> {
  const told = await ports.inside.run({ container, command }, signal)
  if (!told.ok) return told
  const bad = dumpFailure(subject, command, told.value)
  return bad ? err(bad) : ok(told.value.text.split('\n').map((line) => line.replace(/\r$/, '')).filter((line) => line !== ''))
}

interface DumpedPart {
  readonly name: string
  readonly stem: string
  readonly command: InsideCommand
  readonly trim?: 'rdb-mark'
}

function dumpPart({ ports, container, subject }: Reader, { name, stem, command, trim }: DumpedPart): DataPart {
  const open = (signal: AbortSignal): AsyncIterable<Uint8Array> => {
    const stream = dumpStream(ports, { container, command, subject }, signal)
    return notEmpty(trim === undefined ? stream : withoutRdbMark(stream), `${subject}: ${name}`)
  }
  return { name, stem, isPaused: false, open }
}

/** No server has nothing to say: whoever prints nothing has not said what is wrong. */
async function* notEmpty(stream: AsyncIterable<Uint8Array>, subject: string): AsyncIterable<Uint8Array> {
  let isEmpty = true
  for await (const chunk of stream) {
    if (chunk.length > 0) isEmpty = false
    yield chunk
  }
  if (isEmpty) throw new StreamFault(failure('backup-failed', { subject, cause: 'the command ended well and printed nothing' }))
}

function folderPart({ ports, container }: Reader, { name, path, isPaused }: { readonly name: string; readonly path: string; readonly isPaused: boolean }): DataPart {
  async function* open(signal: AbortSignal): AsyncIterable<Uint8Array> {
    const tar = await ports.inside.readFolder(container, path, signal)
    if (!tar.ok) throw new StreamFault(tar.error)
    yield* tar.value
  }
  return { name, stem: name, isPaused, open }
}
