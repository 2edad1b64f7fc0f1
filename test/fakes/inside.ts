/**
 * The inside of fake containers: commands answer as the program of the image says (`Program.inside`), a small busybox by itself; folders
 * are maps of files, which a volume keeps when its containers go.
 */
import { Readable, pipeline } from 'node:stream'
import { extract, pack } from 'tar-stream'
import type { FailureCode } from '../../src/model/failure.js'
import { failure } from '../../src/model/failure.js'
import type { Result } from '../../src/model/result.js'
import { err, ok } from '../../src/model/result.js'
import { StreamFault } from '../../src/model/stream-fault.js'
import type { InsideEnd, InsidePort, InsideWork, NewFile } from '../../src/ports.js'
import type { Engine, FakeContainer, FakeNode } from './docker-state.js'
import type { FaultLine, Life } from './faults.js'
import type { InsideAnswer } from './program.js'

export interface FakeInsideTools {
  readonly engine: Engine
  readonly instance: string
  readonly line: FaultLine
  readonly life: Life
}

const MOST_TEXT_BYTES = 1024 * 1024
const SAID_BYTES = 8 * 1024

export function createFakeInside(tools: FakeInsideTools): InsidePort {
  const { engine, line, life } = tools
  const answer = (work: InsideWork, signal: AbortSignal): Promise<Result<InsideAnswer>> => line.guard(life, {
    name: 'runInside', access: 'write', subject: `${work.container} ${work.command.words.join(' ')}`, signal,
    act: async () => {
      const found = running(tools, work.container, 'run')
      if (!found.ok) return found
      const { words, env = {}, stdin } = work.command
      const input = work.input ? await collect(work.input) : Buffer.from(stdin ?? '')
      const program = found.value.program.inside ?? busybox
      const call = { words, env: { ...found.value.spec?.env, ...env }, input, container: found.value, files: filesOf(engine, found.value), signal }
      return ok(await program(call))
    },
  })
  return {
    run: async (work, signal) => {
      const got = await answer(work, signal)
      if (!got.ok) return got
      const text = await collect(chunks(got.value.output))
      if (text.length > MOST_TEXT_BYTES) return refuse('engine-failed', work.container, 'it says more than 1 MB')
      const end = endOf(work, got.value)
      return end.ok ? ok({ ...end.value, text: text.toString('utf8') }) : end
    },
    stream: async (work, write, signal) => {
      const got = await answer(work, signal)
      if (!got.ok) return got
      for await (const piece of chunks(got.value.output)) {
        if (signal.aborted) return refuse('aborted', work.container, 'it was cancelled')
        await write(piece)
      }
      return endOf(work, got.value)
    },
    readFolder: (container, path, signal) => line.guard(life, {
      name: 'readFolder', access: 'read', subject: `${container} ${path}`, signal,
      act: () => {
        const found = own(tools, container, 'readFolder')
        return found.ok ? folderTar(placeOf(engine, found.value, path), path) : found
      },
    }),
    writeFolder: ({ container, path }, tar, signal) => line.guard(life, {
      name: 'writeFolder', access: 'write', subject: `${container} ${path}`, signal,
      act: async () => {
        const found = own(tools, container, 'writeFolder')
        if (!found.ok) return found
        await layDown(placeOf(engine, found.value, path), tar)
        return ok(undefined)
      },
    }),
    writeFiles: async ({ container, path }, files, signal) => line.guard(life, {
      name: 'writeFiles', access: 'write', subject: `${container} ${path}`, signal,
      act: async () => {
        const found = own(tools, container, 'writeFiles')
        if (!found.ok) return found
        for (const file of files) await layOne(placeOf(engine, found.value, path), file)
        return ok(undefined)
      },
    }),
    pause: (container, signal) => line.guard(life, {
      name: 'pauseContainer', access: 'write', subject: container, signal,
      act: () => {
        const found = own(tools, container, 'pause')
        if (!found.ok) return found
        if (found.value.state === 'running') found.value.state = 'paused'
        return ok(undefined)
      },
    }),
  }
}

function own({ engine, instance }: FakeInsideTools, container: string, deed: string): Result<FakeContainer> {
  engine.settle()
  const found = engine.find(container)
  if (!found) return refuse('engine-failed', container, 'no such container')
  if (found.instance === instance) return ok(found)
  engine.state.violations.push(`${deed} in the foreign container ${found.name}`)
  return refuse('payload-refused', container, 'it is not ours')
}

function running(tools: FakeInsideTools, container: string, deed: string): Result<FakeContainer> {
  const found = own(tools, container, deed)
  if (!found.ok) return found
  if (found.value.state === 'running') return found
  return refuse(found.value.state === 'paused' ? 'engine-failed' : 'container-exited', container, `the container is ${found.value.state}`)
}

