/**
 * Databases whose data the wanted version or the key at hand cannot open. Their server would fail to start, or start and lock out every
 * app, and either way only after the one that works was stopped: so they are refused while nothing has happened.
 */
import type { DataOrigin, DataSpec } from '../model/data.js'
import { failureLine } from '../model/failure.js'
import type { AppKey, VolumeSpec } from '../model/resource.js'
import type { DesiredApp, ObservedState, ObservedVolume } from '../model/state.js'
import { compareVersions } from '../model/version.js'
import type { PlanInputs, Refusal } from './proposal.js'

export function unfitData({ desired, observed }: PlanInputs): ReadonlyMap<AppKey, Refusal> {
  const databases = desired.apps.filter(({ volumes }) => volumes.some(({ data }) => data !== undefined))
  const volumes = new Map(databases.length === 0 ? [] : observed.volumes.filter(({ owner }) => owner === 'ours').map((volume) => [volume.name, volume]))
  return new Map(databases.flatMap((app) => {
    const refusal = refusalOf(app, volumes, observed)
    return refusal ? [[app.key, refusal] as const] : []
  }))
}

function refusalOf(app: DesiredApp, volumes: ReadonlyMap<string, ObservedVolume>, observed: ObservedState): Refusal | undefined {
  const unknown = observed.incomplete.volume
  if (unknown) return { reason: 'observation-incomplete', message: `it is not known what its volume holds (${failureLine(unknown)}): Mist looks again by itself` }
  for (const volume of app.volumes) {
    const live = volumes.get(volume.name)
    const cause = volume.data && live ? misfit(volume, volume.data, live.data) : undefined
    if (cause !== undefined) return { reason: 'data-unfit', message: cause }
  }
  const cause = olderThanLive(app, observed) ?? fixedElsewise(app, observed)
  return cause === undefined ? undefined : { reason: 'data-unfit', message: cause }
}

function misfit({ name }: VolumeSpec, wanted: DataSpec, found: DataOrigin | undefined): string | undefined {
  if (!found) return `the volume ${name} was not made by a template, so it is not known what its data needs: keep the app as it was, or give the database another name`
  const wrote = `the volume ${name} holds data of ${found.software} ${found.line}`
  if (found.software !== wanted.software) return `${wrote}, which ${wanted.software} cannot read: give the new database another name, and move the data by a dump`
  const order = compareVersions(wanted.line, found.line)
  if (order < 0) return `${wrote}, which the older ${wanted.line} cannot read: go back to ${versionWords(found.line)}`
  if (order > 0 && wanted.upgrade === 'never') return `${wrote}, which ${wanted.line} cannot open: go back to ${versionWords(found.line)}, or make a second database with ${versionWords(wanted.line)} and move the data by a dump`
  return keyMisfit(name, wanted, found)
}

/** Its server knows the passwords of the other key alone. One that was given a password by other means needs no key. */
function keyMisfit(name: string, wanted: DataSpec, found: DataOrigin): string | undefined {
  if (wanted.key === undefined || wanted.key === found.key) return undefined
  const other = found.key === undefined ? 'were not derived from a key of an instance' : `were derived from the key ${found.key}, and this instance has ${wanted.key}`
  return `the passwords in the volume ${name} ${other}: bring back the instance.key that made them`
}

function versionWords(line: string): string {
  return `\`with: { version: "${line}" }\``
}

/** What runs may be newer than what the volume remembers of its first day. */
function olderThanLive({ key, volumes, containers: [wanted] }: DesiredApp, { containers }: ObservedState): string | undefined {
  if (!wanted || !volumes.some(({ data }) => data)) return undefined
  const to = nameAndTag(wanted.image)
  for (const live of containers) {
    const from = nameAndTag(live.image)
    if (live.app !== key || !to || from?.name !== to.name || compareVersions(to.tag, from.tag) >= 0) continue
    return `${live.image} has written to its volume, and the older ${to.tag} may not be able to read that: go back to ${versionWords(from.tag)}`
  }
  return undefined
}

/** Other apps would be told of a user or a database that is not there. */
function fixedElsewise({ key, volumes, containers: [wanted] }: DesiredApp, { containers }: ObservedState): string | undefined {
  const live = containers.find(({ app }) => app === key)
  const names = volumes.flatMap(({ data }) => data?.fixedEnv ?? [])
  const changed = live && wanted && names.find((name) => live.env[name] !== undefined && live.env[name] !== wanted.env[name])
  if (changed === undefined) return undefined
  return `${changed} counts only when the data is first made, and that was done with ${live?.env[changed] ?? ''}: put it back, or make a second database`
}

/** An id or a digest says nothing about versions. */
function nameAndTag(image: string): { readonly name: string; readonly tag: string } | undefined {
  const [, name, tag] = /^([^@]+):([^:/@]+)$/.exec(image) ?? []
  return name !== undefined && tag !== undefined && name !== 'sha256' ? { name, tag } : undefined
}
