/** The world of a suite: made before its tests, cleaned up after them, also when it could not be made. */
import { afterAll, beforeAll } from 'vitest'
import type { RuntimeWorld, Steps } from './runtime-world.js'
import { steps } from './runtime-world.js'

export function withWorld(makeWorld: () => Promise<RuntimeWorld>, take: (world: RuntimeWorld, by: Steps) => void): void {
  let made: RuntimeWorld | undefined

  beforeAll(async () => {
    made = await makeWorld()
    take(made, steps(made))
  })

  afterAll(async () => {
    await made?.cleanup()
  })
}
