/**
 * Building an image from a context that we stream: never from a URL, never on the host's network, with bounded CPU, memory and
 * number. The tag moves only when the build succeeded.
 */
import { Readable } from 'node:stream'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { appLabels, LABEL_PREVIEW } from '../../model/labels.js'
import type { AppKey, ImageSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { BuildSettings } from '../../model/settings.js'
import type { OutputLine } from '../../ports.js'
import { linkDeadline } from '../../signals.js'
import type { Gate } from './bounded.js'
import { failedBuild, lateBuild, refusedBuild } from './build-failure.js'
import { buildOutput } from './build-output.js'
import type { Registries } from './credentials.js'
import { buildHeaders } from './credentials.js'
import type { Hands } from './hands.js'
import { fine, post } from './hands.js'
import { jsonLines } from './stream.js'
import { DEFAULT_CPU_PERIOD_US } from './units.js'
import type { WireInfo, WireProgress } from './wire.js'

export type BuildImage = Extract<ImageSpec, { kind: 'build' }>

export interface Build {
  readonly image: BuildImage
  readonly app: AppKey
  readonly context: AsyncIterable<Uint8Array>
  readonly onLine: OutputLine
  readonly signal: AbortSignal
}

export interface Workshop {
  readonly registries: Registries
  readonly limits: BuildSettings
  readonly gate: Gate
}

const LAST_LINES = 20

/** The deadline counts from the moment that the build has its place. When it passes, the connection closes and the engine ends the build. */
export async function buildImage(hands: Hands, build: Build, workshop: Workshop): Promise<Result<void>> {
  const subject = `cannot build image ${build.image.ref}`
  const { gate, limits } = workshop
  const lastLines: string[] = []
  const onLine: OutputLine = (line) => {
    build.onLine(line)
    lastLines.push(line)
    if (lastLines.length > LAST_LINES) lastLines.shift()
  }
  const entered = await gate.enter(build.signal, () => { onLine('Waiting for another build to end.') }, build.image.preview ? 'last' : 'usual')
  if (entered === 'aborted') return err(failure('aborted', { subject, cause: 'it was cancelled while waiting for another build' }))
  const time = linkDeadline(limits.timeoutMs, build.signal)
  try {
    const done = await buildNow(hands, { ...build, onLine, signal: time.signal }, { ...workshop, subject, lastLines })
    const isLate = !done.ok && time.signal.aborted && !build.signal.aborted
    return isLate ? err(lateBuild(limits.timeoutMs, lastLines, subject)) : done
  } finally {
    time.release()
    gate.leave()
  }
}

interface Site extends Workshop {
  readonly subject: string
  /** What the build said last, for its failure. */
  readonly lastLines: readonly string[]
}

async function buildNow(hands: Hands, build: Build, { registries, limits, subject, lastLines }: Site): Promise<Result<void>> {
  const headers = await buildHeaders(registries, subject)
  if (!headers.ok) return headers
  const bounds = await hostBounds(hands, limits, { subject, signal: build.signal })
  if (!bounds.ok) return bounds
  const context = watchContext(build.context)
  try {
    const call = post('/build', { query: { ...buildQuery(hands.instance, build), ...bounds.value } })
    const upload = { headers: { ...headers.value, 'Content-Type': 'application/x-tar' }, body: context.stream }
    // A compiler may say nothing for as long as it likes: the deadline is all that ends it.
    const opened = await hands.engine.mutateOpen(call, upload, { signal: build.signal, silenceMs: limits.timeoutMs, totalMs: limits.timeoutMs })
    if (!opened.ok) return err(context.failure(subject) ?? (opened.error.kind === 'answer' ? refusedBuild(opened.error.message, subject) : hands.engine.failure(opened.error, subject)))
    const outcome = await buildOutput(jsonLines<WireProgress>(opened.value.chunks), build.onLine)
    const broken = opened.value.failure()
    if (broken) return err(context.failure(subject) ?? hands.engine.failure(broken, subject))
    return outcome.failed === undefined ? fine : err(failedBuild(outcome.failed, lastLines, subject))
  } finally {
    context.stream.destroy()
  }
}

/** The labels stay on the image, so that images of ours can be told from others when they are collected. */
function buildQuery(instance: string, { image, app }: Build): Record<string, string> {
  return {
    t: image.ref,
    dockerfile: image.build.dockerfile,
    ...(image.build.target !== undefined && { target: image.build.target }),
    buildargs: JSON.stringify(image.build.args),
    labels: JSON.stringify({ ...appLabels(instance, app), ...(image.preview && { [LABEL_PREVIEW]: 'true' }) }),
    rm: 'true',
    forcerm: 'true',
    version: '1',
  }
}

const MIN_MEMORY_BYTES = 512 * 1024 * 1024
/** A quarter of what every app has: when the cores are short, the apps go first. */
const CPU_SHARES = '256'

async function hostBounds(hands: Hands, limits: BuildSettings, { subject, signal }: { readonly subject: string; readonly signal: AbortSignal }): Promise<Result<Record<string, string>>> {
  const info = limits.cpus > 0 && limits.memoryBytes > 0 ? ok<WireInfo>({}) : await hands.engine.get<WireInfo>('/info', {}, signal)
  if (!info.ok) return err(hands.engine.failure(info.error, subject))
  const cpus = limits.cpus || Math.max(1, (info.value.NCPU ?? 1) - 1)
  const memory = limits.memoryBytes || Math.max(MIN_MEMORY_BYTES, Math.floor((info.value.MemTotal ?? 0) / 2 / limits.concurrency))
  return ok({ memory: String(memory), memswap: String(memory), cpuperiod: String(DEFAULT_CPU_PERIOD_US), cpuquota: String(Math.round(cpus * DEFAULT_CPU_PERIOD_US)), cpushares: CPU_SHARES })
}

interface WatchedContext {
  readonly stream: Readable
  /** When the context itself could not be read to its end: then the engine's complaint is only an echo. */
  failure(subject: string): Failure | undefined
}

function watchContext(context: AsyncIterable<Uint8Array>): WatchedContext {
  const stream = Readable.from(context, { objectMode: false })
  let broken: Error | undefined
  stream.on('error', (error) => { broken ??= error })
  return {
    stream,
    failure: (subject) => broken && failure('build-context-invalid', { subject, cause: `its build context cannot be read: ${broken.message}` }),
  }
}
