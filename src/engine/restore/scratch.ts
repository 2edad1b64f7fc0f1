/**
 * Stand-ins on the host: made, started until they are healthy, and taken away whatever happens. What the end of a process leaves is swept
 * by the next one that holds the lease under which stand-ins are made.
 */
import { failure } from '../../model/failure.js'
import { digestOf } from '../../model/fingerprint.js'
import { derivePassword } from '../../model/instance-key.js'
import type { StandInApp } from '../../model/step.js'
import type { ContainerSpec, ScratchPurpose } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Ports } from '../../ports.js'
import { never } from '../../signals.js'
import type { EngineConfig } from '../config.js'
import { perform } from '../apply/perform.js'
import { awaitReady } from '../apply/ready.js'
import type { StandIn, StandInOrder } from './scratch-spec.js'
import { holderOf, standInOf } from './scratch-spec.js'

export interface ScratchWork {
  readonly ports: Ports
  readonly config: Pick<EngineConfig, 'instance' | 'key'>
  readonly signal: AbortSignal
}

export interface ScratchQuery {
  readonly app: StandInApp
  readonly purpose: ScratchPurpose
  /** `server`: can be started as the app would be. `holder`: never is, and gives access to the one volume that is named by its first name. */
  readonly as: { readonly kind: 'server' } | { readonly kind: 'holder'; readonly source: string }
  /** A volume that is there and stays, in place of a scratch one. */
  readonly on?: StandInOrder['on']
}

export type Scratch = StandIn & { readonly app: StandInApp }

/** Hands over what was created and not started, and takes it away at the end. */
export async function withScratch<T>(work: ScratchWork, query: ScratchQuery, use: (scratch: Scratch) => Promise<Result<T>>): Promise<Result<T>> {
  const { app } = query
  const [spec] = app.containers
  if (!spec) return err(failure('restore-failed', { subject: `cannot stand in for ${app.key}`, cause: 'git has it with replicas: 0', help: 'Let it run, at least while this is done.' }))
  const scratch = { ...standIn(work, spec, query), app }
  try {
    const made = await make(work, scratch)
    return made.ok ? await use(scratch) : made
  } finally {
    await takeAway(work.ports, scratch)
  }
}

function standIn({ ports, config }: ScratchWork, spec: ContainerSpec, { app, purpose, as, on }: ScratchQuery): StandIn {
  const seed = derivePassword(config.key, `scratch ${purpose} ${spec.name} ${ports.clock.nowIso()} ${String(ports.clock.monotonicMs())}`)
  const passwords = app.files?.some(({ origin }) => origin.kind === 'secret') ? 'real' as const : 'own' as const
  const order = { instance: config.instance, passwords, purpose, token: digestOf(seed), password: (index: number) => derivePassword(config.key, `${seed} ${String(index)}`), ...(on && { on }) }
  return as.kind === 'server' ? standInOf(spec, order) : holderOf(spec, { ...order, source: as.source })
}

/** The image is where the app runs; on a host that was made anew it may have to be brought first. */
async function make(work: ScratchWork, { app, volumes, container }: Scratch): Promise<Result<void>> {
  const { ports, signal } = work
  for (const volume of volumes) {
    const made = await ports.runtime.createVolume(volume, signal)
    if (!made.ok) return made
  }
  const created = await withFiles(work, app, () => ports.runtime.createContainer(container, signal))
  if (created.ok || created.error.code !== 'image-missing') return created
  const brought = await perform({ do: 'ensure-image', image: app.image, app: app.key }, { ports, run: 0, signal })
  return brought.ok ? withFiles(work, app, () => ports.runtime.createContainer(container, signal)) : brought
}

/**
 * A pass beside this one takes away files that neither git nor an ordinary container wants, and those of an app that git does not have are such:
 * what fails may have failed for that, and is tried once more on files that are there again.
 */
async function withFiles(work: ScratchWork, app: StandInApp, attempt: () => Promise<Result<void>>): Promise<Result<void>> {
  if (!app.files?.length) return attempt()
  const laid = await layFiles(work, app.files)
  if (!laid.ok) return laid
  const done = await attempt()
  if (done.ok || work.signal.aborted) return done
  const again = await layFiles(work, app.files)
  return again.ok ? attempt() : again
}

async function layFiles({ ports, signal }: ScratchWork, files: NonNullable<StandInApp['files']>): Promise<Result<void>> {
  for (const file of files) {
    const laid = await perform({ do: 'ensure-file', file }, { ports, run: 0, signal })
    if (!laid.ok) return laid
  }
  return ok(undefined)
}

/** Until its server is healthy, by the check that it has as an app. */
export async function startScratch(work: ScratchWork, { app, container }: Scratch): Promise<Result<void>> {
  const { ports, signal } = work
  const started = await withFiles(work, app, () => ports.runtime.startContainer(container.name, signal))
  if (!started.ok) return started
  const { readyTimeoutMs, stableMs } = app.release
  const ready = await awaitReady(ports, { container: container.name, ready: { network: '', port: 0, timeoutMs: readyTimeoutMs, stableMs } }, signal)
  return ready.ok ? ready : err({ ...ready.error, subject: ready.error.subject.replace(/^cannot release /, 'cannot start ') })
}

/** What cannot be taken away now is swept later. */
async function takeAway({ runtime }: Ports, { container, volumes }: Scratch): Promise<void> {
  await runtime.removeContainer(container.name, never())
  for (const { name, app } of volumes) await runtime.removeVolume({ name, app, scratch: true }, never())
}

/** All stand-ins of this instance: what they were made for has ended. See take-over.ts for who may. */
export async function sweepScratch({ runtime }: Pick<Ports, 'runtime'>, signal: AbortSignal): Promise<Result<void>> {
  const found = await runtime.scratch(signal)
  if (!found.ok) return found
  for (const name of found.value.containers) {
    const removed = await runtime.removeContainer(name, signal)
    if (!removed.ok) return removed
  }
  for (const volume of found.value.volumes) {
    const removed = await runtime.removeVolume(volume, signal)
    if (!removed.ok) return removed
  }
  return ok(undefined)
}
