/** An earlier release of one app comes back, or git decides about the app again: a pass under the lease, and what is said of its end. */
import type { Pass } from '../engine/reconcile.js'
import type { Rollback } from '../engine/hold/rollback.js'
import { findRollback } from '../engine/hold/rollback.js'
import type { Failure } from '../model/failure.js'
import type { Pin } from '../model/release.js'
import type { AppKey } from '../model/resource.js'
import type { Emit } from '../ports.js'
import { pinText, revertText } from '../render/release-text.js'
import { releaseText, shortRevision } from '../render/revision-text.js'
import { applyNow } from './apply-now.js'
import type { WriteContext } from './command.js'
import type { ExitCode } from './exit.js'
import { EXIT } from './exit.js'
import { parseCount } from './numbers.js'
import { namedApp, refusedBy, usage } from './refusal.js'

export async function rollBack(context: WriteContext): Promise<ExitCode> {
  const { argument, options, say } = context
  const app = namedApp(argument)
  if (!app.ok) return say.refuse(app.error)
  return options['undo'] === true ? undo(context, app.value) : goBackTo(context, app.value)
}

function goBackTo(context: WriteContext, app: AppKey): Promise<ExitCode> {
  const { second, say, io } = context
  const release = second === undefined ? undefined : parseCount(second, 1)
  if (second !== undefined && typeof release !== 'number') return Promise.resolve(say.refuse(usage(`"${second}" is no number of a release`, `See: mistctl rollback ${app} --list`)))
  return goBack(context, { app, by: io.user, ...(typeof release === 'number' && { release }) })
}

async function goBack(context: WriteContext, query: Parameters<typeof findRollback>[2]): Promise<ExitCode> {
  const { ports, config, say, signal, globals } = context
  const found = await findRollback(ports, config, query, signal)
  if (!found.ok) return say.refuse(refusedBy(found.error))
  const before = pinOf(context, query.app)
  let made = found.value
  // Asked again under the lease: another run may have ended just now.
  const prepare = async (signalOfPass: AbortSignal, emit: Emit): Promise<Failure | undefined> => {
    const now = await findRollback(ports, config, query, signalOfPass)
    if (!now.ok) return now.error
    made = now.value
    ports.store.pin(made.pin)
    emit({ type: 'rolled-back', app: query.app, release: made.pin.release, by: query.by })
    return undefined
  }
  let outcome: Outcome = 'done'
  const ended = (pass: Pass): Readonly<Record<string, unknown>> => {
    outcome = outcomeOf(pass, query.app)
    if (outcome === 'nothing') restore(context, query.app, before)
    return { rollback: documentOf(made, outcome) }
  }
  const code = await applyNow(context, { selector: query.app, consent: 'given', rejected: 'tried', pass: { prepare, fetch: 'local', fallback: 'last-good' }, ended })
  if (globals.output === 'table') sayOutcome(context, made, outcome)
  return isDone(outcome) && code !== EXIT.timedOut && code !== EXIT.interrupted ? EXIT.done : code
}

/** done: it runs. begun: it is past the point of return, and Mist carries it forward. nothing: what ran before runs on. */
type Outcome = 'done' | 'begun' | 'nothing'

function isDone(outcome: Outcome): boolean {
  return outcome === 'done'
}

function outcomeOf({ run, look }: Pass, app: AppKey): Outcome {
  const own = run.outcomes.filter((one) => one.app === app)
  if (own.some((one) => one.result === 'failed' && !one.undone)) return 'begun'
  if (!look.plan || own.some(({ result }) => result !== 'applied') || run.blocked.some((one) => one.app === app)) return own.some(({ result }) => result === 'applied') ? 'begun' : 'nothing'
  return 'done'
}

function pinOf({ ports }: WriteContext, app: AppKey): Pin | undefined {
  return ports.store.pins().find((pin) => pin.app === app)
}

function restore({ ports }: WriteContext, app: AppKey, before: Pin | undefined): void {
  if (before) ports.store.pin(before)
  else ports.store.unpin(app)
}

function documentOf({ pin, target, from, reverts }: Rollback, outcome: Outcome): Readonly<Record<string, unknown>> {
  return { app: pin.app, outcome, release: target.number, revision: target.revision, image: target.image, from: from.number, by: pin.by, since: pin.since, reverts: reverts.map(({ commit }) => commit) }
}

function sayOutcome({ say }: WriteContext, { pin, target, from, reverts, madeIn }: Rollback, outcome: Outcome): void {
  const { app, release } = pin
  if (outcome === 'nothing') {
    say.note(`${app} was not rolled back: release ${String(from.number)} runs on, and git decides as before.`)
    return
  }
  const state = outcome === 'done' ? `is back at release ${String(release)}` : `is on its way to release ${String(release)}`
  say.answer([
    `${app} ${state}: ${releaseText(target.image.ref)} of ${shortRevision(target.revision)}. It is held there until git changes it.`,
    revertText(reverts, madeIn),
    `      to let git decide before that: mistctl rollback ${app} --undo`,
  ].join('\n'))
}

async function undo(context: WriteContext, app: AppKey): Promise<ExitCode> {
  const { ports, say, globals } = context
  const pin = pinOf(context, app)
  if (!pin) {
    if (globals.output === 'table') say.note(`${app} is not held at an earlier release.`)
    else say.document({ undone: null })
    return EXIT.no
  }
  if (globals.output === 'table') say.note(`Held until now: ${pinText(pin, ports.clock.nowIso())}.`)
  const prepare = (_signal: AbortSignal, emit: Emit): Promise<undefined> => {
    ports.store.unpin(app)
    emit({ type: 'rollback-ended', app, release: pin.release })
    return Promise.resolve(undefined)
  }
  return applyNow(context, { selector: app, consent: 'given', rejected: 'tried', pass: { prepare }, ended: () => ({ undone: { app, release: pin.release } }) })
}
