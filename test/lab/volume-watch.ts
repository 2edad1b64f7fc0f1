/**
 * Volumes without a name that a run's containers have had. The engine makes them for images that declare a volume, gives them no label, and keeps them
 * when the container goes without them; so whose they were is known only from the engine's events, as they happen.
 */
import { startCompanion } from './companion.js'
import { dockerTries, labEnv } from './docker.js'
import { isOfThisRun } from './leftovers.js'

export interface VolumeWatch {
  /** What it has heard of so far, there or gone. */
  readonly volumes: () => readonly NamelessVolume[]
  /** Ends the watch and removes those that are still there and that nobody mounts. */
  readonly end: () => Promise<readonly NamelessVolume[]>
}

export interface NamelessVolume {
  readonly name: string
  /** The name of the container that had it last. */
  readonly owner: string
}

const NAMELESS = /^[0-9a-f]{64}$/
const FIELDS = ['{{.Type}}', '{{.Actor.ID}}', '{{index .Actor.Attributes "container"}}', '{{index .Actor.Attributes "name"}}', '{{index .Actor.Attributes "mist.instance"}}']
const FILTERS = ['type=container', 'type=volume', 'event=create', 'event=mount'].flatMap((filter) => ['--filter', filter])

/** @param isMeant by the instance of a container, or its name */
export function watchVolumes(isMeant: (name: string) => boolean = isOfThisRun): VolumeWatch {
  const events = startCompanion('docker', ['events', '--since', String(Date.now() / 1_000), ...FILTERS, '--format', FIELDS.join('\t')], { env: { DOCKER_HOST: labEnv().dockerHost } })
  const volumes = (): readonly NamelessVolume[] => volumesIn(events.output(), isMeant)
  return {
    volumes,
    end: async () => {
      await events.stop()
      const removed: NamelessVolume[] = []
      // Without force: one that somebody still mounts stays.
      for (const volume of volumes()) if ((await dockerTries(['volume', 'rm', volume.name])).code === 0) removed.push(volume)
      return removed
    },
  }
}

interface EngineEvent {
  readonly type: string
  readonly id: string
  /** Of a volume: who mounts it. */
  readonly container: string
  readonly name: string
  readonly instance: string
}

function volumesIn(text: string, isMeant: (name: string) => boolean): readonly NamelessVolume[] {
  const events = text.split('\n').map(toEvent)
  const owners = new Map(events.filter(({ type, name, instance }) => type === 'container' && (isMeant(instance) || isMeant(name))).map(({ id, name }) => [id, name]))
  const mounts = events.filter(({ type, id, container }) => type === 'volume' && NAMELESS.test(id) && owners.has(container))
  return [...new Map(mounts.map(({ id, container }) => [id, owners.get(container) ?? '']))].map(([name, owner]) => ({ name, owner }))
}

function toEvent(line: string): EngineEvent {
  const [type = '', id = '', container = '', name = '', instance = ''] = line.split('\t')
  return { type, id, container, name, instance }
}
