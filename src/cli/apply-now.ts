/**
 * One pass, made by a person: shows the plan, asks where something is deleted, executes exactly that plan under the lease, and says what
 * came of it. Used by `apply` and by a confirmed `prune`.
 */
import type { Look } from '../engine/look.js'
import type { Pass, PassRequest } from '../engine/reconcile.js'
import { reconcile } from '../engine/reconcile.js'
import type { Plan } from '../model/plan.js'
import type { LeasePort } from '../ports.js'
import { planText } from '../render/plan-text.js'
import { runText } from '../render/run-text.js'
import { minuteText } from '../render/time-text.js'
import type { WriteContext } from './command.js'
import type { ExitCode } from './exit.js'
import { EXIT, exitOfRun } from './exit.js'
import { explainLook, knownApps, nextCommand } from './look-say.js'
import { createProgressSink } from './progress-sink.js'
import type { Refusal } from './refusal.js'
import { checkSelector, refusedBy } from './refusal.js'

export interface ApplyRequest {
  readonly selector?: string
  readonly consent: 'given' | 'ask'
  /** Whether releases that failed by their own fault are tried again. */
  readonly rejected?: 'held' | 'tried'
  /** What this pass does otherwise than an apply. */
  readonly pass?: Pick<PassRequest, 'prepare' | 'fallback'> & Partial<Pick<PassRequest, 'fetch'>>
  /** Called once the lease is let go, before anything is said of the end; answers what stands beside the run in a document. */
  readonly ended?: (pass: Pass) => Readonly<Record<string, unknown>>
}

/** What came of showing the plan. */
type Decision =
  | { readonly kind: 'not-shown' }
  | { readonly kind: 'agreed' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export async function applyNow(context: WriteContext, request: ApplyRequest): Promise<ExitCode> {
  const { ports, config, globals, signal } = context
  const sink = createProgressSink(context)
  let decision: Decision = { kind: 'not-shown' }
  context.onEvent((event) => sink.show(event))
  const farewell = (): void => sink.note('Stopping at the next safe point. Press Ctrl-C again to end at once.')
  context.io.interrupted.addEventListener('abort', farewell)
  try {
    const patientPorts = { ...ports, lease: patient(ports.lease, globals.timeoutMs) }
    const approve = async (seen: Look): Promise<'apply' | 'decline'> => {
      decision = await decide(context, request, seen)
      return decision.kind === 'agreed' ? 'apply' : 'decline'
    }
    const pass = await reconcile(patientPorts, config, { trigger: 'cli', fetch: 'remote', freshness: 'live', rejected: request.rejected ?? 'held', ...(request.selector !== undefined && { selector: request.selector }), ...request.pass, approve }, signal)
    sink.end()
    return conclude(context, pass, { decision, beside: request.ended?.(pass) ?? {} })
  } finally {
    context.io.interrupted.removeEventListener('abort', farewell)
    sink.end()
  }
}

/** With `--timeout` one waits for another run as long as that says; the signal ends it. */
function patient(lease: LeasePort, timeoutMs: number | undefined): LeasePort {
  return { acquire: (purpose, waitMs, signal) => lease.acquire(purpose, waitMs === 0 || timeoutMs === undefined ? waitMs : timeoutMs, signal) }
}

async function decide(context: WriteContext, { selector, consent }: ApplyRequest, seen: Look): Promise<Decision> {
  const selected = checkSelector(selector, knownApps(seen))
  if (!selected.ok) return { kind: 'refused', refusal: selected.error }
  explainLook(context, seen)
  if (!seen.plan) return { kind: 'agreed' }
  showPlan(context, seen.plan)
  if (consent === 'given' || !isAskable(context)) return { kind: 'agreed' }
  return { kind: (await isConsented(context, seen.plan)) ? 'agreed' : 'declined' }
}

function showPlan({ globals, say, ports }: WriteContext, plan: Plan): void {
  if (globals.output !== 'table' || globals.verbosity === 'quiet') return
  // The next command is this one: it runs already.
  say.answer(planText(plan, { paint: say.paint, env: 'shown', nowIso: ports.clock.nowIso() }).replace(/\nNext: .*\n$/, '\n'))
}

function isAskable({ io, globals }: WriteContext): boolean {
  return globals.consent === 'ask' && globals.input === 'allowed' && io.stdin.isTTY && io.stderr.isTTY
}

async function isConsented({ io, signal }: WriteContext, plan: Plan): Promise<boolean> {
  const removed = plan.changes.filter(({ action, reason }) => action === 'prune' && reason === 'not-desired').length
  if (removed === 0) return true
  const answer = await io.stdin.ask(`This removes ${String(removed)} ${removed === 1 ? 'thing' : 'things'} that git no longer has. Apply? [y/N] `, signal)
  return /^y(es)?$/i.test(answer?.trim() ?? '')
}

interface Ending {
  readonly decision: Decision
  readonly beside: Readonly<Record<string, unknown>>
}

function conclude(context: WriteContext, pass: Pass, { decision, beside }: Ending): ExitCode {
  const { say, globals } = context
  if (decision.kind === 'refused') return say.refuse(decision.refusal)
  if (decision.kind === 'declined') {
    say.note('Nothing was changed.')
    return EXIT.no
  }
  if (globals.output !== 'table') say.document({ ...beside, run: pass.run })
  const refusal = decision.kind === 'agreed' ? pass.run.failure && refusedBy(pass.run.failure) : explainLook(context, pass.look)
  const refusedWith = refusal && say.refuse(refusal)
  if (refusedWith !== undefined && pass.run.outcomes.length === 0) return refusedWith
  sayEnd(context, pass)
  return exitOfRun(pass.run)
}

function sayEnd(context: WriteContext, pass: Pass): void {
  const { say, globals } = context
  saySuspension(context, pass)
  if (globals.output === 'table' && isWorthTelling(pass)) say.answer(runText(pass.run, { paint: say.paint, commandFor: (verb) => nextCommand({ globals }, verb) }))
}

function saySuspension(context: WriteContext, { suspension, look }: Pass): void {
  if (!suspension) return
  const { by, reason, until } = suspension
  context.say.warn(`${context.say.errorPaint.yellow('suspended')} by ${by}${reason === '' ? '' : `: ${reason}`}${until === undefined ? '' : ` (until ${minuteText(until)})`}. Nothing was changed; ${String(look.plan?.blocked.length ?? 0)} changes wait.\n  Next: mistctl resume, then ${nextCommand(context, 'apply')}`)
}

/** That there was nothing to do is said by the plan. */
function isWorthTelling({ run, suspension }: Pass): boolean {
  return !suspension && (run.outcomes.length > 0 || run.verdict !== 'converged')
}
