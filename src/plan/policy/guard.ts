/**
 * May apps that git no longer has be removed at all? One answer for the whole revision, so that a half-removed host cannot come
 * out of it. What may be pruned one by one is decided in policy.ts.
 */
import { projectOf } from '../../model/resource.js'
import type { AppKey } from '../../model/resource.js'
import type { DesiredState, ObservedContainer } from '../../model/state.js'
import type { PlanInputs, Refusal } from '../proposal.js'

/** Up to this many apps may go without a question, however few there are. */
const FREE_LOSSES = 2

/** Long enough that nobody confirms another commit by chance. */
const SHORT_COMMIT = 12

/** Undefined when nothing speaks against it. */
export function refuseRemoval(inputs: PlanInputs): Refusal | undefined {
  if (!inputs.desired.policy.prune) return { reason: 'prune-off', message: 'git no longer has it, and policy.prune is false: set it to true, or put the app back' }
  if (inputs.memory.deletionConfirmed) return undefined
  const known = knownApps(inputs.desired)
  const running = runningApps(inputs, known)
  const going = running.filter((key) => !known.has(key))
  if (going.length === 0 || !isMass(going.length, running.length, inputs.desired)) return undefined
  return { reason: 'mass-deletion', message: `${String(going.length)} of ${String(running.length)} running apps would be removed: if that is meant, confirm it for this revision with mistctl prune --confirm=${inputs.desired.revision.commit.slice(0, SHORT_COMMIT)}` }
}

/** Apps that git has, whether or not their source could be had. One that goes on under another name is not lost. */
export function knownApps({ apps, unresolved }: DesiredState): ReadonlySet<AppKey> {
  return new Set([...apps, ...unresolved].flatMap(({ key, formerly }) => (formerly === undefined ? [key] : [key, formerly])))
}

/** What Mist runs for itself is no app of anybody: a host with nothing else left is empty. */
function runningApps({ desired, observed }: PlanInputs, known: ReadonlySet<AppKey>): readonly AppKey[] {
  const system = new Set<string>(desired.apps.filter(({ type }) => type === 'system').map(({ key }) => projectOf(key)))
  return [...new Set(observed.containers.filter((live) => !isSpentPreview(live, known)).map(({ app }) => app))].filter((key) => !system.has(projectOf(key)))
}

/** A preview comes and goes with its branch, for as long as git has its app: that is no loss, and asks nobody. */
export function isSpentPreview({ previewOf }: Pick<ObservedContainer, 'previewOf'>, known: ReadonlySet<AppKey>): boolean {
  return previewOf !== undefined && known.has(previewOf)
}

function isMass(going: number, running: number, desired: DesiredState): boolean {
  const isEmpty = desired.unresolved.length === 0 && desired.apps.every(({ type }) => type === 'system')
  return isEmpty || (going > FREE_LOSSES && going * 2 > running)
}
