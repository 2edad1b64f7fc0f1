/** The contract of what is done inside containers, on a real engine, and what only a real one can show: pressure, and ends before the end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContainerSpec } from '../../src/model/resource.js'
import { docker } from '../lab/fixtures.js'
import { until } from '../support/until.js'
import { insideContract } from './inside-suite.js'
import type { LabWorld } from './runtime-lab.js'
import { labWorld } from './runtime-lab.js'
import { partsOf, steps } from './runtime-world.js'

insideContract('the lab engine', () => Promise.resolve(labWorld()))

const never = new AbortController().signal

describe('a command on a real engine', () => {
  let world: LabWorld
  let box: ContainerSpec

  beforeAll(async () => {
    world = labWorld()
    box = await sleeping()
  })

  afterAll(() => world?.cleanup())

  async function sleeping(): Promise<ContainerSpec> {
    const by = steps(world)
    const { network, spec } = partsOf(world, { image: 'busybox:1.36', command: ['sleep', '600'], networks: [] })
    await by.network(network)
    await by.create(spec)
    await by.start(spec)
    return spec
  }

  function psOf(container: string): Promise<string> {
    return docker('top', container)
  }

  test('is read no faster than its listener takes it, and fed no faster than it reads', async () => {
    let fed = 0
    const most = 64
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < most; at += 1) {
        fed += 1
        yield await Promise.resolve(new Uint8Array(1 << 20))
      }
    }
    let open: () => void = () => undefined
    const held = new Promise<void>((resolve) => { open = resolve })
    let taken = 0
    const ended = world.inside.stream({ container: box.name, command: { words: ['cat'] }, input: endless() }, async (chunk) => {
      if (taken === 0) await held
      taken += chunk.length
    }, never)
    // Both directions fill up what lies between and stop there: 64 MB do not fit into the pipes.
    let before = -1
    await until('nothing moves any more', () => {
      const stands = fed === before && fed > 0
      before = fed
      return Promise.resolve(stands ? true : undefined)
    }, { everyMs: 500, timeoutMs: 30_000 })
    expect(fed).toBeLessThan(most / 2)
    open()
    expect(await ended).toMatchObject({ ok: true, value: { exitCode: 0 } })
    expect(taken).toBe(most << 20)
  })

  test('that waits for its input ends when it is called off', async () => {
    const off = new AbortController()
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('hello'))
      await new Promise(() => undefined)
    }
    let heard = ''
    const ended = world.inside.stream({ container: box.name, command: { words: ['cat', '-'] }, input: silent() }, (chunk) => { heard += Buffer.from(chunk).toString(); return Promise.resolve() }, off.signal)
    await until('it runs', () => Promise.resolve(heard === 'hello' ? true : undefined))
    off.abort()
    expect(await ended).toMatchObject({ ok: false, error: { code: 'aborted' } })
    await until('it is gone', async () => ((await psOf(box.name)).includes('cat -') ? undefined : true))
  })

  test('fails when its container goes away, and when it is killed', async () => {
    const victim = await sleeping()
    const ended = world.inside.run({ container: victim.name, command: { words: ['sleep', '300'] } }, never)
    await until('it runs', async () => ((await psOf(victim.name)).includes('sleep 300') ? true : undefined))
    await docker('rm', '--force', victim.name)
    expect(await ended).toMatchObject({ ok: false })
    const killed = world.inside.run({ container: box.name, command: { words: ['sleep', '301'] } }, never)
    const pid = await until('it runs', async () => /^\S+\s+(\d+)\s.*sleep 301$/m.exec(await psOf(box.name))?.[1])
    process.kill(Number(pid), 'SIGKILL')
    expect(await killed).toMatchObject({ ok: false, error: { code: 'container-exited', cause: expect.stringContaining('SIGKILL') as string } })
  })

  test('that hangs up on its input fails unless it says why', async () => {
    async function* long(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < 64; at += 1) yield await Promise.resolve(new Uint8Array(1 << 20))
    }
    expect(await world.inside.run({ container: box.name, command: { words: ['head', '-c', '3'] }, input: long() }, never)).toMatchObject({ ok: false })
    expect(await world.inside.run({ container: box.name, command: { words: ['ls', '/nowhere'] }, input: long() }, never)).toMatchObject({ ok: true, value: { exitCode: 1, said: expect.stringContaining('No such file') as string } })
  })
})
