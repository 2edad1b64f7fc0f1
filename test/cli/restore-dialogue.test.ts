/** `mistctl backup restore` to the live one: who is asked, what counts as a yes, and that everything else changes nothing. */
import { describe, expect, it } from 'vitest'
import { createShop, MINUTE, shopWith, whole } from '../engine/backup/support.js'
import type { World } from '../fakes/world.js'
import type { CliOptions, Typed } from './support/cli.js'
import { createCli } from './support/cli.js'

const DB = 'shop/db/database'
const UPLOADS = 'shop/web/shop_web_uploads'

/** A shop that runs, with one backup of each of its data. */
async function backedUp(): Promise<World> {
  const { world } = createShop()
  world.commit(shopWith())
  await world.converge()
  const cli = createCli({ world })
  for (const key of ['shop/db', 'shop/web:uploads']) expect((await cli('backup', 'now', key)).code).toBe(0)
  world.clock.jumpWall(MINUTE)
  return world
}

const inUse = (world: World): string | undefined => world.ports.generations.read().generations.inUse['shop_db_data']
const mounted = (world: World): readonly string[] => world.containers().filter(({ app }) => app === 'shop/db').flatMap(({ name }) => world.engine.find(name)?.spec?.mounts.flatMap((mount) => [mount.source]) ?? [])
/** The word of how many backups there are, which volume counts, and which one the server has. */
const facts = (world: World): unknown => [whole(world, DB).length, inUse(world), mounted(world)]
const UNTOUCHED = [1, undefined, ['shop_db_data']]
const RESTORED = [2, 'shop_db_data.g2', ['shop_db_data.g2']]

const restore = (world: World, words: readonly string[] = [], options: Omit<CliOptions, 'world'> = {}): Promise<Typed> => createCli({ world, ...options })('backup', 'restore', 'shop/db', ...words)

describe('a restore to the live one', () => {
  it('says what will happen, asks for the name, and goes on when it is typed', async () => {
    const world = await backedUp()
    const { code, out, err } = await restore(world, [], { terminal: 'yes', answers: [' shop/db '] })
    expect([code, facts(world)]).toEqual([0, RESTORED])
    expect(err).toMatch(/Now shop\/db has the volume shop_db_data, used by shop-db-[^\n]+\n[^]*1\. A backup of what stands now[^]*Type shop\/db to go on: /)
    expect(out).toContain('Kept: the volume shop_db_data.')
  })

  it.each([['another name', ['shop/bd']], ['a mere yes', ['y']], ['nothing', ['']], ['the end of the input', []]])('changes nothing after %s', async (_, answers) => {
    const world = await backedUp()
    const { code, err } = await restore(world, [], { terminal: 'yes', answers })
    expect([code, err.endsWith('Nothing was changed.\n'), facts(world)]).toEqual([1, true, UNTOUCHED])
  })

  it.each<[string, readonly string[], CliOptions['terminal']]>([
    ['without a terminal', [], 'no'],
    ['with --no-input', ['--no-input'], 'yes'],
    ['without a terminal, for data', ['-o', 'json'], 'no'],
    ['with --yes, which is no name', ['--yes'], 'no'],
  ])('asks nobody %s, and says how to agree', async (_, words, terminal = 'no') => {
    const world = await backedUp()
    const { code, out, err } = await restore(world, words, { terminal, answers: ['shop/db'] })
    expect([code, out, err.includes('Type shop/db'), facts(world)]).toEqual([1, '', false, UNTOUCHED])
    expect(err).toContain('say it again with --confirm=shop/db')
  })

  it('takes --yes for no name on a terminal either', async () => {
    const world = await backedUp()
    expect([(await restore(world, ['--yes'], { terminal: 'yes', answers: ['no'] })).code, facts(world)]).toEqual([1, UNTOUCHED])
  })

  it('refuses a confirmation of something else, even where it could ask', async () => {
    const world = await backedUp()
    const { code, err } = await restore(world, ['--confirm=shop/db-copy'], { terminal: 'yes', answers: ['shop/db'] })
    expect([code, err.includes('--confirm=shop/db-copy is not what is restored'), err.includes('It is shop/db.'), facts(world)]).toEqual([2, true, true, UNTOUCHED])
  })

  it('answers with one document and no other word when data is asked for', async () => {
    const world = await backedUp()
    const { code, out, err } = await restore(world, ['--confirm=shop/db', '-o', 'json'])
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, restored: { to: 'shop/db', of: 'shop/db', volume: 'shop_db_data.g2', before: 'shop_db_data', safetyBackup: whole(world, DB).at(-1) } })
    expect([code, err, facts(world)]).toEqual([0, '', RESTORED])
  })

  it('names a volume with its app', async () => {
    const world = await backedUp()
    const cli = createCli({ world, terminal: 'yes', answers: ['shop/web', 'shop/web:uploads'] })
    const ask = (): Promise<Typed> => cli('backup', 'restore', 'shop/web:uploads')
    expect([(await ask()).code, whole(world, UPLOADS).length]).toEqual([1, 1])
    expect([(await ask()).code, whole(world, UPLOADS).length]).toEqual([0, 2])
  })

  it('says of an app that git does not have that its data is there, and of nothing that goes over', async () => {
    const world = await backedUp()
    const { code, err, out } = await restore(world, ['--to', 'shop/copy'], { terminal: 'yes' })
    expect([code, err.includes('Going over'), err.includes('Type '), out.includes('It is used as soon as git has shop/copy')]).toEqual([0, false, false, true])
    expect((await restore(world, ['--confirm=shop/db'])).err).toContain('Going over to the new volume')
  })
})

describe('--without-safety-backup', () => {
  it('is refused while the server is well, since a copy of it can be made', async () => {
    const world = await backedUp()
    const { code, err } = await restore(world, ['--without-safety-backup', '--confirm=shop/db'])
    expect([code, err.includes('so a copy of it can be made'), err.includes('Leave --without-safety-backup out'), facts(world)]).toEqual([2, true, true, UNTOUCHED])
  })

  it('is refused for a volume, which can be read whatever its app does', async () => {
    const world = await backedUp()
    for (const { name, app } of world.containers()) if (app === 'shop/web') world.hand.stop(name)
    const { code } = await createCli({ world })('backup', 'restore', 'shop/web:uploads', '--without-safety-backup', '--confirm=shop/web:uploads')
    expect([code, whole(world, UPLOADS).length]).toEqual([2, 1])
  })

  it('brings a broken server back where no copy of it can be made, and keeps its volume', async () => {
    const world = await backedUp()
    for (const { name, app } of world.containers()) if (app === 'shop/db') world.hand.stop(name)
    const refused = await restore(world, ['--confirm=shop/db'])
    expect([refused.code, refused.err.includes('--without-safety-backup'), facts(world)]).toEqual([3, true, UNTOUCHED])
    const { code, out, err } = await restore(world, ['--without-safety-backup', '--confirm=shop/db'])
    expect([code, facts(world)]).toEqual([0, [1, 'shop_db_data.g2', ['shop_db_data.g2']]])
    expect([err.includes('No copy is made of what stands now.'), out.includes('Kept: the volume shop_db_data.'), out.includes('Kept: backup')]).toEqual([true, true, false])
  })
})
