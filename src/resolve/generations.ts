/**
 * Fits the volumes of a desired state to the generations that are on the host. Which one counts says the note of Mist; where it says
 * nothing, the containers of the app; where there are none, the first one where no other is there. What is still not clear is refused and never
 * guessed: a wrong guess would go on with older data, or with none. Git knows nothing of generations, nor does a release.
 */
import { groupedBy, sortedBy } from '../model/compare.js'
import { failure } from '../model/failure.js'
import type { Failure } from '../model/failure.js'
import type { Generations } from '../model/generation.js'
import { baseVolume, generationOf } from '../model/generation.js'
import { digestOf } from '../model/fingerprint.js'
import { RUN_ONCE_REPLICA } from '../model/labels.js'
import type { ContainerSpec } from '../model/resource.js'
import type { DesiredApp, DesiredState, ObservedState, UnresolvedApp } from '../model/state.js'
import { withContainers } from './pinned.js'

/** Of each volume in git that has, or had, more than one generation: the one that counts, or why that is not clear. */
export type Choices = ReadonlyMap<string, Choice>

export type Choice =
  | { readonly kind: 'clear'; readonly name: string; /** The note does not say so yet. */ readonly isNew?: true }
  | { readonly kind: 'unclear'; readonly cause: string; readonly among: readonly string[] }

export interface Evidence {
  readonly generations: Generations
  readonly observed: Pick<ObservedState, 'volumes' | 'containers' | 'incomplete'>
}

/** Empty on most hosts: then nothing has more than its first generation. */
export function chooseGenerations(bases: readonly string[], { generations, observed }: Evidence): Choices {
  const present = groupedBy(observed.volumes.filter(({ owner }) => owner === 'ours').map(({ name }) => name), baseVolume)
  const mounted = groupedBy(observed.containers.filter(({ replica }) => replica !== RUN_ONCE_REPLICA).flatMap(({ mounts, state }) => mounts.filter(({ kind }) => kind === 'volume').map(({ source }) => ({ source, state }))), ({ source }) => baseVolume(source))
  return new Map([...new Set(bases)].flatMap((base) => {
    const there = (present.get(base) ?? []).filter((name) => name !== generations.making[base]).toSorted()
    const users = mounted.get(base) ?? []
    const named = Object.hasOwn(generations.inUse, base) ? generations.inUse[base] : undefined
    const isPlain = named === undefined && [...there, ...users.map(({ source }) => source)].every((name) => name === base)
    return isPlain ? [] : [[base, choose({ base, named, there, users, incomplete: observed.incomplete })] as const]
  }))
}

interface Known {
  readonly base: string
  readonly named: string | undefined
  /** Without the one that is being filled. */
  readonly there: readonly string[]
  readonly users: readonly { readonly source: string; readonly state: string }[]
  readonly incomplete: ObservedState['incomplete']
}

function choose({ base, named, there, users, incomplete }: Known): Choice {
  if (named === undefined) return tell({ base, there, users, incomplete })
  const isLost = !incomplete.volume && there.length > 0 && !there.includes(named)
  return isLost ? { kind: 'unclear', cause: `its data is in ${named}, and that volume is not there`, among: there } : { kind: 'clear', name: named }
}

/** What the host itself tells. A container that runs tells more than one that does not. */
function tell({ base, there, users, incomplete }: Omit<Known, 'named'>): Choice {
  const running = distinct(users.filter(({ state }) => state === 'running'))
  const [used, ...more] = running.length > 0 ? running : distinct(users)
  if (used !== undefined && more.length === 0) return { kind: 'clear', name: used, isNew: true }
  if (used !== undefined) return { kind: 'unclear', cause: 'its containers mount different ones', among: there }
  const [only, ...others] = there
  if (only === undefined) return { kind: 'clear', name: base }
  // A later one that nobody uses may be half filled: only the note would tell.
  if (others.length === 0) return generationOf(only) === 1 ? { kind: 'clear', name: only, isNew: true } : { kind: 'unclear', cause: 'the note of which one counts is lost, and what is there may be half filled', among: there }
  return { kind: 'unclear', cause: incomplete.container ? 'it is not known which containers there are' : 'the note of which one counts is lost, and no container of the app is there to tell', among: there }
}

