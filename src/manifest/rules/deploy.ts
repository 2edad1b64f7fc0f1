/** How an app may come out: strategies against what the app is, and durations against what makes sense. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { ManifestApp } from '../manifest.js'
import type { Path } from '../tree.js'
import type { AppEntry, RuleContext } from './context.js'
import type { Bounds } from './durations.js'
import { durationFault } from './durations.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BOUNDS: readonly (Bounds & { readonly field: 'timeoutMs' | 'windowMs' | 'drainMs' | 'stopMs' })[] = [
  { key: 'timeout', field: 'timeoutMs', fromMs: 1_000, toMs: 6 * HOUR },
  { key: 'window', field: 'windowMs', fromMs: 0, toMs: HOUR },
  { key: 'drain', field: 'drainMs', fromMs: 0, toMs: HOUR },
  { key: 'stop', field: 'stopMs', fromMs: 0, toMs: HOUR, stepMs: 1_000 },
]
const EVERY: Bounds = { key: 'every', fromMs: 1_000, toMs: HOUR }

export function* deployDurations({ manifest, apps }: RuleContext): Iterable<Finding> {
  const layers = [{ layer: manifest.defaults, path: ['defaults'] as Path }, ...apps.map(({ app, path }) => ({ layer: app, path }))]
  for (const { layer: { deploy = {} }, path } of layers) {
    for (const bounds of BOUNDS) yield* durationFault(deploy[bounds.field], bounds, [...path, 'deploy'])
    yield* durationFault(deploy.canary?.everyMs, EVERY, [...path, 'deploy', 'canary'])
  }
}

/** The share of the new version can only grow: a step back would be a rollback that nobody asked for. */
export function* canaryWeights({ apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const weights = app.deploy?.canary?.weights ?? []
    const index = weights.findIndex((weight, place) => place > 0 && weight <= (weights[place - 1] ?? 0))
    if (index < 0) continue
    const message = `the weights of a canary ascend, and ${String(weights[index])} comes after ${String(weights[index - 1])}`
    yield fault({ rule: 'canary-weights', message, help: 'write them from small to large, such as [10, 50]', path: [...path, 'deploy', 'canary', 'weights', index] })
  }
}

/** Steps that nobody takes were meant for something. */
export function* canarySteps({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const at = [...path, 'deploy', 'canary']
    if (!isWritten(at) || app.deploy?.strategy === 'canary') continue
    yield fault({ rule: 'unused-canary', message: `${app.name} has steps for a canary and another strategy`, help: 'add `strategy: canary`, or remove them', path: at, on: 'key' })
  }
}

/** An app that cannot run twice is recreated whatever it asks for, and that must not come as a surprise. */
export function* possibleStrategy({ apps }: RuleContext): Iterable<Finding> {
  for (const entry of apps) {
    const { app, path } = entry
    const strategy = app.deploy?.strategy
    if (app.database || strategy === undefined || strategy === 'recreate') continue
    const obstacle = obstacleOf(entry)
    const at = [...path, 'deploy', 'strategy']
    if (obstacle !== undefined) {
      const related = [{ path: obstacle.path, message: 'this is why' }]
      yield fault({ rule: 'strategy-impossible', message: `${app.name} cannot be ${strategy}: ${obstacle.why}`, help: 'write `strategy: recreate`, which it gets in any case, or remove the cause', path: at, related })
    } else if (strategy === 'canary' && app.type !== 'web') {
      yield fault({ rule: 'strategy-impossible', message: `${app.name} cannot be canary: no requests are led to it, so there is nothing to divide`, help: 'use `rolling`', path: at })
    }
  }
}

function obstacleOf({ app, path }: AppEntry): { readonly why: string; readonly path: Path } | undefined {
  if (app.publish.length > 0) return { why: 'two containers cannot hold one port of the host', path: [...path, 'publish', 0] }
  const index = writableVolume(app)
  return index < 0 ? undefined : { why: 'two containers must not write to one volume at once', path: [...path, 'volumes', index] }
}

function writableVolume({ volumes }: ManifestApp): number {
  return volumes.findIndex((volume) => !volume.readOnly)
}
