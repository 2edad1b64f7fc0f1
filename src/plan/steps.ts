/** Plan → tasks: one for every app with all its steps in order, one for every network. Whoever runs them decides nothing. */
import { byText, groupedBy } from '../model/compare.js'
import type { Change, Plan, PlannedApp } from '../model/plan.js'
import type { AppKey } from '../model/resource.js'
import type { Step, Task } from '../model/step.js'
import type { Edges } from './edges.js'
import { edgesOf, taskKey } from './edges.js'
import { lintTasks } from './lint-steps.js'
import { networkRemovalSteps, removalSteps } from './rollout/removal.js'
import { rolloutOf } from './rollout/rollout.js'
import { recreateSteps } from './rollout/recreate.js'
import { rollingSteps } from './rollout/rolling.js'

export function toTasks(plan: Plan): readonly Task[] {
  const groups = groupedBy(plan.changes.filter((change) => change.app !== undefined), ({ app }) => app as AppKey)
  const apps = new Map(plan.apps.map((app) => [app.key, app]))
  const edges = edgesOf(plan, groups)
  const networks = plan.changes.filter((change) => change.kind === 'network').map((change) => networkTask(change, edges))
  const tasks = [...groups].map(([key, changes]) => appTask(key, changes, { app: apps.get(key), edges }))
  return sound([...networks, ...tasks].toSorted((a, b) => byText(a.key, b.key)), plan)
}

/** Steps that break an invariant must never reach a host; that there are any is a bug. */
function sound(tasks: readonly Task[], plan: Plan): readonly Task[] {
  const findings = lintTasks(tasks, plan)
  if (findings.length > 0) throw new Error(`the steps of a plan break an invariant: ${findings.join('; ')}`)
  return tasks
}

function networkTask(change: Extract<Change, { kind: 'network' }>, { graph }: Edges): Task {
  const steps: readonly Step[] = change.action === 'create'
    ? [{ effect: { do: 'create-network', network: change.spec, subnet: change.subnet }, undo: [] }]
    : networkRemovalSteps(change)
  return { key: change.id, changes: [change.id], actions: [change.action], needs: graph.needsOf(change.id), after: graph.afterOf(change.id), steps }
}

interface AppContext {
  /** Absent for apps that git no longer has. */
  readonly app: PlannedApp | undefined
  readonly edges: Edges
}

function appTask(app: AppKey, changes: readonly Change[], context: AppContext): Task {
  const key = taskKey(app)
  const { graph, before, last } = context.edges
  return {
    key,
    app,
    changes: changes.map(({ id }) => id),
    actions: changes.map(({ action }) => action),
    needs: graph.needsOf(key),
    after: last.has(key) ? before : graph.afterOf(key),
    steps: stepsOf(app, changes, context),
  }
}

function stepsOf(key: AppKey, changes: readonly Change[], { app, edges }: AppContext): readonly Step[] {
  if (!app) return removalSteps(key, changes)
  const rollout = rolloutOf(app, changes, edges.inTheWay.get(key) ?? [])
  return app.release.strategy === 'recreate' ? recreateSteps(rollout) : rollingSteps(rollout)
}