function refuse(code: FailureCode, container: string, cause: string): { readonly ok: false; readonly error: ReturnType<typeof failure> } {
  return err(failure(code, { subject: `cannot look into container ${container}`, cause }))
}

function endOf({ container }: InsideWork, { exitCode, said = '' }: InsideAnswer): Result<InsideEnd> {
  if (exitCode === 137 || exitCode === 143) return refuse('container-exited', container, `exit code ${String(exitCode)}`)
  return ok({ exitCode, said: said.slice(-SAID_BYTES) })
}

async function* chunks(output: InsideAnswer['output']): AsyncGenerator<Uint8Array> {
  if (output === undefined) return
  if (typeof output === 'string') yield Buffer.from(output)
  else yield* output
}

async function collect(input: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of input) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** What the contract asks of any image: words of a busybox. */
function busybox({ words, env, input }: Parameters<NonNullable<FakeContainer['program']['inside']>>[0]): InsideAnswer {
  const [program = '', ...rest] = words
  switch (program) {
    case 'cat': return { exitCode: 0, output: input.toString('latin1') === '' ? '' : once(input) }
    case 'env': return { exitCode: 0, output: Object.entries(env).map(([name, value]) => `${name}=${value}\n`).join('') }
    case 'false': return { exitCode: 1 }
    case 'ls': return { exitCode: 1, said: `ls: ${rest.at(-1) ?? ''}: No such file or directory\n` }
    case 'head': return { exitCode: 0, output: zeros(Number(rest[1])) }
    default: return { exitCode: 126, said: `OCI runtime exec failed: ${program}: executable file not found in $PATH` }
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

async function* zeros(count: number): AsyncGenerator<Uint8Array> {
  for (let left = count; left > 0; left -= 65_536) yield await Promise.resolve(new Uint8Array(Math.min(left, 65_536)))
}

type Files = Map<string, FakeNode>

/** Whose folders are, by the files that they belong to and their path. */
const ROOTS = new WeakMap<Files, Readonly<Record<string, Omit<FakeNode, 'bytes'>>>>()

interface Place {
  readonly files: Files
  /** In front of every path; empty for the root of a volume. */
  readonly prefix: string
  readonly exists: boolean
}

function filesOf(engine: Engine, container: FakeContainer): (path: string) => Files {
  return (path) => placeOf(engine, container, path).files
}

function placeOf({ state }: Engine, container: FakeContainer, path: string): Place {
  const mount = container.spec?.mounts.find(({ target }) => path === target || path.startsWith(`${target}/`))
  const key = mount?.source ?? container.id
  const files = state.files.get(key) ?? new Map<string, FakeNode>()
  state.files.set(key, files)
  const rest = path.slice((mount?.target ?? '').length).replace(/^\//, '')
  const prefix = rest === '' ? '' : `${rest}/`
  return { files, prefix, exists: mount !== undefined || [...files.keys()].some((name) => name.startsWith(prefix)) }
}

function folderTar({ files, prefix, exists }: Place, path: string): Result<AsyncIterable<Uint8Array>> {
  if (!exists) return refuse('engine-failed', path, `Could not find the file ${path}`)
  const tar = pack()
  tar.entry({ name: './', type: 'directory', ...ROOTS.get(files)?.[prefix] })
  for (const [name, { bytes, mode, uid, gid }] of files) {
    if (name.startsWith(prefix)) tar.entry({ name: `./${name.slice(prefix.length)}`, mode, uid, gid }, Buffer.from(bytes))
  }
  tar.finalize()
  return ok(Readable.from(tar as unknown as AsyncIterable<Uint8Array>))
}

async function layOne({ files, prefix }: Place, { path, bytes, content }: NewFile): Promise<void> {
  const read = await collect(content)
  if (read.length !== bytes) throw new StreamFault(failure('engine-failed', { subject: `cannot write ${path}`, cause: 'it is not as long as it was said to be' }))
  files.set(`${prefix}${path}`, { bytes: read, mode: 0o644, uid: 0, gid: 0 })
}

async function layDown({ files, prefix }: Place, tar: AsyncIterable<Uint8Array>): Promise<void> {
  const entries = extract()
  // What the input throws ends the extraction, which throws it on.
  pipeline(Readable.from(tar), entries, () => undefined)
  for await (const entry of entries) {
    const { name, mode = 0o644, uid = 0, gid = 0, type } = entry.header
    const bytes = await collect(entry as unknown as AsyncIterable<Uint8Array>)
    if (type === 'directory' && ['.', './'].includes(name)) ROOTS.set(files, { ...ROOTS.get(files), [prefix]: { mode, uid, gid } })
    if (type === 'file') files.set(`${prefix}${name.replace(/^\.\//, '')}`, { bytes, mode, uid, gid })
  }
}
