/**
 * Every name that Mist derives for an object on the host. Names hold no underscore by themselves, so the underscores here divide
 * without doubt, and two instances can share a host.
 */
import { shortFingerprint } from '../model/fingerprint.js'
import { SYSTEM_PROJECT } from '../model/labels.js'
import type { AppKey } from '../model/resource.js'
import { appOf, projectOf } from '../model/resource.js'

const DEFAULT_INSTANCE = 'default'

/** Containers are found by DNS, whose labels end at 63 characters; the fingerprint keeps shortened names apart. */
const STEM_LENGTH = 46

export function containerName(app: AppKey, fingerprint: string, replica: number): string {
  const stem = `${projectOf(app)}-${appOf(app)}`.slice(0, STEM_LENGTH).replace(/-+$/, '')
  return `${stem}-${shortFingerprint(fingerprint)}-${String(replica)}`
}

export function networkName(instance: string, project: string): string {
  if (instance !== DEFAULT_INSTANCE) return `mist-${instance}_${project}`
  return project === SYSTEM_PROJECT ? 'mist' : `mist-${project}`
}

export function volumeName(instance: string, app: AppKey, name: string): string {
  const own = `${projectOf(app)}_${appOf(app)}_${name}`
  return instance === DEFAULT_INSTANCE ? own : `${instance}_${own}`
}

export function routeName(instance: string, app: AppKey): string {
  return `mist-${instance}_${projectOf(app)}_${appOf(app)}`
}

export function builtImageRef(app: AppKey, contentTag: string): string {
  return `mist/${projectOf(app)}-${appOf(app)}:${contentTag}`
}
