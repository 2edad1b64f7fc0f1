/** What is made to be thrown away, on the fake and on a real engine: known by its label, and to nobody who looks at apps. */
import { describe, expect, test } from 'vitest'
import { LABEL_SCRATCH } from '../../src/model/labels.js'
import type { VolumeSpec } from '../../src/model/resource.js'
import type { RuntimeWorld, Steps } from './runtime-world.js'
import { partsOf } from './runtime-world.js'
import { withWorld } from './suite-world.js'

const never = new AbortController().signal
const gone = { ok: true, value: undefined }

export function scratchContract(name: string, makeWorld: () => Promise<RuntimeWorld>): void {
  describe(`scratch: ${name}`, () => {
    let world: RuntimeWorld
    let by: Steps

    withWorld(makeWorld, (...made) => { [world, by] = made })

    test('is seen by nobody who looks at apps, and goes by its label', async () => {
      const { volume, app, spec: plain } = partsOf(world)
      const scratch: VolumeSpec = { ...volume, name: `${volume.name}.scratch`, scratchFor: 'drill' }
      const spec = { ...plain, name: `${plain.name}-scratch`, networks: [], labels: { ...plain.labels, [LABEL_SCRATCH]: 'drill' }, mounts: [{ kind: 'volume', source: scratch.name, target: '/data', readOnly: false } as const] }
      await by.volume(scratch)
      await by.create(spec)
      await by.start(spec)
      const { containers, volumes } = await by.observe()
      expect([containers.filter((one) => one.app === app), volumes.filter((one) => one.name === scratch.name && one.owner === 'ours')]).toEqual([[], []])
      const told = await world.runtime.volumes({ sizes: 'skipped' }, never)
      expect(told.ok && told.value.filter((one) => one.app === app)).toEqual([])
      expect(await found(app, spec.name)).toEqual([true, [{ name: scratch.name, app, scratch: true }]])
      expect(await world.runtime.removeContainer(spec.name, never)).toEqual(gone)
      expect(await world.runtime.removeVolume({ name: scratch.name, app, scratch: true }, never)).toEqual(gone)
      expect(await found(app, spec.name)).toEqual([false, []])
    })

    async function found(app: string, container: string): Promise<unknown> {
      const answer = await world.runtime.scratch(never)
      return answer.ok && [answer.value.containers.includes(container), answer.value.volumes.filter((one) => one.app === app)]
    }
  })
}
