/** What BuildKit reports, as lines; and what it says of failures, in the words of the classic builder. */
import { describe, expect, test } from 'vitest'
import { buildOutput } from '../../../../../src/adapters/docker/build/output.js'
import { plainWords } from '../../../../../src/adapters/docker/build/buildkit/failure-words.js'
import { MOST_STEPS } from '../../../../../src/adapters/docker/build/buildkit/progress.js'
import { writeBytes, writeNumber, writeText } from '../../../../../src/adapters/docker/build/buildkit/protobuf.js'
import { hider } from '../../../../../src/adapters/docker/build/hidden-text.js'
import type { WireProgress } from '../../../../../src/adapters/docker/wire.js'

const TIME = writeNumber(1, 1_700_000_000)

interface Reported {
  readonly name: string
  readonly is?: readonly ('started' | 'cached' | 'completed')[]
  readonly says?: string | Buffer
}

/** One report: each piece of work under a digest made of its name. */
function report(...items: readonly Reported[]): WireProgress {
  const vertexes = items.map(({ name, is = ['started'] }) => writeBytes(1, Buffer.concat([
    writeText(1, `sha256:${name}`), writeText(3, name),
    ...(is.includes('cached') ? [writeNumber(4, 1)] : []),
    ...(is.includes('started') ? [writeBytes(5, TIME)] : []),
    ...(is.includes('completed') ? [writeBytes(6, TIME)] : []),
  ])))
  const logs = items.flatMap(({ name, says }) => (says === undefined ? [] : [writeBytes(3, Buffer.concat([writeText(1, `sha256:${name}`), writeNumber(3, 1), writeBytes(4, Buffer.from(says))]))]))
  return { id: 'moby.buildkit.trace', aux: Buffer.concat([...vertexes, ...logs]).toString('base64') }
}

const BUILT: WireProgress = { id: 'moby.image.id', aux: { ID: 'sha256:1' } }

async function linesOf(...messages: readonly WireProgress[]): Promise<readonly string[]> {
  const lines: string[] = []
  async function* all(): AsyncGenerator<WireProgress> {
    for (const message of messages) yield await Promise.resolve(message)
  }
  expect(await buildOutput(all(), (line) => lines.push(line), 10_000)).toEqual({})
  return lines
}

describe('the report of BuildKit', () => {
  test('reads as steps and their output', async () => {
    expect(await linesOf(
      report({ name: '[internal] load build definition from Dockerfile' }),
      report({ name: '[1/2] FROM docker.io/library/busybox:1.36', is: ['started', 'cached', 'completed'] }),
      report({ name: '[2/2] RUN make' }),
      report({ name: '[2/2] RUN make', says: 'one\ntw' }),
      report({ name: '[2/2] RUN make', says: 'o\nthree', is: ['started', 'completed'] }),
      BUILT,
    )).toEqual(['Step 1/2 : FROM docker.io/library/busybox:1.36', '---> Using cache', 'Step 2/2 : RUN make', 'one', 'two', 'three'])
  })

  test('names the step when two of them speak in turn', async () => {
    const [left, right] = ['[left 2/2] RUN a', '[right 2/2] RUN b']
    expect(await linesOf(report({ name: left }, { name: right }), report({ name: left, says: 'l1\n' }, { name: right, says: 'r1\n' }), report({ name: right, says: 'r2\n' }), BUILT))
      .toEqual(['Step left 2/2 : RUN a', 'Step right 2/2 : RUN b', 'Step left 2/2 goes on', 'l1', 'Step right 2/2 goes on', 'r1', 'r2'])
  })

  test('joins a character that was cut in two', async () => {
    const [head, tail] = [Buffer.from('grü\n').subarray(0, 3), Buffer.from('grü\n').subarray(3)]
    const name = '[2/2] RUN x'
    expect(await linesOf(report({ name, says: head }), report({ name, says: tail }), BUILT)).toEqual(['Step 2/2 : RUN x', 'grü'])
  })

  test('says nothing that cannot be read', async () => {
    expect(await linesOf({ id: 'moby.buildkit.trace', aux: 'AAAA' }, { id: 'moby.buildkit.trace', aux: '!' }, { id: 'other', aux: 'AAAA' }, BUILT)).toEqual([])
  })

  test('counts towards the bound on output', async () => {
    async function* flood(): AsyncGenerator<WireProgress> {
      for (;;) yield await Promise.resolve(report({ name: '[2/2] RUN yes', says: 'y\n'.repeat(1_000) }))
    }
    expect(await buildOutput(flood(), () => undefined, 10_000)).toEqual({ failed: expect.stringContaining('of output') as string })
  })

  test.each([
    ['names of steps', (index: number) => ({ name: `[2/2] RUN ${String(index)} ${'x'.repeat(500)}` })],
    ['what is told where nobody listens', (index: number) => ({ name: '[internal] work', says: `${'y'.repeat(500)}${String(index)}` })],
    ['steps that speak in turn', (index: number) => ({ name: `[2/2] RUN ${String(index % 2)}`, says: '.' })],
  ])('counts %s towards the bound on output', async (_, item) => {
    async function* flood(): AsyncGenerator<WireProgress> {
      for (let index = 0; index < 900; index += 1) yield await Promise.resolve(report(item(index)))
      yield BUILT
    }
    expect(await buildOutput(flood(), () => undefined, 10_000)).toEqual({ failed: expect.stringContaining('of output') as string })
  })

  test('cuts the name of a step, and not through a character', async () => {
    const [line = ''] = await linesOf(report({ name: `[2/2] RUN ${'ü'.repeat(600)}` }), BUILT)
    expect(line).toBe(`Step 2/2 : RUN ${'ü'.repeat(507)}…`)
  })

  test('tells no more steps than anybody writes, and says so', async () => {
    const lines: string[] = []
    async function* many(): AsyncGenerator<WireProgress> {
      for (let index = 0; index < MOST_STEPS + 50; index += 1) yield await Promise.resolve(report({ name: `[2/2] RUN ${String(index)}`, says: 'word\n' }))
      yield BUILT
    }
    expect(await buildOutput(many(), (line) => lines.push(line))).toEqual({})
    expect(lines.filter((line) => line.startsWith('Step 2/2 :'))).toHaveLength(MOST_STEPS)
    expect(lines.slice(-2)).toEqual([`Steps after these ${String(MOST_STEPS)} are not told`, 'word'])
  })
})

