/**
 * `deploy.pre`: which apps run it, and in which container. It belongs to a version: a repair, one more replica or a release that was
 * interrupted after it do without.
 */
import { digestOf, FINGERPRINT_VERSION } from '../../model/fingerprint.js'
import { LABEL_FINGERPRINT, LABEL_REPLICA, RUN_ONCE_REPLICA } from '../../model/labels.js'
import type { Change, ContainerChange } from '../../model/plan.js'
import type { AppKey, ContainerSpec } from '../../model/resource.js'
import { resourceId } from '../../model/resource.js'
import type { DesiredApp, DesiredState, ObservedState } from '../../model/state.js'
import type { Step } from '../../model/step.js'
import type { Rollout } from './rollout.js'

export function appsWithPre(changes: readonly Change[], { apps }: DesiredState, { containers }: ObservedState): ReadonlySet<AppKey> {
  // It ran when that release came out, and an old migration has nothing to do in the data of a newer one.
  const asking = apps.filter(({ release, pin, kept }) => release.pre !== undefined && pin === undefined && kept === undefined)
  if (asking.length === 0) return new Set()
  const coming = new Set(changes.flatMap((change) => (change.kind === 'container' && isNewVersion(change) ? [change.app] : [])))
  const present = new Set(containers.map(({ app, fingerprint }) => `${app} ${fingerprint}`))
  const moved = new Set(changes.flatMap((change) => (isOtherImage(change) ? [change.app] : [])))
  const isNew = ({ key, containers: [spec] }: DesiredApp): boolean => spec !== undefined && (moved.has(key) || !present.has(`${key} ${spec.fingerprint}`))
  return new Set(asking.filter((app) => coming.has(app.key) && isNew(app)).map(({ key }) => key))
}

/** What a hand took away or what fell ill comes back as it was. */
function isNewVersion(change: ContainerChange): boolean {
  if (isOtherImage(change)) return true
  return (change.action === 'create' || change.action === 'replace') && (change.reason === 'missing' || change.reason === 'spec-changed')
}

/** The same reference, and another image behind it. */
function isOtherImage({ kind, action, fields }: Change): boolean {
  return kind === 'container' && action === 'replace' && fields.some(({ field }) => field === 'image')
}

export function preSteps({ app, fresh: [first] }: Rollout): readonly Step[] {
  const { pre, readyTimeoutMs } = app.release
  if (!app.runsPre || !pre || !first) return []
  return [{ effect: { do: 'run-once', app: app.key, container: runOf(first, pre), timeoutMs: readyTimeoutMs }, undo: [] }]
}

/** It answers to nobody: no port of the host, no name in the networks, and a replica number that no container of the app bears. */
function runOf(first: ContainerSpec, pre: readonly string[]): ContainerSpec {
  const { healthCheck: _healthCheck, ...spec } = first
  const fingerprint = `${FINGERPRINT_VERSION}:${digestOf({ pre, release: first.fingerprint })}`
  return {
    ...spec,
    id: resourceId('container', `${spec.app}/${String(RUN_ONCE_REPLICA)}`),
    name: `${spec.name}-pre`,
    replica: RUN_ONCE_REPLICA,
    fingerprint,
    command: pre,
    ports: [],
    networks: spec.networks.map(({ network }) => ({ network, aliases: [] })),
    restart: { policy: 'no', maxRetries: 0 },
    labels: { ...spec.labels, [LABEL_REPLICA]: String(RUN_ONCE_REPLICA), [LABEL_FINGERPRINT]: fingerprint },
  }
}
