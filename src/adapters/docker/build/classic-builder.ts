/** A build by the engine's classic builder: every step is a container, whose memory and share of the processor are bounded. */
import type { Result } from '../../../model/result.js'
import { err, ok } from '../../../model/result.js'
import { failure } from '../../../model/failure.js'
import type { Arrangement, BuildMeans, Job } from './builder.js'
import { commonQuery } from './builder.js'
import type { Query } from '../transport/client.js'
import { buildHeaders } from '../images/credentials.js'
import type { Hands } from '../hands.js'
import { DEFAULT_CPU_PERIOD_US } from '../units.js'
import type { WireInfo } from '../wire.js'

export async function arrangeClassic(hands: Hands, job: Job, means: BuildMeans): Promise<Result<Arrangement>> {
  const ids = Object.keys(job.image.build.secrets ?? {})
  if (ids.length > 0) {
    const cause = `it takes the build secret${ids.length > 1 ? 's' : ''} ${ids.join(', ')}, which the classic builder cannot hand over`
    return err(failure('build-failed', { subject: means.subject, cause, help: 'Set "builds.builder" to "buildkit" in the host settings, or remove "build.secrets".' }))
  }
  const headers = await buildHeaders(means.registries, means.subject)
  if (!headers.ok) return headers
  const bounds = await hostBounds(hands, job, means)
  if (!bounds.ok) return bounds
  const query = { ...commonQuery(hands.instance, job), rm: 'true', forcerm: 'true', version: '1', ...bounds.value }
  return ok({ query, headers: headers.value, failure: () => undefined, close: () => undefined })
}

const MIN_MEMORY_BYTES = 512 * 1024 * 1024
/** A quarter of what every app has: when the cores are short, the apps go first. */
const CPU_SHARES = '256'

async function hostBounds(hands: Hands, { signal }: Job, { limits, subject }: BuildMeans): Promise<Result<Query>> {
  const info = limits.cpus > 0 && limits.memoryBytes > 0 ? ok<WireInfo>({}) : await hands.engine.get<WireInfo>('/info', {}, signal)
  if (!info.ok) return err(hands.engine.failure(info.error, subject))
  const cpus = limits.cpus || Math.max(1, (info.value.NCPU ?? 1) - 1)
  const memory = limits.memoryBytes || Math.max(MIN_MEMORY_BYTES, Math.floor((info.value.MemTotal ?? 0) / 2 / limits.concurrency))
  return ok({ memory: String(memory), memswap: String(memory), cpuperiod: String(DEFAULT_CPU_PERIOD_US), cpuquota: String(Math.round(cpus * DEFAULT_CPU_PERIOD_US)), cpushares: CPU_SHARES })
}
