/** What went wrong with a build, told so that a person knows whether to change the Dockerfile, the manifest or the host. Pure. */
import type { Failure, FailureCode } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { pullCode } from './pull-failure.js'

/** Before the first step: a Dockerfile that is missing or cannot be parsed. */
export function refusedBuild(message: string, subject: string): Failure {
  return failure('build-failed', { subject, cause: message, help: helpFor(message, 'Check "build.dockerfile", "build.path" and "build.target".') })
}

export function failedBuild(cause: string, lastLines: readonly string[], subject: string): Failure {
  const fault = faultOfTheWorld(cause)
  if (fault) return failure(fault, { subject, cause: `its base image cannot be pulled: ${cause}`, help: 'The app that runs is not touched, and Mist tries again. Check the network, the registry, and its login under "registries" in the host settings.' })
  return failure('build-failed', { subject, cause: `${cause}${tailOf(lastLines)}`, help: helpFor(cause, 'The app that runs is not touched. "mistctl logs --build <project>/<app>" shows the whole output.') })
}

export function lateBuild(timeoutMs: number, lastLines: readonly string[], subject: string): Failure {
  const help = 'The app that runs is not touched. Make the build faster, or raise "builds.timeout" in the host settings.'
  return failure('build-failed', { subject, cause: `it took longer than ${duration(timeoutMs)}${tailOf(lastLines)}`, help })
}

const OF_THE_DOCKERFILE = /^(The command |(COPY|ADD) failed|dockerfile parse error|the --)/i
const OF_THE_WORLD: readonly FailureCode[] = ['registry-unreachable', 'registry-auth-failed', 'image-pull-failed']

/** A registry that is away is no fault of the commit: the same commit is worth another try. */
function faultOfTheWorld(cause: string): FailureCode | undefined {
  const code = OF_THE_DOCKERFILE.test(cause) ? undefined : pullCode(cause)
  return code !== undefined && OF_THE_WORLD.includes(code) ? code : undefined
}

const NEEDS_BUILDKIT = /requires BuildKit|Unknown flag: (mount|chmod|link|security|network|checksum)|Unknown instruction: (EOF|<<)/i
const MISSING_FILE = /^(COPY|ADD) failed|no such file or directory|no source files were specified/
const OUT_OF_MEMORY = /non-zero code: 137\b/

function helpFor(cause: string, ordinary: string): string {
  if (NEEDS_BUILDKIT.test(cause)) return 'This Dockerfile needs BuildKit, which heeds no limit of memory or CPU; Mist uses the engine\'s classic builder. Rewrite that step, or build the image elsewhere and name it by "image:".'
  if (OUT_OF_MEMORY.test(cause)) return `The step was killed: most likely it needed more than "builds.memory" in the host settings allows. ${ordinary}`
  if (MISSING_FILE.test(cause)) return `The build sees what is committed below "build.path", less .dockerignore; with "build.watch" only what is watched. ${ordinary}`
  return ordinary
}

function tailOf(lines: readonly string[]): string {
  return lines.length > 0 ? `\n${lines.map((line) => `  ${line}`).join('\n')}` : ''
}

const MINUTE_MS = 60_000

function duration(ms: number): string {
  return ms % MINUTE_MS === 0 ? `${String(ms / MINUTE_MS)}m` : `${String(ms / 1_000)}s`
}
