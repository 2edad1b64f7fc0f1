/**
 * Invariants of the steps of tasks, checked before anybody runs them: until the point of no return every step can be taken back, a
 * route is confirmed before anything hangs on it, and whoever serves goes only after that.
 */
import type { Plan, RouteChange } from '../model/plan.js'
import type { ObservedContainer } from '../model/state.js'
import type { Effect, Step, Task } from '../model/step.js'

/** One sentence for each invariant that is broken; empty for sound tasks. */
export function lintTasks(tasks: readonly Task[], plan: Plan): readonly string[] {
  const context: Context = {
    recreated: new Set(plan.apps.flatMap(({ key, release }) => (release.strategy === 'recreate' ? [key] : []))),
    live: new Map(plan.changes.flatMap((change) => (change.kind === 'container' && change.action !== 'create' ? [[change.live.engineId, change.live] as const] : []))),
    waysBack: new Map(plan.changes.flatMap((change) => (change.kind === 'route' ? wayBackOf(change) : []))),
  }
  return tasks.flatMap((task) => [...lintSteps(task, context), ...unfilled(task, plan)].map((finding) => `${task.key}: ${finding}`))
}

interface Context {
  readonly recreated: ReadonlySet<string>
  /** By engine id. */
  readonly live: ReadonlyMap<string, ObservedContainer>
  /** Name of a route → what leads it back. A file that could not be read has none. */
  readonly waysBack: ReadonlyMap<string, Effect['do']>
}

function wayBackOf(change: RouteChange): readonly (readonly [string, Effect['do']])[] {
  if (change.action === 'prune' || (change.action === 'update' && !change.previous)) return []
  return [[change.spec.name, change.previous ? 'confirm-route' : 'remove-route']]
}

function lintSteps({ app, steps }: Task, context: Context): readonly string[] {
  const first = steps.findIndex(({ pointOfNoReturn }) => pointOfNoReturn === true)
  const before = first < 0 ? steps : steps.slice(0, first)
  const after = first < 0 ? [] : steps.slice(first)
  const isRecreated = app !== undefined && context.recreated.has(app)
  return [
    ...before.flatMap((step, index) => missingUndo(step, { earlier: before.slice(0, index), context })),
    ...before.filter(({ effect }) => effect.do === 'remove-container' || (effect.do === 'stop-container' && !isRecreated)).map(({ effect }) => `${effect.do} comes before the point of no return`),
    ...after.filter(({ effect }) => BEFORE_ONLY.has(effect.do)).map(({ effect }) => `${effect.do} comes after the point of no return`),
    ...unconfirmed(steps.map(({ effect }) => effect)),
    ...steps.flatMap(({ undo }) => unconfirmed(undo)),
  ]
}

/** What may fail for outside reasons, or gives what goes something to lead to. */
const BEFORE_ONLY: ReadonlySet<Effect['do']> = new Set(['ensure-image', 'ensure-file', 'record-data', 'run-once', 'create-container', 'await-ready', 'watch-ready', 'write-route', 'confirm-route', 'move-data'])

/** A server on a volume whose data was still to come would begin with nothing. */
function unfilled({ app, steps }: Task, { apps }: Plan): readonly string[] {
  const isToMove = apps.some(({ key, move }) => key === app && move !== undefined) && steps.some(({ effect }) => effect.do === 'create-container')
  return isToMove && !steps.some(({ effect }) => effect.do === 'move-data') ? ['its data is to move, and no step moves it'] : []
}

interface Past {
  readonly earlier: readonly Step[]
  readonly context: Context
}

function missingUndo({ effect, undo }: Step, { earlier, context }: Past): readonly string[] {
  const wanted = wayBack(effect, { earlier, context })
  const isThere = wanted === undefined || undo.some((back) => back.do === wanted)
  return isThere ? [] : [`${effect.do} cannot be taken back`]
}

/** Undefined where nothing has to be taken back: images and volumes stay, looking changes nothing, and one that did not run needs no start. */
function wayBack(effect: Effect, { earlier, context }: Past): Effect['do'] | undefined {
  switch (effect.do) {
    case 'create-container': return 'remove-container'
    case 'start-container': return earlier.some((step) => step.effect.do === 'create-container' && step.effect.container.name === effect.container) ? 'stop-container' : undefined
    case 'stop-container': return context.live.get(effect.container)?.state === 'running' ? 'start-container' : undefined
    case 'connect-network': return 'disconnect-network'
    case 'disconnect-network': return 'connect-network'
    case 'move-data': return 'return-data'
    case 'rename-container':
    case 'update-container': return effect.do
    case 'write-route': return routeWayBack(effect.route.name, { earlier, context })
    default: return undefined
  }
}

/** The first of several writes of a route knows the way back for all of them. */
function routeWayBack(name: string, { earlier, context }: Past): Effect['do'] | undefined {
  const isKnown = earlier.some(({ effect, undo }) => effect.do === 'write-route' && effect.route.name === name && undo.length > 0)
  return isKnown ? undefined : context.waysBack.get(name)
}

/** A route counts when the proxy shows it. */
function unconfirmed(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect, index) => {
    if (effect.do !== 'write-route') return []
    const next = effects[index + 1]
    return next?.do === 'confirm-route' && next.route === effect.route ? [] : [`the route ${effect.route.name} is written and not confirmed`]
  })
}