function distinct(users: Known['users']): readonly string[] {
  return [...new Set(users.map(({ source }) => source))]
}

/** What the host showed and the note of Mist does not say yet. */
export function unnoted(choices: Choices): Readonly<Record<string, string>> {
  return Object.fromEntries([...choices].flatMap(([base, choice]) => (choice.kind === 'clear' && choice.isNew ? [[base, choice.name]] : [])))
}

export function volumesOf({ apps, claimedVolumes = [] }: Pick<DesiredState, 'apps' | 'claimedVolumes'>): readonly string[] {
  return [...apps.flatMap(({ volumes }) => volumes.map(({ name }) => baseVolume(name))), ...claimedVolumes.map(baseVolume)]
}

/** The last thing that is done to a desired state before it is planned: what is compared with releases is the app as git has it. */
export function settleGenerations(desired: DesiredState, choices: Choices, { making }: Generations): DesiredState {
  const filling = Object.values(making)
  if (choices.size === 0 && filling.length === 0) return desired
  const key = digestOf([[...choices], filling])
  const known = answered.get(desired)
  if (known?.key === key) return known.state
  const unclear = desired.apps.flatMap((app) => troubleOf(app, choices))
  const waiting = new Set(unclear.map((one) => one.key))
  const state = {
    ...desired,
    apps: desired.apps.filter((app) => !waiting.has(app.key)).map((app) => settleApp(app, choices)),
    unresolved: sortedBy([...desired.unresolved, ...unclear], (one) => one.key),
    claimedVolumes: [...(desired.claimedVolumes ?? []).flatMap((name) => claimed(name, choices)), ...filling],
  }
  answered.set(desired, { key, state })
  return state
}

/** The same question has the same answer, and those who compare states by identity find it. */
const answered = new WeakMap<DesiredState, { readonly key: string; readonly state: DesiredState }>()

function claimed(name: string, choices: Choices): readonly string[] {
  const choice = choices.get(baseVolume(name))
  if (!choice) return [name]
  return choice.kind === 'clear' ? [choice.name] : choice.among
}

function troubleOf({ key, formerly, volumes }: DesiredApp, choices: Choices): readonly UnresolvedApp[] {
  for (const { name } of volumes) {
    const choice = choices.get(name)
    if (choice?.kind === 'unclear') return [{ key, ...(formerly && { formerly }), failure: ambiguous(key, choice) }]
  }
  return []
}

function ambiguous(key: string, { cause, among }: Extract<Choice, { readonly kind: 'unclear' }>): Failure {
  const help = `Look at them with: mistctl volume ls ${key}. Then choose with: mistctl volume use <NAME>`
  return failure('data-ambiguous', { subject: `cannot tell which volume holds the data of ${key}`, cause: `${cause}; there ${among.length === 1 ? 'is' : 'are'} ${among.join(', ')}`, help })
}

function settleApp(app: DesiredApp, choices: Choices): DesiredApp {
  const fitted = (name: string): string => {
    const choice = choices.get(name)
    return choice?.kind === 'clear' ? choice.name : name
  }
  if (app.volumes.every(({ name }) => fitted(name) === name)) return app
  const volumes = app.volumes.map((volume) => ({ ...volume, name: fitted(volume.name), id: volume.id.replace(volume.name, fitted(volume.name)) as typeof volume.id }))
  const mounts = (spec: ContainerSpec): ContainerSpec['mounts'] => spec.mounts.map((mount) => (mount.kind === 'volume' ? { ...mount, source: fitted(mount.source) } : mount))
  return { ...withContainers(app, (spec) => ({ ...spec, mounts: mounts(spec) })), volumes, asWritten: app }
}
