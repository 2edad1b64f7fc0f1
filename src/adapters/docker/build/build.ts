/**
 * Building an image from a context that we stream: never from a URL, never on the host's network, with bounded time, output and
 * number, by the builder that the host chose. The tag moves only when the build succeeded.
 */
import { Readable } from 'node:stream'
import type { Failure } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import type { Result } from '../../../model/result.js'
import { err } from '../../../model/result.js'
import type { BuildWork, OutputLine } from '../../../ports.js'
import { linkDeadline } from '../../../signals.js'
import type { Gate } from '../bounded.js'
import { failedBuild, lateBuild, refusedBuild } from './failure.js'
import { buildOutput } from './output.js'
import type { Arrangement, BuildMeans, Job } from './builder.js'
import { arrangeBuildKit } from './buildkit/arrange.js'
import { plainWords } from './buildkit/failure-words.js'
import { arrangeClassic } from './classic-builder.js'
import type { Hands } from '../hands.js'
import { fine, post } from '../hands.js'
import { hider } from './hidden-text.js'
import { jsonLines } from '../transport/stream.js'
import type { WireProgress } from '../wire.js'

export type Build = Job & BuildWork

export type Workshop = Omit<BuildMeans, 'subject'> & { readonly gate: Gate }

const LAST_LINES = 20

/** The deadline counts from the moment that the build has its place. When it passes, the connection closes and the engine ends the build. */
export async function buildImage(hands: Hands, build: Build, workshop: Workshop): Promise<Result<void>> {
  const subject = `cannot build image ${build.image.ref}`
  const { gate, limits } = workshop
  const told = tellingLast(build)
  const entered = await gate.enter(build.signal, () => { told.onLine('Waiting for another build to end.') }, build.image.preview ? 'last' : 'usual')
  if (entered === 'aborted') return err(failure('aborted', { subject, cause: 'it was cancelled while waiting for another build' }))
  const time = linkDeadline(limits.timeoutMs, build.signal)
  try {
    const mayBegin = await build.onTurn?.()
    if (mayBegin?.ok === false) return mayBegin
    const done = await buildNow(hands, { ...build, onLine: told.onLine, signal: time.signal }, { ...workshop, subject, told })
    const isLate = !done.ok && time.signal.aborted && !build.signal.aborted
    return isLate ? err(lateBuild(limits.timeoutMs, told.lastLines, subject)) : done
  } finally {
    time.release()
    gate.leave()
  }
}

interface Told {
  readonly onLine: OutputLine
  /** What the build said last, for its failure. */
  readonly lastLines: readonly string[]
  /** For what is said beside the lines. */
  readonly hide: (text: string) => string
}

/** A step may print a secret that it was given: it goes no further than this. */
function tellingLast({ image, onLine }: Build): Told {
  const hide = hider(Object.values(image.build.secrets ?? {}).map((secret) => secret.reveal()))
  const lastLines: string[] = []
  return {
    lastLines,
    hide,
    onLine(raw) {
      const line = hide(raw)
      onLine(line)
      lastLines.push(line)
      if (lastLines.length > LAST_LINES) lastLines.shift()
    },
  }
}

type Site = BuildMeans & { readonly told: Told }

async function buildNow(hands: Hands, build: Build, site: Site): Promise<Result<void>> {
  const arrange = site.limits.builder === 'buildkit' ? arrangeBuildKit : arrangeClassic
  const arranged = await arrange(hands, build, site)
  if (!arranged.ok) return arranged
  const context = watchContext(build.context)
  try {
    const done = await sendBuild(hands, { ...build, context: context.stream }, { ...site, arrangement: arranged.value })
    return done.ok ? done : err(context.failure(site.subject) ?? arranged.value.failure() ?? done.error)
  } finally {
    context.stream.destroy()
    arranged.value.close()
  }
}

async function sendBuild(hands: Hands, build: Build & { readonly context: Readable }, { arrangement, limits, subject, told }: Site & { readonly arrangement: Arrangement }): Promise<Result<void>> {
  const upload = { headers: { ...arrangement.headers, 'Content-Type': 'application/x-tar' }, body: build.context }
  const { builder, timeoutMs } = limits
  // A compiler may say nothing for as long as it likes: the deadline is all that ends it.
  const opened = await hands.engine.mutateOpen(post('/build', { query: arrangement.query }), upload, { signal: build.signal, silenceMs: timeoutMs, totalMs: timeoutMs })
  if (!opened.ok) return err(opened.error.kind === 'answer' ? refusedBuild(told.hide(plainWords(opened.error.message)), { builder, subject }) : hands.engine.failure(opened.error, subject))
  const outcome = await buildOutput(jsonLines<WireProgress>(opened.value.chunks), build.onLine)
  const broken = opened.value.failure()
  if (broken) return err(hands.engine.failure(broken, subject))
  return outcome.failed === undefined ? fine : err(failedBuild(told.hide(outcome.failed), told.lastLines, { builder, subject }))
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
