/** May a person make this generation the one that counts? It judges and notes; the next pass gives the volume to the container. */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { baseVolume } from '../../model/generation.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { GenerationsPort, ReadPorts, VolumeDetail } from '../../ports.js'

export interface VolumeChoice {
  readonly volume: VolumeDetail
  /** What counted so far, where the note says so. */
  readonly before?: string
}

export async function judgeChoice({ runtime, generations }: Pick<ReadPorts, 'runtime' | 'generations'>, name: string, signal: AbortSignal): Promise<Result<VolumeChoice>> {
  const told = await runtime.volumes({ sizes: 'measured' }, signal)
  if (!told.ok) return told
  const volume = told.value.find((one) => one.name === name)
  const { inUse, making } = generations.read().generations
  const before = inUse[baseVolume(name)]
  if (!volume) return err(failure('volume-unknown', { subject: `cannot use volume ${name}`, cause: 'this instance has no volume of that name', help: SEE }))
  if (Object.values(making).includes(name)) return err(refusal(name, 'it is being filled right now, or was left half filled by something that was interrupted'))
  return ok({ volume, ...(before !== undefined && { before }) })
}

/** Under the lease, so that no pass is between its look and its work. */
export function chooseVolume({ generations }: { readonly generations: GenerationsPort }, name: string): Promise<Result<void>> {
  return generations.update((now) => ({ ...now, inUse: { ...now.inUse, [baseVolume(name)]: name } }))
}

const SEE = 'Look at the names with: mistctl volume ls'

function refusal(name: string, cause: string): Failure {
  return failure('volume-refused', { subject: `cannot use volume ${name}`, cause, help: SEE })
}
