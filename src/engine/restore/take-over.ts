/**
 * What a killed holder of the lease of backups left: containers that stand still, and stand-ins. To let the former go on is no wish of git and
 * waits for no plan, no suspension and no policy. Only under that lease, before its holder begins: what is found then is nobody's.
 */
import type { Result } from '../../model/result.js'
import type { Ports } from '../../ports.js'
import { wakeLeft } from '../backup/stand-still.js'
import { sweepScratch } from './scratch.js'

type TakeOverPorts = Pick<Ports, 'runtime' | 'standing'>

/** The work that follows may take hours, and no pass can wake anybody meanwhile. */
export async function takeOver(ports: TakeOverPorts, signal: AbortSignal): Promise<Result<void>> {
  await wakeLeft(ports)
  return sweepScratch(ports, signal)
}

/** Once, when mistd begins: an earlier one may have been killed. While somebody holds the lease there is nothing to clear. */
export async function takeOverAtStart(ports: TakeOverPorts & Pick<Ports, 'backupLease'>, signal: AbortSignal): Promise<void> {
  const lease = await ports.backupLease.acquire('take away what was interrupted', 0, signal)
  if (!lease.ok) return
  try {
    await takeOver(ports, signal)
  } finally {
    lease.value.release()
  }
}
