/**
 * Setup of each lab test file: when a test fails, what mistd says and thinks at that moment is printed, since its files go with the stage. A
 * wait in vain tells it already.
 */
import { afterEach } from 'vitest'
import { tellOfOpenStages } from './open-stages.js'

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail' || task.result.errors?.some(({ message }) => message.includes('── mistd')) === true) return
  const told = await tellOfOpenStages()
  if (told !== '') console.error(`after the failure of "${task.name}":\n${told}`)
})
