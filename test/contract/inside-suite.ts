/** The contract of what is done inside containers: any implementation of the port behaves so, fake or real. Needs an image with a busybox. */
import { extract, pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { peekRoot } from '../../src/adapters/docker/inside/tar.js'
import { StreamFault } from '../../src/model/stream-fault.js'
import type { InsidePort, NewFile } from '../../src/ports.js'
import type { ContainerSpec } from '../../src/model/resource.js'
import { readable } from '../support/bytes.js'
import type { RuntimeWorld, Steps } from './runtime-world.js'
import { partsOf, steps, uniqueName } from './runtime-world.js'

export interface InsideWorld extends RuntimeWorld {
  readonly inside: InsidePort
}

const never = new AbortController().signal
const BUSYBOX = 'busybox:1.36'

export function insideContract(name: string, makeWorld: () => Promise<InsideWorld>): void {
  describe(`inside contract: ${name}`, () => {
    let world: InsideWorld
    let by: Steps
    /** Runs for all tests that change nothing of it. */
    let box: ContainerSpec

    beforeAll(async () => {
      world = await makeWorld()
      by = steps(world)
      box = await sleeping('started')
    })

    afterAll(() => world?.cleanup())

    async function sleeping(state: 'started' | 'created'): Promise<ContainerSpec> {
      const { network, volume, spec } = partsOf(world, { image: BUSYBOX, command: ['sleep', '600'] })
      const withVolume: ContainerSpec = { ...spec, mounts: [{ kind: 'volume', source: volume.name, target: '/data', readOnly: false }] }
      await by.network(network)
      await by.volume(volume)
      await by.create(withVolume)
      if (state === 'started') await by.start(withVolume)
      return withVolume
    }

    const run = (...words: readonly string[]): ReturnType<InsidePort['run']> => world.inside.run({ container: box.name, command: { words } }, never)

    describe('a command', () => {
      test('answers with its exit code and what it said', async () => {
        expect(await run('false')).toEqual({ ok: true, value: { exitCode: 1, said: '', text: '' } })
        expect(await run('ls', '/nowhere')).toMatchObject({ ok: true, value: { exitCode: 1, said: expect.stringContaining('No such file') as string, text: '' } })
      })

      test('has the env of its container, and its own over it', async () => {
        const linesOf = (answer: Awaited<ReturnType<InsidePort['run']>>): readonly string[] => (answer.ok ? answer.value.text.split('\n') : [])
        expect(linesOf(await run('env'))).toContain('GREETING=hello there')
        const own = linesOf(await world.inside.run({ container: box.name, command: { words: ['env'], env: { GREETING: 'a=b "c" $d', NEW: '' } } }, never))
        expect(own).toEqual(expect.arrayContaining(['GREETING=a=b "c" $d', 'NEW=']))
      })

      test('that is not in the image is told of', async () => {
        expect(await run('no-such-program')).toMatchObject({ ok: true, value: { exitCode: expect.any(Number) as number, said: expect.stringContaining('not found') as string, text: '' } })
      })

      test('reads what it is given to the end', async () => {
        const told = await world.inside.run({ container: box.name, command: { words: ['cat'], stdin: 'one\ntwö\n' } }, never)
        expect(told).toEqual({ ok: true, value: { exitCode: 0, said: '', text: 'one\ntwö\n' } })
        expect(await world.inside.run({ container: box.name, command: { words: ['cat'], stdin: '' } }, never)).toMatchObject({ ok: true, value: { text: '' } })
        expect(await run('cat')).toMatchObject({ ok: true, value: { exitCode: 0, text: '' } })
      })

      test('hands on every byte, in order, as it comes', async () => {
        const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7 + (at >> 8)) & 255))
        const got: Buffer[] = []
        const ended = await world.inside.stream({ container: box.name, command: { words: ['cat'] }, input: readable(bytes, 10_000) }, (chunk) => { got.push(Buffer.from(chunk)); return Promise.resolve() }, never)
        expect(ended).toEqual({ ok: true, value: { exitCode: 0, said: '' } })
        expect(Buffer.concat(got).equals(bytes)).toBe(true)
      })

      test('may say no more than a megabyte as text', async () => {
        expect(await run('head', '-c', '1000000', '/dev/zero')).toMatchObject({ ok: true, value: { exitCode: 0 } })
        expect(await run('head', '-c', '1100000', '/dev/zero')).toMatchObject({ ok: false, error: { cause: 'it says more than 1 MB' } })
      })

      test('ends with what its listener or its input throws', async () => {
        const work = { container: box.name, command: { words: ['head', '-c', '1000000', '/dev/zero'] } }
        await expect(world.inside.stream(work, () => Promise.reject(new Error('the disk is full')), never)).rejects.toThrow('the disk is full')
        async function* breaking(): AsyncGenerator<Uint8Array> {
          yield await Promise.resolve(Buffer.from('a'))
          throw new Error('the source broke off')
        }
        await expect(world.inside.run({ container: box.name, command: { words: ['cat'] }, input: breaking() }, never)).rejects.toThrow('the source broke off')
      })

      test('does not begin once it was called off', async () => {
        const off = new AbortController()
        off.abort()
        expect(await world.inside.run({ container: box.name, command: { words: ['false'] } }, off.signal)).toMatchObject({ ok: false, error: { code: 'aborted' } })
      })

      test('needs a container that runs', async () => {
        const still = await sleeping('created')
        expect(await world.inside.run({ container: still.name, command: { words: ['false'] } }, never)).toMatchObject({ ok: false, error: { code: 'container-exited' } })
      })
    })

    describe('a folder', () => {
      test('comes and goes with owners and modes, also where nothing runs', async () => {
        const from = await sleeping('created')
        const tar = pack()
        tar.entry({ name: 'a.txt', mode: 0o640, uid: 1234, gid: 4321 }, 'first')
        tar.entry({ name: 'b.txt', mode: 0o600, uid: 7, gid: 8 }, 'x'.repeat(200_000))
        tar.finalize()
        expect(await world.inside.writeFolder({ container: from.name, path: '/data' }, tar as unknown as AsyncIterable<Uint8Array>, never)).toEqual({ ok: true, value: undefined })
        const wanted = [{ name: './a.txt', mode: 0o640, uid: 1234, gid: 4321, size: 5 }, { name: './b.txt', mode: 0o600, uid: 7, gid: 8, size: 200_000 }]
        expect(await filesIn(world.inside, from)).toEqual(wanted)
        const to = await sleeping('started')
        const read = await world.inside.readFolder(from.name, '/data', never)
        if (!read.ok) throw new Error(read.error.cause)
        expect(await world.inside.writeFolder({ container: to.name, path: '/data' }, read.value, never)).toEqual({ ok: true, value: undefined })
        expect(await filesIn(world.inside, to)).toEqual(wanted)
      })

      test('keeps the owner and the mode of itself', async () => {
        const [from, to] = [await sleeping('created'), await sleeping('created')]
        const tar = pack()
        tar.entry({ name: './', type: 'directory', mode: 0o2750, uid: 1234, gid: 4321 })
        tar.entry({ name: './a.txt', mode: 0o640, uid: 1234, gid: 4321 }, 'first')
        tar.finalize()
        expect(await world.inside.writeFolder({ container: from.name, path: '/data' }, tar as unknown as AsyncIterable<Uint8Array>, never)).toEqual({ ok: true, value: undefined })
        expect(await rootIn(world.inside, from)).toEqual({ mode: 0o2750, uid: 1234, gid: 4321 })
        const read = await world.inside.readFolder(from.name, '/data', never)
        if (!read.ok) throw new Error(read.error.cause)
        expect(await world.inside.writeFolder({ container: to.name, path: '/data' }, read.value, never)).toEqual({ ok: true, value: undefined })
        expect(await rootIn(world.inside, to)).toEqual({ mode: 0o2750, uid: 1234, gid: 4321 })
      })

      test('takes a few files, and is not written with another length than was said', async () => {
        const to = await sleeping('created')
        const file = (text: string, bytes = text.length): NewFile => ({ path: 'below/a.txt', bytes, content: readable(Buffer.from(text), 2) })
        expect(await world.inside.writeFiles({ container: to.name, path: '/data' }, [file('first'), { ...file('second'), path: 'b.txt' }], never)).toEqual({ ok: true, value: undefined })
        expect((await filesIn(world.inside, to)).map(({ name, mode, uid, size }) => [name, mode, uid, size])).toEqual([['./b.txt', 0o644, 0, 6], ['./below/a.txt', 0o644, 0, 5]])
        await expect(world.inside.writeFiles({ container: to.name, path: '/data' }, [file('short', 9)], never)).rejects.toThrow(StreamFault)
        await expect(world.inside.writeFiles({ container: to.name, path: '/data' }, [file('too long', 3)], never)).rejects.toThrow(StreamFault)
      })

      test('has to be there', async () => {
        expect(await world.inside.readFolder(box.name, '/nowhere', never)).toMatchObject({ ok: false, error: { cause: expect.stringContaining('/nowhere') as string } })
      })

      test('is not written with less than all of it', async () => {
        async function* breaking(): AsyncGenerator<Uint8Array> {
          yield await Promise.resolve(new Uint8Array(512))
          throw new Error('the source broke off')
        }
        await expect(world.inside.writeFolder({ container: box.name, path: '/data' }, breaking(), never)).rejects.toThrow('the source broke off')
      })
    })

    test('nothing is done in what others made', async () => {
      const foreign = uniqueName(`${world.instance}-foreign`)
      await world.tamper.foreignContainer(foreign)
      const refused = { ok: false, error: { code: 'payload-refused' } }
      expect(await world.inside.run({ container: foreign, command: { words: ['false'] } }, never)).toMatchObject(refused)
      expect(await world.inside.readFolder(foreign, '/data', never)).toMatchObject(refused)
      expect(await world.inside.writeFolder({ container: foreign, path: '/data' }, readable(Buffer.alloc(1024), 512), never)).toMatchObject(refused)
      expect(await world.inside.pause(foreign, never)).toMatchObject(refused)
    })

    test('a container stands still, and goes on', async () => {
      const spec = await sleeping('started')
      for (let time = 0; time < 2; time += 1) expect(await world.inside.pause(spec.name, never)).toEqual({ ok: true, value: undefined })
      expect((await by.see(spec)).state).toBe('paused')
      expect(await world.runtime.unpauseContainer(spec.name, never)).toMatchObject({ ok: true })
      expect((await by.see(spec)).state).toBe('running')
      const still = await sleeping('created')
      expect(await world.inside.pause(still.name, never)).toEqual({ ok: true, value: undefined })
    })
  })
}

interface Entry {
  readonly name: string
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly size: number
}

/** Of the volume, sorted by name. */
async function rootIn(inside: InsidePort, { name: container }: ContainerSpec): Promise<unknown> {
  const read = await inside.readFolder(container, '/data', never)
  if (!read.ok) throw new Error(read.error.cause)
  const { tar, root } = await peekRoot(read.value)
  for await (const piece of tar) expect(piece.length).toBeGreaterThan(0)
  return root()
}

async function filesIn(inside: InsidePort, { name: container }: ContainerSpec): Promise<readonly Entry[]> {
  const read = await inside.readFolder(container, '/data', never)
  if (!read.ok) throw new Error(read.error.cause)
  const { Readable } = await import('node:stream')
  const entries = extract()
  Readable.from(read.value).pipe(entries)
  const found: Entry[] = []
  for await (const entry of entries) {
    const { name, mode = 0, uid = 0, gid = 0, size = 0, type } = entry.header
    if (type === 'file') found.push({ name: name.startsWith('./') ? name : `./${name}`, mode: mode & 0o777, uid, gid, size })
    entry.resume()
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}
