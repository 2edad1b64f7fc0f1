/**
 * The one place that speaks to the engine. Every call has a deadline and ends with the signal; every mutating call passes the
 * allow-list first, here, where there is no way around it.
 */
import type { Duplex, Readable } from 'node:stream'
import type { Failure } from '../../../model/failure.js'
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import type { Agents } from './agents.js'
import { fullAgents, readOnlyAgents } from './agents.js'
import { chooseVersion } from './api-version.js'
import type { Dial } from './dial.js'
import { dial } from './dial.js'
import type { EngineError } from '../engine-error.js'
import { isAnswer, toFailure } from '../engine-error.js'
import { modemTransport } from './modem.js'
import type { Deadlines, ReaderOptions } from '../options.js'
import { DEADLINES } from '../options.js'
import type { EngineCall } from '../payload/rules.js'
import { socketTransport, upgradeTransport } from './socket.js'
import type { EngineStream, StreamLimits } from './stream.js'
import { boundedStream } from './stream.js'
import type { Outgoing, Transport } from './transport.js'
import type { WireVersion } from '../wire.js'

export type Query = Readonly<Record<string, string>>
export type Answer<T> = Result<T, EngineError>

export interface EngineReader {
  readonly deadlines: Deadlines
  get<T>(path: string, query: Query, signal: AbortSignal): Promise<Answer<T>>
  /** On a connection of its own: an engine that is being stopped still answers on those that it has, and takes no new ones. */
  getAnew<T>(path: string, query: Query, signal: AbortSignal): Promise<Answer<T>>
  open(path: string, query: Query, limits: StreamLimits): Promise<Answer<EngineStream>>
  failure(error: EngineError, subject: string): Failure
  /** How many connections have ended so far; see `CountingAgent`. */
  losses(): number
  /** After the connection was lost the engine that answers next may be another one. */
  forgetVersion(): void
  close(): void
}

export interface EngineWriter extends EngineReader {
  mutate<T>(call: EngineCall, deadlineMs: number, signal: AbortSignal): Promise<Answer<T>>
  /** For calls that answer with a stream: pull and build. */
  mutateOpen(call: EngineCall, upload: Upload, limits: StreamLimits): Promise<Answer<EngineStream>>
  /** For a body of any length. It ends with the signal alone: how long it takes is up to the body. */
  upload(call: EngineCall, body: Readable, signal: AbortSignal): Promise<Answer<unknown>>
  /** Keeps the connection, on which the engine then speaks another protocol. Whoever called ends it. */
  upgrade(call: EngineCall, headers: Outgoing['headers'], signal: AbortSignal): Promise<Answer<Duplex>>
}

export interface Upload {
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Readable
}

/** Undefined when the call may be made. */
export type PayloadCheck = (call: EngineCall) => Failure | undefined

export function createReadClient(options: ReaderOptions): EngineReader {
  const core = createCore(options, readOnlyAgents())
  return readerOf(core)
}

export function createFullClient(options: ReaderOptions, refuse: PayloadCheck): EngineWriter {
  const core = createCore(options, fullAgents())
  return {
    ...readerOf(core),
    async mutate<T>(call: EngineCall, deadlineMs: number, signal: AbortSignal) {
      const sent = await send(core, { call: normalised(call), refuse }, { transport: core.transports.write, stream: 'no', headers: {}, deadlineMs, signal })
      return sent as Answer<T>
    },
    async mutateOpen(call, upload, limits) {
      const transport = upload.body ? core.transports.upload : core.transports.write
      const way = { transport, stream: 'yes', deadlineMs: limits.silenceMs, signal: limits.signal, ...upload } as const
      const sent = await send(core, { call: normalised(call), refuse }, way)
      return sent.ok ? ok(boundedStream(sent.value as Readable, limits)) : sent
    },
    upload: (call, body, signal) =>
      send(core, { call: normalised(call), refuse }, { transport: core.transports.write, stream: 'no', headers: {}, deadlineMs: LONGEST_MS, signal, body }),
    async upgrade(call, headers, signal) {
      const sent = await send(core, { call: normalised(call), refuse }, { transport: core.transports.upgrade, stream: 'yes', headers, deadlineMs: core.deadlines.writeMs, signal })
      return sent as Answer<Duplex>
    },
  }
}

/** Timers hold no more. */
const LONGEST_MS = 2 ** 31 - 1

