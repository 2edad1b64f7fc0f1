/**
 * A command inside a container of ours, from its setting up to its exit code. Input and output go no faster than the slower side. The
 * engine cannot end a command: when the call ends early its input ends and nobody takes its output any more, and a command that heeds
 * neither (one that computes, or sleeps) goes on until it is through or its container stops.
 */
import type { Duplex } from 'node:stream'
import { failure } from '../../../model/failure.js'
import type { Failure } from '../../../model/failure.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import type { InsideEnd, InsideWork } from '../../../ports.js'
import { pause } from '../bounded.js'
import type { EngineError } from '../engine-error.js'
import { isAnswer, isMissing } from '../engine-error.js'
import { createTail, outputPieces } from './exec-frames.js'
import { feed } from './feed.js'
import type { Hands, Job } from '../hands.js'
import { ownId, post } from '../hands.js'
import { boundedStream } from '../transport/stream.js'

export interface Listener {
  /** What it throws ends the command, and is thrown on. */
  readonly write: (chunk: Uint8Array) => Promise<void>
  readonly signal: AbortSignal
}

export async function execute(hands: Hands, work: InsideWork, { write, signal }: Listener): Promise<Result<InsideEnd>> {
  const job: Job = { subject: `cannot run ${work.command.words[0] ?? 'nothing'} in container ${work.container}`, signal }
  const id = await ownId(hands, work.container, job)
  if (!id.ok) return id
  const input = work.input ?? (work.command.stdin === undefined ? undefined : once(work.command.stdin))
  const exec = await setUp(hands, { container: id.value, work, takesInput: input !== undefined }, job)
  if (!exec.ok) return exec
  const opened = await start(hands, exec.value, job)
  if (!opened.ok) return opened
  const talk = await converse(opened.value, { input, write, signal, silenceMs: hands.engine.deadlines.execSilenceMs })
  return endOf(hands, { exec: exec.value, talk }, job)
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text, 'utf8'))
}

interface SetUp {
  readonly container: string
  readonly work: InsideWork
  readonly takesInput: boolean
}

async function setUp(hands: Hands, { container, work, takesInput }: SetUp, job: Job): Promise<Result<string>> {
  const Env = Object.entries(work.command.env ?? {}).map(([name, value]) => `${name}=${value}`)
  const body = { AttachStdin: takesInput, AttachStdout: true, AttachStderr: true, Tty: false, Cmd: work.command.words, Env }
  const made = await hands.engine.mutate<{ readonly Id: string }>(post(`/containers/${container}/exec`, { body }), hands.engine.deadlines.writeMs, job.signal)
  return made.ok ? ok(made.value.Id) : err(whyNotThere(hands, made.error, job))
}

function whyNotThere(hands: Hands, error: EngineError, job: Job): Failure {
  const isDown = isMissing(error) || isAnswer(error, 409, /is not running/)
  return isDown ? failure('container-exited', { subject: job.subject, cause: 'the container does not run (any more)', help: 'The next pass brings it back.' }) : hands.engine.failure(error, job.subject)
}

async function start(hands: Hands, exec: string, job: Job): Promise<Result<Duplex>> {
  hands.own.execs.add(exec)
  try {
    const call = post(`/exec/${exec}/start`, { body: { Detach: false, Tty: false } })
    const opened = await hands.engine.upgrade(call, { Connection: 'Upgrade', Upgrade: 'tcp' }, job.signal)
    return opened.ok ? opened : err(whyNotThere(hands, opened.error, job))
  } finally {
    hands.own.execs.delete(exec)
  }
}

interface Talk {
  readonly said: string
  /** Whether its input was handed over to the end. */
  readonly fed: 'whole' | 'part'
  readonly broken: EngineError | undefined
}

interface Sides extends Listener {
  readonly input: AsyncIterable<Uint8Array> | undefined
  readonly silenceMs: number
}

const SAID_LIMIT_BYTES = 8 * 1024

async function converse(socket: Duplex, { input, write, signal, silenceMs }: Sides): Promise<Talk> {
  const stream = boundedStream(socket, { signal, silenceMs, totalMs: 0 })
  const said = createTail(SAID_LIMIT_BYTES)
  const feeding = input ? feed(socket, input, stream.alive) : Promise.resolve('whole' as const)
  // What the input throws breaks the connection, which ends the reading below; it is thrown on after that.
  feeding.catch(() => socket.destroy())
  try {
    for await (const { stream: side, bytes } of outputPieces(stream.chunks)) {
      if (side === 'stderr') said.push(bytes)
      else await write(bytes)
    }
  } finally {
    socket.destroy()
  }
  return { fed: await feeding, said: said.text(), broken: stream.failure() }
}

interface WireExec {
  readonly Running: boolean
  readonly ExitCode: number | null
}

const ASK_AGAIN_MS = 20
const ASK_AT_LEAST_MS = 1_000

/** The connection may end a little before the engine knows the exit code. */
async function endOf(hands: Hands, { exec, talk }: { readonly exec: string; readonly talk: Talk }, job: Job): Promise<Result<InsideEnd>> {
  const { broken } = talk
  if (broken && broken.kind !== 'unreachable') return err(hands.engine.failure(broken, job.subject))
  for (let waitMs = ASK_AGAIN_MS; ; waitMs = Math.min(waitMs * 2, ASK_AT_LEAST_MS)) {
    const asked = await hands.engine.get<WireExec>(`/exec/${exec}/json`, {}, job.signal)
    if (!asked.ok) return err(broken ? hands.engine.failure(broken, job.subject) : whyNotThere(hands, asked.error, job))
    const { Running, ExitCode } = asked.value
    if (!Running && ExitCode !== null) return read({ ...talk, exitCode: ExitCode }, broken && hands.engine.failure(broken, job.subject), job)
    if (broken) return err(hands.engine.failure(broken, job.subject))
    await pause(waitMs, job.signal)
  }
}

const KILLED = new Map([[137, 'SIGKILL'], [143, 'SIGTERM']])

/** A command that failed may well hang up on its input; of one that says that all is well, nothing may be missing. */
function read({ exitCode, said, fed }: Talk & { readonly exitCode: number }, broken: Failure | undefined, { subject }: Job): Result<InsideEnd> {
  const signal = KILLED.get(exitCode)
  if (signal !== undefined) return err(failure('container-exited', { subject, cause: `it was ended by ${signal} (exit code ${String(exitCode)})`, help: 'The container was stopped meanwhile, or its memory limit is too small for this command.' }))
  if (exitCode === 0 && broken) return err(broken)
  if (exitCode === 0 && fed === 'part') return err(failure('engine-failed', { subject, cause: 'it ended before it took all of its input' }))
  return ok({ exitCode, said })
}
