/**
 * A stand-in of an app: the same image, command, limits and health check, in no network, on volumes that may be thrown away, with
 * passwords of its own. Pure; whether it is ever started is up to others.
 */
import { baseVolume } from '../../model/generation.js'
import { LABEL_SCRATCH, RUN_ONCE_REPLICA, containerLabels } from '../../model/labels.js'
import type { ContainerSpec, MountSpec, ScratchPurpose, VolumeSpec } from '../../model/resource.js'
import { resourceId } from '../../model/resource.js'

export interface StandInOrder {
  readonly instance: string
  readonly purpose: ScratchPurpose
  /** Hex digits, others each time. */
  readonly token: string
  /** One password after the other, each asked for once. */
  readonly password: (index: number) => string
  /** `real`: the server reads them from a file as well, which says what it says. It is in no network. */
  readonly passwords: 'own' | 'real'
  /**
   * A volume that is there and is to be kept, and which one of the app it stands for, by its first name. The server that runs on it is
   * the app's, with its real passwords; the other volumes are scratch all the same.
   */
  readonly on?: { readonly volume: string; readonly base: string }
}

export interface StandIn {
  readonly container: ContainerSpec
  readonly volumes: readonly VolumeSpec[]
  /** Puts the stand-in's own passwords where a text has those of the app. */
  readonly disguise: (text: string) => string
}

export function standInOf(spec: ContainerSpec, order: StandInOrder): StandIn {
  const { purpose, token, on, passwords } = order
  const suffix = `${purpose}-${token.slice(0, SHOWN_DIGITS)}`
  const swaps = on || passwords === 'real' ? [] : swapsFor(spec, order.password)
  const mounts = spec.mounts.flatMap((mount) => standInMount(mount, { suffix, on }))
  const made = mounts.filter(({ kind, source }) => kind === 'volume' && source !== on?.volume)
  return {
    container: {
      ...withoutWorld(spec),
      name: `${spec.name}.${suffix}`,
      env: { ...spec.env, ...Object.fromEntries(Object.keys(spec.secretEnv ?? {}).map((name) => [name, swapped(spec.env[name] ?? '', swaps)])) },
      mounts,
      fingerprint: `scratch:${token.slice(0, SHOWN_DIGITS)}`,
      labels: scratchLabels(spec, order, `scratch:${token.slice(0, SHOWN_DIGITS)}`),
    },
    volumes: made.map(({ source }) => ({ id: resourceId('volume', source), name: source, app: spec.app, scratchFor: purpose })),
    disguise: (text) => swapped(text, swaps),
  }
}

/**
 * Where a volume of files is held while it is filled. No image has anything there, so the engine copies nothing into the empty volume; and
 * it has a folder above it, from which it can be given its owner.
 */
export const HOLD_PATH = '/mist-restore/volume'

/** Never started: it only gives the engine a place to lay files through. */
export function holderOf(spec: ContainerSpec, order: StandInOrder & { readonly source: string }): StandIn {
  const held = spec.mounts.filter(({ kind, source }) => kind === 'volume' && baseVolume(source) === baseVolume(order.source)).slice(0, 1)
  const { healthCheck: _, ...unchecked } = spec
  return standInOf({ ...unchecked, env: {}, secretEnv: {}, mounts: held.map((mount) => ({ ...mount, target: HOLD_PATH, readOnly: false })) }, order)
}

const SHOWN_DIGITS = 10

/** No network, no port, no second start: nobody reaches it and it leaves nothing behind by itself. */
function withoutWorld(spec: ContainerSpec): Omit<ContainerSpec, 'name' | 'fingerprint' | 'labels' | 'mounts'> {
  return { ...spec, id: resourceId('container', `${spec.app}/scratch`), replica: RUN_ONCE_REPLICA, networks: [], ports: [], restart: { policy: 'no', maxRetries: 0 } }
}

function scratchLabels({ app, secretEnv }: ContainerSpec, { instance, purpose }: StandInOrder, fingerprint: string): ContainerSpec['labels'] {
  const identity = { instance, app, replica: RUN_ONCE_REPLICA, fingerprint }
  return { ...containerLabels(identity, { hiddenEnv: Object.keys(secretEnv ?? {}) }), [LABEL_SCRATCH]: purpose }
}

/** Folders of the host that an app may write to are left out: a stand-in must leave no trace in them. */
function standInMount(mount: MountSpec, { suffix, on }: { readonly suffix: string; readonly on: StandInOrder['on'] }): readonly MountSpec[] {
  if (mount.kind === 'bind') return mount.readOnly ? [mount] : []
  return [{ ...mount, source: on && baseVolume(mount.source) === on.base ? on.volume : `${mount.source}.${suffix}` }]
}

type Swap = readonly [from: string, to: string]

/** Shorter ones might stand in a text by chance: they are swapped only where they are the whole of it. */
const SURE_LENGTH = 8

/** The shorter first: a URL that holds a password then gets the new one in its place, and none of its own. */
function swapsFor({ env, secretEnv = {} }: ContainerSpec, password: StandInOrder['password']): readonly Swap[] {
  const values = [...new Set(Object.keys(secretEnv).map((name) => env[name] ?? ''))].filter((value) => value !== '')
  const swaps: Swap[] = []
  for (const value of values.toSorted((a, b) => a.length - b.length)) {
    if (swapped(value, swaps) === value) swaps.push([value, password(swaps.length)])
  }
  return swaps
}

function swapped(text: string, swaps: readonly Swap[]): string {
  const whole = swaps.find(([from]) => from === text)
  return whole ? whole[1] : swaps.reduce((now, [from, to]) => (from.length < SURE_LENGTH ? now : now.replaceAll(from, to)), text)
}