interface Core {
  readonly socket: string
  readonly deadlines: Deadlines
  readonly transports: { readonly read: Transport; readonly write: Transport; readonly stream: Transport; readonly upload: Transport; readonly upgrade: Transport }
  readonly version: { chosen: string }
  losses(): number
  close(): void
}

function createCore(options: ReaderOptions, agents: Agents): Core {
  const socket = options.docker.replace(/^unix:\/\//, '')
  return {
    socket,
    deadlines: { ...DEADLINES, ...options.deadlines },
    transports: { read: socketTransport(socket, agents.read), write: socketTransport(socket, agents.write), stream: socketTransport(socket, agents.stream), upload: modemTransport(socket, agents.write), upgrade: upgradeTransport(socket, agents.write) },
    version: { chosen: '' },
    losses: () => agents.read.losses,
    close: () => { for (const agent of Object.values(agents) as Agents[keyof Agents][]) agent.destroy() },
  }
}

function readerOf(core: Core): EngineReader {
  const ask = (transport: Transport, call: Pick<EngineCall, 'path' | 'query'>, signal: AbortSignal): Promise<Answer<unknown>> =>
    send(core, { call: { method: 'GET', ...call } }, { transport, stream: 'no', headers: {}, deadlineMs: core.deadlines.readMs, signal })
  return {
    deadlines: core.deadlines,
    losses: core.losses,
    async get<T>(path: string, query: Query, signal: AbortSignal) {
      const first = await ask(core.transports.read, { path, query }, signal)
      return (isBrokenSocket(first) ? await ask(core.transports.read, { path, query }, signal) : first) as Answer<T>
    },
    getAnew: async <T>(path: string, query: Query, signal: AbortSignal) => await ask(core.transports.stream, { path, query }, signal) as Answer<T>,
    async open(path, query, limits) {
      const sent = await send(core, { call: { method: 'GET', path, query } }, { transport: core.transports.stream, stream: 'yes', headers: {}, deadlineMs: core.deadlines.readMs, signal: limits.signal })
      return sent.ok ? ok(boundedStream(sent.value as Readable, limits)) : sent
    },
    failure: (error, subject) => toFailure(error, subject, core.socket),
    forgetVersion: () => { core.version.chosen = '' },
    close: () => { core.close() },
  }
}

/** A kept connection may have been closed while idle; reading once more on a fresh one does no harm. */
function isBrokenSocket(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.error.kind === 'unreachable' && ['ECONNRESET', 'EPIPE'].includes(answer.error.code)
}

interface Sendable {
  readonly call: { readonly method: 'GET' } & Omit<EngineCall, 'method'> | EngineCall
  readonly refuse?: PayloadCheck
}

type Way = Omit<Dial, 'method' | 'path' | 'query' | 'body'> & { readonly transport: Transport; readonly body?: Readable }

/** The check comes last, right before the wire: nothing is awaited between the two. */
async function send(core: Core, { call, refuse }: Sendable, { transport, body: upload, ...way }: Way): Promise<Answer<unknown>> {
  const version = await agreeOnVersion(core, way.signal)
  if (!version.ok) return version
  const refused = refuse?.(call as EngineCall)
  if (refused) return err({ kind: 'refused', failure: refused })
  const payload = upload ?? call.body
  const answer = await dial(transport, { ...way, method: call.method, path: `/v${version.value}${call.path}`, query: call.query, ...(payload && { body: payload }) })
  if (!answer.ok && mayBeAnotherEngine(answer.error)) core.version.chosen = ''
  return answer
}

/** It was restarted, perhaps upgraded or downgraded meanwhile. The next call agrees anew. */
function mayBeAnotherEngine(error: EngineError): boolean {
  return error.kind === 'unreachable' || isAnswer(error, 400, /client version .* is too (new|old)/)
}

async function agreeOnVersion(core: Core, signal: AbortSignal): Promise<Answer<string>> {
  if (core.version.chosen !== '') return ok(core.version.chosen)
  const asked = await dial(core.transports.read, { method: 'GET', path: '/version', query: {}, headers: {}, stream: 'no', deadlineMs: core.deadlines.readMs, signal })
  if (!asked.ok) return asked
  const chosen = chooseVersion(asked.value as WireVersion)
  if (!chosen.ok) return err({ kind: 'refused', failure: chosen.error })
  core.version.chosen = chosen.value
  return chosen
}

/** What is checked is what is sent: plain JSON, no getters, no prototypes, no undefined. */
function normalised(call: EngineCall): EngineCall {
  return JSON.parse(JSON.stringify(call)) as EngineCall
}
