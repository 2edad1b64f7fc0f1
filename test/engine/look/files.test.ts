/** Files that apps mount, on a whole host in memory: laid down, changed, damaged, taken away. */
import { describe, expect, it } from 'vitest'
import { look } from '../../../src/engine/look.js'
import { withoutHiddenEnv } from '../../../src/render/hidden-env.js'
import { never } from '../../../src/signals.js'
import type { World } from '../../fakes/world.js'
import { createWorld } from '../../fakes/world.js'

const FILE = 'version: 1\nprojects:\n  shop:\n    apps:\n      web: { image: "web:1", port: 80 }\n'
const withFiles = (more: string): string => `${FILE}      worker: { image: "worker:1", ${more} }\n`

async function deployed(manifest: string, files: Readonly<Record<string, string>> = {}): Promise<World> {
  const world = createWorld()
  world.commit(manifest, files)
  await world.converge()
  return world
}

function mountsOf(world: World): readonly (readonly [string, string])[] {
  const worker = [...world.engine.state.containers.values()].find(({ spec }) => spec?.app === 'shop/worker')
  return (worker?.spec?.mounts ?? []).map(({ source, target, readOnly }) => [target, `${world.folder.get(source)?.text ?? '?'}${readOnly ? '' : ' writable'}`] as const)
}

function idOf(world: World): string | undefined {
  return world.containers().find(({ app }) => app === 'shop/worker')?.id
}

const seen = (world: World) => look(world.ports, world.config, { fetch: 'remote', freshness: 'live' }, never())

describe('the files of an app', () => {
  it('are laid down before its container, which mounts them for reading', async () => {
    const world = await deployed(withFiles('volumes: [./conf/a.toml:/etc/a.toml:ro], files: { /etc/b: { from: b.txt, mode: "0400" }, /etc/c: { content: "c = 1" } }'), { 'conf/a.toml': 'a = 1', 'b.txt': 'b' })
    expect(mountsOf(world)).toEqual([['/etc/a.toml', 'a = 1'], ['/etc/b', 'b'], ['/etc/c', 'c = 1']])
    expect([...world.folder.values()].map(({ text, mode }) => [text, mode.toString(8)]).sort()).toEqual([['a = 1', '444'], ['b', '400'], ['c = 1', '444']])
  })

  it('stay what they are with a commit that does not change them', async () => {
    const manifest = withFiles('volumes: [./a.toml:/etc/a.toml]')
    const world = await deployed(manifest, { 'a.toml': 'a = 1' })
    const before = idOf(world)
    world.commit(manifest, { 'a.toml': 'a = 1', 'other.txt': 'x' })
    expect((await world.converge()).run.outcomes).toEqual([])
    expect(idOf(world)).toBe(before)
  })

  it('are another release when they change, and what nobody mounts any more is taken away', async () => {
    const manifest = withFiles('volumes: [./a.toml:/etc/a.toml]')
    const world = await deployed(manifest, { 'a.toml': 'a = 1' })
    const before = idOf(world)
    world.commit(manifest, { 'a.toml': 'a = 2' })
    await world.converge()
    expect(idOf(world)).not.toBe(before)
    expect(mountsOf(world)).toEqual([['/etc/a.toml', 'a = 2']])
    expect([...world.folder.values()].map(({ text }) => text)).toEqual(['a = 2'])
  })

  it.each(['altered', 'missing'] as const)('are put right when they are %s on the host, with a container that sees it', async (damage) => {
    const world = await deployed(withFiles('volumes: [./a.toml:/etc/a.toml]'), { 'a.toml': 'a = 1' })
    const before = idOf(world)
    const [[source, file] = []] = [...world.folder]
    if (source === undefined || !file) throw new Error('nothing was laid down')
    if (damage === 'missing') world.folder.delete(source)
    else world.folder.set(source, { ...file, text: 'evil', state: 'altered' })
    expect((await seen(world)).plan?.changes).toMatchObject([{ app: 'shop/worker', action: 'replace', reason: 'drift', fields: [{ field: 'files./etc/a.toml', to: 'as git has it' }] }])
    await world.converge()
    expect(mountsOf(world)).toEqual([['/etc/a.toml', 'a = 1']])
    expect(idOf(world)).not.toBe(before)
  })

  it('that were put right after the container had started are not what it sees', async () => {
    const world = await deployed(withFiles('volumes: [./a.toml:/etc/a.toml]'), { 'a.toml': 'a = 1' })
    const before = idOf(world)
    const [[source, file] = []] = [...world.folder]
    if (source === undefined || !file) throw new Error('nothing was laid down')
    await world.clock.sleep(1_000, never())
    world.folder.set(source, { ...file, changedAt: world.clock.nowIso() })
    await world.converge()
    expect(idOf(world)).not.toBe(before)
  })

  it('that are not in the commit leave this app alone, and the others go on', async () => {
    const world = await deployed(withFiles('volumes: [./a.toml:/etc/a.toml]'), { 'a.toml': 'a = 1' })
    const before = idOf(world)
    world.commit(withFiles('volumes: [./gone.toml:/etc/a.toml]').replace('web:1', 'web:2'))
    await world.converge()
    expect(idOf(world)).toBe(before)
    const { plan } = await seen(world)
    expect(plan?.blocked).toMatchObject([{ app: 'shop/worker', reason: 'unresolved', message: expect.stringMatching(/cannot mount \.\/gone\.toml: commit [0-9a-f]{12} has no file gone\.toml/) as string }])
    expect([...world.engine.state.containers.values()].some(({ spec }) => spec?.image === 'web:2')).toBe(true)
  })

  it('that hold a secret bear its mark, and no reader of the plan sees the value', async () => {
    const world = createWorld()
    world.vault.set('KEY', 'swordfish')
    world.commit(withFiles('files: { /run/secrets/key: { secret: KEY } }'))
    const { plan } = await seen(world)
    expect(JSON.stringify(plan && withoutHiddenEnv(plan))).not.toContain('swordfish')
    await world.converge()
    expect(mountsOf(world)).toEqual([['/run/secrets/key', 'swordfish']])
    expect([...world.folder.keys()]).toEqual([expect.stringMatching(/^\/var\/lib\/mist\/files\/s-[0-9a-f]{32}$/)])
    expect(JSON.stringify(world.store)).not.toContain('swordfish')
    const before = idOf(world)
    world.vault.set('KEY', 'sesame')
    await world.converge()
    expect(mountsOf(world)).toEqual([['/run/secrets/key', 'sesame']])
    expect(idOf(world)).not.toBe(before)
    expect(JSON.stringify(world.events)).not.toMatch(/swordfish|sesame/)
  })
})
