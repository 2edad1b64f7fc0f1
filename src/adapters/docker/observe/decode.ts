/**
 * Inspection → ObservedContainer: what the image contributed is taken away again, so that every field compares one to one with
 * a spec. Pure. It does not judge whether a difference matters.
 */
import type { ObservedAttachment, ObservedContainer, RunState } from '../../../model/state.js'
import type { ContainerIdentity } from '../../../model/labels.js'
import { IDENTITY_LABELS, LABEL_FINGERPRINT, isScratch, readContainerIdentity, readHiddenEnv, readPreviewOf } from '../../../model/labels.js'
import type { ContainerRunState } from '../../../ports.js'
import { readCapabilities, readLimits, readLogs, readMounts, readNoNewPrivileges, readPorts, readRestart, readUnheld } from './decode-host.js'
import { readHealthCheck, sameHealthCheck } from '../containers/health-check.js'
import type { ImageContribution } from '../containers/restated.js'
import { LABEL_RESTATED, defaultCommand, readEnv, readRestated, sameList } from '../containers/restated.js'
import { DEFAULT_STOP_SECONDS } from '../units.js'
import type { WireContainer, WireState } from '../wire.js'

/** Undefined when it is not a container of this instance after all, or scratch. */
export function decodeContainer(wire: WireContainer, image: ImageContribution, instance: string): ObservedContainer | undefined {
  const identity = plannedIdentity(wire.Config.Labels ?? {}, image, instance)
  if (!identity) return undefined
  const restated = readRestated(wire.Config.Labels ?? {}, image)
  const hiddenEnv = readHiddenEnv(wire.Config.Labels ?? {})
  const previewOf = readPreviewOf(wire.Config.Labels ?? {}, image.labels)
  return {
    engineId: wire.Id,
    name: containerName(wire.Name),
    app: identity.app,
    replica: identity.replica,
    fingerprint: identity.fingerprint,
    ...decodeRun(wire),
    imageId: wire.Image,
    image: wire.Config.Image ?? '',
    env: withoutImage(readEnv(wire.Config.Env), image.env, (name) => restated.has(`env.${name}`)),
    ...(hiddenEnv.length > 0 && { hiddenEnv }),
    ...(previewOf && { previewOf }),
    ...readUnheld(wire, image.volumes),
    ...readArguments(wire, image, restated),
    ...readOwnHealthCheck(wire, image, restated),
    mounts: readMounts(wire, image.volumes),
    networks: readAttachments(wire),
    ports: readPorts(wire.HostConfig.PortBindings),
    limits: readLimits(wire.HostConfig),
    restart: readRestart(wire.HostConfig.RestartPolicy),
    labels: readLabels(wire, image, restated),
    logs: readLogs(wire.HostConfig.LogConfig),
    capabilities: readCapabilities(wire.HostConfig),
    noNewPrivileges: readNoNewPrivileges(wire.HostConfig),
    stopGraceMs: (wire.Config.StopTimeout ?? DEFAULT_STOP_SECONDS) * 1_000,
  }
}

/**
 * A container inherits the labels of its image. A fingerprint that came from the image was not written by Mist, however
 * complete the identity looks: whoever runs such an image by hand keeps a foreign container.
 */
export function ownIdentity(labels: Readonly<Record<string, string>>, image: ImageContribution, instance: string): ContainerIdentity | undefined {
  const identity = readContainerIdentity(labels)
  if (identity?.instance !== instance) return undefined
  return image.labels[LABEL_FINGERPRINT] === identity.fingerprint ? undefined : identity
}

/** Of what a plan is about: scratch is ours as well, and no part of it. */
function plannedIdentity(labels: Readonly<Record<string, string>>, image: ImageContribution, instance: string): ContainerIdentity | undefined {
  return isScratch(labels, image.labels) ? undefined : ownIdentity(labels, image, instance)
}

export function decodeRunState(wire: WireContainer): ContainerRunState {
  const addresses = readAttachments(wire).filter(({ address }) => address !== '')
  return { ...decodeRun(wire), addresses: Object.fromEntries(addresses.map(({ network, address }) => [network, address])), imageId: wire.Image }
}

/** The engine writes names with a slash in front. */
export function containerName(text: string): string {
  return text.startsWith('/') ? text.slice(1) : text
}

type Run = Pick<ObservedContainer, 'state' | 'exitCode' | 'health' | 'startedAt' | 'restartCount'>

function decodeRun(wire: WireContainer): Run {
  return {
    state: wire.State.Status as RunState,
    exitCode: wire.State.ExitCode ?? 0,
    health: readHealth(wire.State),
    startedAt: readTime(wire.State.StartedAt),
    restartCount: wire.RestartCount ?? 0,
  }
}

function readHealth(state: WireState): Run['health'] {
  const status = state.Health?.Status
  return status === 'starting' || status === 'healthy' || status === 'unhealthy' ? status : 'none'
}

/** The engine's zero time means: never. */
function readTime(text: string | undefined): string {
  return text === undefined || text.startsWith('0001-') ? '' : text
}

function readArguments(wire: WireContainer, image: ImageContribution, restated: ReadonlySet<string>): Pick<ObservedContainer, 'command' | 'entrypoint'> {
  const live = wire.Config.Entrypoint ?? []
  const entrypoint = restated.has('entrypoint') || !sameList(live, image.entrypoint) ? live : undefined
  const words = wire.Config.Cmd ?? []
  const isGiven = restated.has('command') || !sameList(words, defaultCommand(entrypoint, image))
  return { ...(entrypoint && { entrypoint }), ...(isGiven && { command: words }) }
}

/** A check that the image brings along and the container takes over is the image's. */
function readOwnHealthCheck(wire: WireContainer, image: ImageContribution, restated: ReadonlySet<string>): Pick<ObservedContainer, 'healthCheck'> {
  const healthCheck = readHealthCheck(wire.Config.Healthcheck)
  return healthCheck && (restated.has('health') || !sameHealthCheck(healthCheck, image.healthCheck)) ? { healthCheck } : {}
}

function readLabels(wire: WireContainer, image: ImageContribution, restated: ReadonlySet<string>): Record<string, string> {
  const { [LABEL_RESTATED]: _, ...labels } = wire.Config.Labels ?? {}
  return withoutImage(labels, image.labels, (name) => IDENTITY_LABELS.includes(name) || restated.has(`label.${name}`))
}

function withoutImage(live: Readonly<Record<string, string>>, image: Readonly<Record<string, string>>, isKept: (name: string) => boolean): Record<string, string> {
  const entries = Object.entries(live).filter(([name, value]) => isKept(name) || !Object.hasOwn(image, name) || image[name] !== value)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Engines before API 1.44 list the short id among the aliases; it is no alias that anybody asked for. */
export function readAttachments(wire: WireContainer): readonly ObservedAttachment[] {
  const shortId = wire.Id.slice(0, 12)
  return Object.entries(wire.NetworkSettings?.Networks ?? {})
    .filter(([network]) => network !== 'none')
    .map(([network, endpoint]) => ({
      network,
      aliases: [...new Set(endpoint?.Aliases ?? [])].filter((alias) => alias !== shortId).sort(),
      address: endpoint?.IPAddress ?? '',
    }))
    .sort((a, b) => (a.network < b.network ? -1 : 1))
}
