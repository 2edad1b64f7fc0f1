/** What a killed backup left standing still goes on before the next holder of the lease begins, whoever that is. */
import { expect, it } from 'vitest'
import { takeOverAtStart } from '../../../src/engine/restore/take-over.js'
import { never } from '../../../src/signals.js'
import { createCli } from '../../cli/support/cli.js'
import type { World } from '../../fakes/world.js'
import { createShop, shopWith } from './support.js'

const typed = (...words: readonly string[]) => async (world: World): Promise<unknown> => createCli({ world })('backup', ...words)

it.each<[string, (world: World) => Promise<unknown>]>([
  ['a backup', typed('now', 'shop/db')],
  ['a drill', typed('verify', 'shop/db')],
  ['a restore', typed('restore', 'shop/db', '--to', 'shop/copy')],
  ['mistd', (world) => takeOverAtStart(world.ports, never())],
])('goes on before %s begins', async (_, begin) => {
  const { world } = createShop()
  world.commit(shopWith().replace('projects:', 'policy: { drift: report }\nprojects:'))
  await world.converge()
  await typed('now', 'shop/db')(world)
  const name = world.containers().find(({ app }) => app === 'shop/web')?.name ?? ''
  expect(await world.ports.inside.pause(name, never())).toMatchObject({ ok: true })
  await world.ports.standing.write([name])
  world.faults.forgetCalls()
  await begin(world)
  expect([world.faults.writes[0], world.ports.standing.read().names]).toEqual([`unpauseContainer ${name}`, []])
})
