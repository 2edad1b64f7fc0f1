/**
 * Brings the parts of a backup back into a container: what is laid down as files before its server first starts, and what the running
 * server takes by a command. A part counts once all of it was read and every checksum is the one that was written down.
 */
import type { BackupManifest, BackupPart, DumpPart, DumpRecipe, InsideCommand } from '../../model/backup.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { StreamFault } from '../../model/stream-fault.js'
import type { NewFile, Ports } from '../../ports.js'
import { commandFor, VOLUME_PART } from '../backup/read-data.js'
import { textStream } from '../backup/text-stream.js'
import { commandFailure } from './command-failure.js'
import type { CheckedPart, Lying } from './checked-part.js'
import { openPart } from './checked-part.js'

export interface Pouring extends Lying {
  readonly ports: Pick<Ports, 'storage' | 'seal' | 'inside'>
  readonly manifest: BackupManifest
  readonly container: string
  readonly signal: AbortSignal
}

/** A volume, through a container that never ran. */
export async function pourFiles(pouring: Pouring, path: string): Promise<Result<void>> {
  const part = pouring.manifest.parts.find(({ name }) => name === VOLUME_PART)
  const unknown = pouring.manifest.parts.find(({ name }) => name !== VOLUME_PART)
  if (!part || unknown) return err(misfit(unknown ? `it holds a part ${unknown.name}, which a volume has not` : `it holds no part ${VOLUME_PART}`))
  const { ports: { inside }, container, signal } = pouring
  return withPart(pouring, part, ({ plain }) => inside.writeFolder({ container, path }, plain, signal))
}

/** Before the server first starts. */
export async function pourLaid(pouring: Pouring, recipe: DumpRecipe, path: string): Promise<Result<void>> {
  const parts = matched(pouring.manifest, recipe)
  if (!parts.ok) return parts
  for (const { by, part } of parts.value) {
    const done = by.kind === 'file' ? await layFile(pouring, { part, by }, path) : by.kind === 'folder' ? await layFolder(pouring, part, path) : ok(undefined)
    if (!done.ok) return done
  }
  return ok(undefined)
}

/** Into the running server, in the order of the recipe. */
export async function pourCommands(pouring: Pouring, recipe: DumpRecipe): Promise<Result<void>> {
  const parts = matched(pouring.manifest, recipe)
  if (!parts.ok) return parts
  for (const { by, part } of parts.value) {
    const done = by.kind === 'one' || by.kind === 'each' ? await feed(pouring, part, restoreCommand(by, part)) : ok(undefined)
    if (!done.ok) return done
  }
  return ok(undefined)
}

interface MatchedPart {
  readonly part: BackupPart
  readonly by: DumpPart
}

/** Every part that the recipe knows and nothing else: a part that nobody takes back would be lost without a word. */
function matched({ parts }: BackupManifest, recipe: DumpRecipe): Result<readonly MatchedPart[]> {
  const found = recipe.parts.flatMap((by) => parts.filter((part) => isPartOf(part, by)).map((part) => ({ part, by })))
  const unknown = parts.find((part) => !found.some((one) => one.part === part))
  if (unknown) return err(misfit(`it holds a part ${unknown.name}, which the template does not know how to bring back`))
  const missing = recipe.parts.find((by) => by.kind !== 'each' && !found.some((one) => one.by === by))
  return missing ? err(misfit(`it holds no part ${missing.name}`)) : ok(found)
}

function isPartOf({ name }: BackupPart, by: DumpPart): boolean {
  return by.kind === 'each' ? name.startsWith(`${by.name}/`) : name === by.name
}

function restoreCommand(by: Extract<DumpPart, { readonly kind: 'one' | 'each' }>, { name }: BackupPart): InsideCommand {
  return by.kind === 'one' ? by.restore : commandFor(by.restore, name.slice(by.name.length + 1))
}

async function feed(pouring: Pouring, part: BackupPart, { stdin, ...command }: InsideCommand): Promise<Result<void>> {
  const { ports: { inside }, container, signal } = pouring
  return withPart(pouring, part, async ({ plain }) => {
    const ended = await inside.stream({ container, command, input: after(stdin, plain) }, () => Promise.resolve(), signal)
    if (!ended.ok) return ended
    return ended.value.exitCode === 0 ? ok(undefined) : err(commandFailure(`cannot bring back part ${part.name}`, command, ended.value))
  })
}

async function* after(first: string | undefined, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first !== undefined) yield* textStream(first)
  yield* rest
}

function layFolder(pouring: Pouring, part: BackupPart, path: string): Promise<Result<void>> {
  const { ports: { inside }, container, signal } = pouring
  return withPart(pouring, part, ({ plain }) => inside.writeFolder({ container, path }, plain, signal))
}

function layFile(pouring: Pouring, { part, by }: { readonly part: BackupPart; readonly by: Extract<DumpPart, { readonly kind: 'file' }> }, path: string): Promise<Result<void>> {
  const { ports: { inside }, container, signal } = pouring
  return withPart(pouring, part, ({ plain }) => inside.writeFiles({ container, path }, [...Object.entries(by.lay.beside).map(besideOf), { path: by.lay.path, bytes: part.plainBytes, content: plain }], signal))
}

function besideOf([path, text]: readonly [string, string]): NewFile {
  return { path, bytes: Buffer.byteLength(text), content: textStream(text) }
}

/** A damaged part often shows itself first by what it does to whoever takes it: then the damage is what is told. */
async function withPart(pouring: Pouring, part: BackupPart, take: (part: CheckedPart) => Promise<Result<void>>): Promise<Result<void>> {
  const opened = await openPart(pouring.ports, pouring, { part, signal: pouring.signal })
  if (!opened.ok) return opened
  const taken = await guarded(() => take(opened.value))
  const checked = await opened.value.end()
  return checked.ok ? taken : checked
}

/** What the part itself throws on its way is told by its end. */
async function guarded(take: () => Promise<Result<void>>): Promise<Result<void>> {
  try {
    return await take()
  } catch (cause) {
    if (cause instanceof StreamFault) return err(cause.failure)
    throw cause
  }
}

function misfit(cause: string): Failure {
  return failure('backup-damaged', { subject: 'cannot restore the backup', cause, help: 'Look for another one with: mistctl backup ls' })
}