describe('a failure of BuildKit', () => {
  const OLD = 'failed to solve with frontend dockerfile.v0: failed to build LLB: '
  test.each([
    ['a step, in engine 20.10', `${OLD}executor failed running [/bin/sh -c exit 7]: exit code: 7`, 'The command \'/bin/sh -c exit 7\' returned a non-zero code: 7'],
    ['a step, in newer engines', 'failed to solve: process "/bin/sh -c exit 7" did not complete successfully: exit code: 7', 'The command \'/bin/sh -c exit 7\' returned a non-zero code: 7'],
    ['a missing file, in engine 20.10', 'failed to compute cache key: "/nope" not found: not found', 'COPY failed: no such file or directory: /nope'],
    ['a missing Dockerfile, in engine 20.10', 'failed to solve with frontend dockerfile.v0: failed to read dockerfile: open /var/lib/docker/tmp/buildkit-mount1505305852/docker/app.Dockerfile: no such file or directory', 'Cannot locate specified Dockerfile: docker/app.Dockerfile'],
    ['a missing Dockerfile, in newer engines', 'failed to solve: failed to read dockerfile: open app.Dockerfile: no such file or directory', 'Cannot locate specified Dockerfile: app.Dockerfile'],
    ['a missing stage', 'failed to solve with frontend dockerfile.v0: failed to create LLB definition: target stage nope could not be found', 'failed to reach build target nope in Dockerfile'],
    ['a missing file, in newer engines', 'failed to solve: failed to compute cache key: failed to calculate checksum of ref abc::def: "/nope": not found', 'COPY failed: no such file or directory: /nope'],
    ['anything else', `${OLD}docker.io/library/nope:1: not found`, 'docker.io/library/nope:1: not found'],
    ['words of its own', 'no such thing', 'no such thing'],
  ])('of %s is told in plain words', (_, message, words) => {
    expect(plainWords(message)).toBe(words)
  })
})

describe('hidden text', () => {
  test('is taken out wherever it stands, whole or line by line', () => {
    const hide = hider(['canary-1', 'first line\nsecond line\n', 'canary-12'])
    expect(hide('a canary-1 b canary-1')).toBe('a (hidden) b (hidden)')
    expect(hide('canary-12')).toBe('(hidden)')
    expect(hide('it says second line here')).toBe('it says (hidden) here')
  })

  test('does not hide what is too short to be told from words', () => {
    expect(hider(['', 'ab', '\n'])('about')).toBe('about')
  })
})
