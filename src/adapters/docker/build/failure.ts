/** What went wrong with a build, told so that a person knows whether to change the Dockerfile, the manifest or the host. Pure. */
import type { Failure, FailureCode } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import type { Builder } from '../../../model/settings.js'
import { pullCode } from '../images/pull-failure.js'

export interface BuildPlace {
  readonly builder: Builder
  readonly subject: string
}

/** Before the first step: a Dockerfile that is missing or cannot be parsed. */
export function refusedBuild(message: string, { builder, subject }: BuildPlace): Failure {
  return failure('build-failed', { subject, cause: message, help: helpFor(message, { builder, ordinary: CHECK_PLACES }) })
}

export function failedBuild(cause: string, lastLines: readonly string[], { builder, subject }: BuildPlace): Failure {
  const fault = faultOfTheWorld(cause)
  if (fault) return failure(fault, { subject, cause: `its base image cannot be pulled: ${cause}`, help: 'The app that runs is not touched, and Mist tries again. Check the network, the registry, and its login under "registries" in the host settings.' })
  return failure('build-failed', { subject, cause: `${cause}${tailOf(lastLines)}`, help: helpFor(cause, { builder, ordinary: BEFORE_THE_FIRST_STEP.test(cause) ? CHECK_PLACES : SEE_THE_LOG }) })
}

export function lateBuild(timeoutMs: number, lastLines: readonly string[], subject: string): Failure {
  const help = 'The app that runs is not touched. Make the build faster, or raise "builds.timeout" in the host settings.'
  return failure('build-failed', { subject, cause: `it took longer than ${duration(timeoutMs)}${tailOf(lastLines)}`, help })
}

const CHECK_PLACES = 'Check "build.dockerfile", "build.path" and "build.target".'
const SEE_THE_LOG = 'The app that runs is not touched. "mistctl logs --build <project>/<app>" shows the whole output.'
/** BuildKit reads the Dockerfile as part of the build, so that these come in the middle of its output. */
const BEFORE_THE_FIRST_STEP = /^(Cannot locate specified Dockerfile|failed to reach build target|dockerfile parse error|the Dockerfile .*cannot be empty)|file with no instructions/i
const OF_THE_DOCKERFILE = /^(The command |(COPY|ADD) failed|dockerfile parse error|the --)/i
const OF_THE_WORLD: readonly FailureCode[] = ['registry-unreachable', 'registry-auth-failed', 'image-pull-failed']

/** A registry that is away is no fault of the commit: the same commit is worth another try. */
function faultOfTheWorld(cause: string): FailureCode | undefined {
  const code = OF_THE_DOCKERFILE.test(cause) ? undefined : pullCode(cause)
  return code !== undefined && OF_THE_WORLD.includes(code) ? code : undefined
}

const NEEDS_BUILDKIT = /requires BuildKit|Unknown flag: (mount|chmod|link|security|network|checksum|parents|exclude)|Unknown instruction: (EOF|<<)/i
/** The lines of a here-document read like instructions to who does not know them. */
const MAY_NEED_BUILDKIT = /dockerfile parse error|unknown (flag|instruction)/i
const MISSING_FILE = /^(COPY|ADD) failed|no such file or directory|no source files were specified/
const OUT_OF_MEMORY = /non-zero code: 137\b/

const UNDECLARED_SECRET = /\bsecret \S* ?not found/i

function helpFor(cause: string, { builder, ordinary }: { readonly builder: Builder; readonly ordinary: string }): string {
  if (NEEDS_BUILDKIT.test(cause)) return builder === 'classic' ? FOR_CLASSIC : FOR_BUILDKIT
  if (builder === 'classic' && MAY_NEED_BUILDKIT.test(cause)) return `${IF_FOR_BUILDKIT} ${ordinary}`
  if (OUT_OF_MEMORY.test(cause)) return `${builder === 'classic' ? KILLED_BY_LIMIT : KILLED_BY_HOST} ${ordinary}`
  if (MISSING_FILE.test(cause)) return `The build sees what is committed below "build.path", less .dockerignore; with "build.watch" only what is watched. ${ordinary}`
  if (UNDECLARED_SECRET.test(cause)) return `A step gets the secrets that stand under "build.secrets" of the app, by the id that is written there. ${ordinary}`
  return ordinary
}

const FOR_CLASSIC = 'This Dockerfile needs BuildKit, and the host is set to the classic builder. Its operator can set "builds.builder" to "buildkit", which heeds no limit of memory or CPU; otherwise rewrite that step, or build the image elsewhere and name it by "image:".'
const IF_FOR_BUILDKIT = 'If it is written for BuildKit, with a here-document for example: the operator of the host can set "builds.builder" to "buildkit" in the host settings.'
const FOR_BUILDKIT = 'The BuildKit of this engine does not know that yet. "# syntax=docker/dockerfile:1" in the first line of the Dockerfile brings a newer one; otherwise rewrite that step, or update the engine.'
const KILLED_BY_LIMIT = 'The step was killed: most likely it needed more than "builds.memory" in the host settings allows.'
const KILLED_BY_HOST = 'The step was killed: most likely the host ran short of memory, since BuildKit heeds no limit.'

function tailOf(lines: readonly string[]): string {
  return lines.length > 0 ? `\n${lines.map((line) => `  ${line}`).join('\n')}` : ''
}

const MINUTE_MS = 60_000

function duration(ms: number): string {
  return ms % MINUTE_MS === 0 ? `${String(ms / MINUTE_MS)}m` : `${String(ms / 1_000)}s`
}
