/** The identity of an object on the host: label names in one place, and how they are written and read. */
import type { DataOrigin } from './data.js'
import type { AppKey, VolumeSpec } from './resource.js'
import { appKey, appOf, projectOf } from './resource.js'

export const LABEL_INSTANCE = 'mist.instance'
export const LABEL_PROJECT = 'mist.project'
export const LABEL_APP = 'mist.app'
export const LABEL_REPLICA = 'mist.replica'
export const LABEL_FINGERPRINT = 'mist.fingerprint'
/** Names of env variables that are shown nowhere, divided by commas; present when there are some. */
export const LABEL_HIDDEN = 'mist.hidden'

/**
 * On a container: the app that it is a preview of. On a volume or an image of one: `true`, so that an image cannot pass on to its
 * containers what makes a preview.
 */
export const LABEL_PREVIEW = 'mist.preview'
/** On a volume: no confirmation removes it, also when git no longer has its app. */
export const LABEL_PROTECT = 'mist.protect'
/** On the volume of a database: `postgres@16`, which wrote it first. */
export const LABEL_TEMPLATE = 'mist.template'
/** On the volume of a database: the instance key that its passwords were derived from, by `keyId`. */
export const LABEL_KEY = 'mist.key'

/**
 * On a container or a volume: made to be thrown away at any time, and for what: `drill`, `restore` or `upgrade`. No plan sees it, whatever
 * its other labels say.
 */
export const LABEL_SCRATCH = 'mist.scratch'

/** What tells whose a container is and which; everything else on it is the person's or the image's. */
export const IDENTITY_LABELS: readonly string[] = [LABEL_INSTANCE, LABEL_PROJECT, LABEL_APP, LABEL_REPLICA, LABEL_FINGERPRINT, LABEL_HIDDEN, LABEL_PREVIEW]

/** The project of what Mist runs for itself. No manifest may use the name; only its containers may carry what the host settings ask for. */
export const SYSTEM_PROJECT = 'mist'

/** Label prefixes that a manifest may not set: they steer Mist, Traefik, Docker or image metadata. */
export const RESERVED_LABEL_PREFIXES = ['mist.', 'traefik.', 'com.docker.', 'org.opencontainers.'] as const

/** Borne by what runs once before a release; those that stay count from 1. */
export const RUN_ONCE_REPLICA = 0

export interface ContainerIdentity {
  readonly instance: string
  readonly app: AppKey
  readonly replica: number
  readonly fingerprint: string
}

export interface ContainerMarks {
  readonly hiddenEnv?: readonly string[]
  readonly previewOf?: AppKey
}

export function containerLabels(identity: ContainerIdentity, { hiddenEnv = [], previewOf }: ContainerMarks = {}): Record<string, string> {
  return {
    ...appLabels(identity.instance, identity.app),
    ...(previewOf && { [LABEL_PREVIEW]: appOf(previewOf) }),
    [LABEL_REPLICA]: String(identity.replica),
    [LABEL_FINGERPRINT]: identity.fingerprint,
    ...(hiddenEnv.length > 0 && { [LABEL_HIDDEN]: hiddenEnv.toSorted().join(',') }),
  }
}

/** Of a volume. They can never change: what git says later about protection counts beside them. */
export function volumeLabels(instance: string, { app, data, protect, preview, scratchFor }: Pick<VolumeSpec, 'app' | 'data' | 'protect' | 'preview' | 'scratchFor'>): Record<string, string> {
  return {
    ...appLabels(instance, app),
    ...(protect && { [LABEL_PROTECT]: 'true' }),
    ...(preview && { [LABEL_PREVIEW]: 'true' }),
    ...(scratchFor && { [LABEL_SCRATCH]: scratchFor }),
    ...(data && { [LABEL_TEMPLATE]: `${data.software}@${data.line}` }),
    ...(data?.key !== undefined && { [LABEL_KEY]: data.key }),
  }
}

/** Undefined for a volume that no template made. */
export function readDataOrigin(labels: Readonly<Record<string, string>>): DataOrigin | undefined {
  const [software, line] = (labels[LABEL_TEMPLATE] ?? '').split('@')
  const key = labels[LABEL_KEY]
  return software && line ? { software, line, ...(key && { key }) } : undefined
}

/** What belongs to an app. */
export function appLabels(instance: string, app: AppKey): Record<string, string> {
  return { ...projectLabels(instance, projectOf(app)), [LABEL_APP]: appOf(app) }
}

/** Labels of a network: it belongs to a project. */
export function projectLabels(instance: string, project: string): Record<string, string> {
  return { [LABEL_INSTANCE]: instance, [LABEL_PROJECT]: project }
}

/** Undefined when the labels do not name a whole container identity: such a container is never touched. */
export function readContainerIdentity(labels: Readonly<Record<string, string>>): ContainerIdentity | undefined {
  const instance = labels[LABEL_INSTANCE]
  const project = labels[LABEL_PROJECT]
  const app = labels[LABEL_APP]
  const replica = Number(labels[LABEL_REPLICA])
  const fingerprint = labels[LABEL_FINGERPRINT]
  if (!instance || !project || !app || !fingerprint || !Number.isInteger(replica) || replica < RUN_ONCE_REPLICA) return undefined
  return { instance, app: appKey(project, app), replica, fingerprint }
}

/** A preview is in the project of its app. */
export function readPreviewOf(labels: Readonly<Record<string, string>>, inherited: Readonly<Record<string, string>> = {}): AppKey | undefined {
  const [project, of] = [labels[LABEL_PROJECT], labels[LABEL_PREVIEW]]
  return project && of && inherited[LABEL_PREVIEW] !== of ? appKey(project, of) : undefined
}

/** An image cannot make scratch of the containers that run it. */
export function isScratch(labels: Readonly<Record<string, string>>, inherited: Readonly<Record<string, string>> = {}): boolean {
  const purpose = labels[LABEL_SCRATCH]
  return purpose !== undefined && inherited[LABEL_SCRATCH] !== purpose
}

/** Only ever hides more: whoever forges the label learns nothing by it. */
export function readHiddenEnv(labels: Readonly<Record<string, string>>): readonly string[] {
  return labels[LABEL_HIDDEN]?.split(',') ?? []
}
