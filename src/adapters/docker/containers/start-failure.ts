/** Why a container did not start, in words that name the culprit: a port and who holds it, or a program that is not there. */
import type { Failure } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import type { Result } from '../../../model/result.js'
import { err } from '../../../model/result.js'
import { decodeForeign } from '../observe/decode-list.js'
import { readPorts } from '../observe/decode-host.js'
import type { EngineError } from '../engine-error.js'
import type { Hands, Job } from '../hands.js'
import type { OwnContainer } from '../owned.js'
import type { WireListedContainer } from '../wire.js'

/** Undefined: nothing more can be said than what the engine said. */
export async function explainStart(hands: Hands, own: OwnContainer, { error, job }: { readonly error: EngineError; readonly job: Job }): Promise<Result<void> | undefined> {
  if (error.kind !== 'answer') return undefined
  const port = takenPort(error.message, own)
  if (port) return err(await portTaken(hands, port, job))
  return isBadProgram(error.message) ? err(badProgram(error.message, job)) : undefined
}

export interface TakenPort {
  readonly address: string
  readonly port: number
}

/** Two wordings: the engine's own book-keeping, and the kernel's answer when a process outside of the engine listens. */
const TAKEN = [
  /Bind for (?<address>\[[0-9a-f:]+\]|::|[\d.]+):(?<port>\d+) failed: port is already allocated/,
  /listen (?:tcp|udp)[46]? (?<address>\[[0-9a-f:]+\]|::|[\d.]+):(?<port>\d+): bind: address already in use/,
  /failed to bind host port (?:for )?(?<address>\[[0-9a-f:]+\]|::|[\d.]+):(?<port>\d+)/,
]

export function takenPort(message: string, own: Pick<OwnContainer, 'wire'>): TakenPort | undefined {
  for (const pattern of TAKEN) {
    const groups = pattern.exec(message)?.groups
    if (groups) return { address: groups['address'] ?? '', port: Number(groups['port']) }
  }
  if (!/port is already allocated|address already in use/.test(message)) return undefined
  const [first] = readPorts(own.wire.HostConfig.PortBindings)
  return first && { address: first.hostAddress, port: first.hostPort }
}

async function portTaken(hands: Hands, taken: TakenPort, job: Job): Promise<Failure> {
  const listed = await hands.engine.get<readonly WireListedContainer[]>('/containers/json', {}, job.signal)
  const holder = listed.ok ? listed.value.map(decodeForeign).find(({ ports }) => ports.some(({ hostPort }) => hostPort === taken.port)) : undefined
  const place = `${taken.address}:${String(taken.port)}`
  return failure('port-taken', {
    subject: job.subject,
    cause: `port ${place} is taken by ${holder ? `container ${holder.name}` : 'a process outside of the engine'}`,
    help: holder ? `Stop that container, or publish another port.` : `Find it with "ss -ltnp sport = :${String(taken.port)}" and stop it, or publish another port.`,
  })
}

function isBadProgram(message: string): boolean {
  return /executable file not found|no such file or directory: unknown|permission denied: unknown|exec format error/.test(message)
}

function badProgram(message: string, job: Job): Failure {
  const cause = /exec: .*$/.exec(message)?.[0] ?? message
  return failure('container-exited', { subject: job.subject, cause: `its program cannot be run: ${cause}`, help: 'Check "command" and "entrypoint", and that the image is built for this machine.' })
}
