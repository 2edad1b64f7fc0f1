/** `mistctl backup` typed wrong: what is said, and that nothing is done meanwhile. */
import { describe, expect, it } from 'vitest'
import { createShop, shopWith } from '../engine/backup/support.js'
import { GOOD_PROGRAM } from '../fakes/program.js'
import { createWorld } from '../fakes/world.js'
import type { World } from '../fakes/world.js'
import { createCli } from './support/cli.js'

const BACKED = `version: 1
storage: { disk: { path: /srv/backups } }
projects:
  shop:
    apps:
      web: { image: "web:1", port: 8080 }
      db: { template: postgres, backup: { schedule: "@daily", to: disk, verify: weekly } }
`

async function backed(): Promise<World> {
  const world = createWorld({ images: { 'postgres:18': GOOD_PROGRAM }, config: { grants: { domains: ['localhost'], publish: [], repositories: [], backups: ['/srv/backups'] } } })
  world.commit(BACKED)
  await world.converge()
  return world
}

describe('backup', () => {
  it.each([
    ['an id for one that is to be made', ['now', 'shop/db', '20261121T031500Z-3f9a1c'], 'backup now takes no id'],
    ['a target for a list', ['ls', '--to', 'shop/copy'], 'backup ls takes no --to'],
    ['a confirmation of a drill', ['verify', 'shop/db', '--confirm', 'shop/db'], 'backup verify takes no --confirm'],
    ['a word for what is not named', ['restore', 'shop/db', '--unsigned'], '--unsigned is for a backup that is named'],
    ['a word for what is listed', ['ls', '--unsigned'], 'backup ls takes no --unsigned'],
    ['to go without a copy that is asked for', ['now', 'shop/db', '--without-safety-backup'], 'backup now takes no --without-safety-backup'],
  ])('refuses %s', async (_, words, said) => {
    const world = await backed()
    const { code, err } = await createCli({ world })('backup', ...words)
    expect([code, err]).toEqual([2, expect.stringContaining(said)])
    expect(world.shelves.size).toBe(0)
  })

  it('tells of an app without a backup how to give it one, and not of another app', async () => {
    const { code, err } = await createCli({ world: await backed() })('backup', 'now', 'shop/web')
    expect([code, err.includes('add `backup` to it'), err.includes('Did you mean')]).toEqual([2, true, false])
  })

  it('goes on to lead from a slip of the hand to the name', async () => {
    expect((await createCli({ world: await backed() })('backup', 'ls', 'shop/bd')).err).toContain('Did you mean shop/db?')
  })
})

describe('a restore to an app that git does not have yet', () => {
  it('asks before it replaces what an earlier one brought there', async () => {
    const { world } = createShop()
    world.commit(shopWith())
    await world.converge()
    const cli = createCli({ world })
    const inUse = (): string | undefined => world.ports.generations.read().generations.inUse['shop_copy_data']
    expect((await cli('backup', 'now', 'shop/db')).code).toBe(0)
    const first = await cli('backup', 'restore', 'shop/db', '--to', 'shop/copy')
    expect([first.code, first.err.includes('which has no data yet'), inUse()]).toEqual([0, true, 'shop_copy_data.g2'])
    const second = await cli('backup', 'restore', 'shop/db', '--to', 'shop/copy')
    expect([second.code, inUse()]).toEqual([1, 'shop_copy_data.g2'])
    expect(second.err).toContain('Now shop/copy has the volume shop_copy_data.g2')
    expect(second.err).toContain('say it again with --confirm=shop/copy')
    const third = await cli('backup', 'restore', 'shop/db', '--to', 'shop/copy', '--confirm=shop/copy')
    expect([third.code, inUse(), third.out.includes('Kept: the volume shop_copy_data.g2')]).toEqual([0, 'shop_copy_data.g3', true])
  })
})

describe('a backup that somebody else put there', () => {
  async function forged(): Promise<{ readonly world: World; readonly id: string }> {
    const { world } = createShop()
    world.commit(shopWith())
    await world.converge()
    expect((await createCli({ world })('backup', 'now', 'shop/db')).code).toBe(0)
    const shelf = world.shelves.get('disk')
    const key = [...(shelf?.keys() ?? [])].find((one) => one.endsWith('/manifest.json')) ?? ''
    shelf?.set(key, Buffer.from(Buffer.from(shelf.get(key) ?? []).toString().replace('"encrypted": false', '"encrypted": true')))
    return { world, id: key.split('/').at(-2) ?? '' }
  }

  it('is not called good', async () => {
    const { world } = await forged()
    const [all, one] = [await createCli({ world })('backup', 'ls'), await createCli({ world })('backup', 'ls', 'shop/db')]
    expect([all.code, all.out]).toEqual([1, expect.stringMatching(/shop\/db +disk +failed[\s\S]*not signed by this instance/)])
    expect([one.code, one.out]).toEqual([1, expect.stringMatching(/not usable[\s\S]*not signed by this instance/)])
  })

  it.each([['restore'], ['verify']])('is refused by %s, whatever is said', async (verb) => {
    const { world, id } = await forged()
    for (const words of [['shop/db'], ['shop/db', id, '--unsigned']]) {
      const { code, err } = await createCli({ world })('backup', verb, ...words)
      expect([code, err]).toEqual([verb === 'restore' ? 3 : 1, expect.stringContaining('not signed by this instance')])
    }
  })
})
