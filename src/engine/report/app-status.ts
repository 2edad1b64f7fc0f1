/** The status of one app: its containers, its difference to git, and what became of the last attempts, in Flux's words. */
import type { RepositoryRef } from '../../model/resource.js'
import { appOf, projectOf } from '../../model/resource.js'
import type { AppStatus, ContainerStatus } from '../../model/run.js'
import type { ObservedContainer } from '../../model/state.js'
import type { AppView } from './app-view.js'
import { backupStatuses } from './backup-status.js'
import { conditionsOf } from './conditions.js'
import type { ReportInput } from './input.js'
import { toPublicBlocked, toSummary } from '../record/summary.js'
import { urlsOf } from './urls.js'

export function appStatus(input: ReportInput, view: AppView): AppStatus {
  const { key, desired, containers } = view
  const backups = backupStatuses(input, key)
  return {
    project: projectOf(key),
    app: appOf(key),
    ...wantedOf(view),
    ...sourceOf(view, input),
    sync: view.sync,
    health: view.health,
    ready: view.ready,
    ...(desired?.preview && { preview: desired.preview }),
    urls: desired?.route ? urlsOf(desired.route, input.config.proxy) : [],
    conditions: conditionsOf(input, view),
    ...(backups && { backups }),
    containers: containers.map(containerStatus),
    changes: view.changes.map(toSummary),
    blocked: view.blocked.map(toPublicBlocked),
  }
}

/** Only what is not at the commit of the manifest, which is that of the whole report. */
function sourceOf({ desired }: AppView, { config }: ReportInput): Pick<AppStatus, 'source'> {
  const app = desired?.kept?.wanted ?? desired
  if (app?.image.kind !== 'build') return {}
  const { repository, commit } = app.image.build
  if (repository.kind !== 'git' || (!app.preview && isSameServer(repository, config.repository))) return {}
  return { source: { repository: repository.url, commit } }
}

function isSameServer(one: RepositoryRef, other: RepositoryRef): boolean {
  return one.kind === 'git' && other.kind === 'git' && one.url === other.url
}

function wantedOf({ desired, unresolved, containers }: AppView): Pick<AppStatus, 'type' | 'replicas' | 'image'> {
  if (desired) return { type: desired.type, replicas: desired.containers.length, image: (desired.kept?.wanted ?? desired).image.ref }
  return { type: unresolved ? 'unresolved' : 'removed', replicas: 0, image: containers[0]?.image ?? '' }
}

function containerStatus({ name, replica, state, health, image, startedAt, restartCount }: ObservedContainer): ContainerStatus {
  return { name, replica, state, health, image, startedAt, restartCount }
}
