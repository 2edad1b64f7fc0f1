/**
 * The two builders of the engine, asked for the same: what comes out must be the same, where it can be. Where they differ on purpose
 * stands at the end.
 */
import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Failure } from '../../src/model/failure.js'
import type { AppKey, BuildSpec } from '../../src/model/resource.js'
import type { Result } from '../../src/model/result.js'
import type { Builder } from '../../src/model/settings.js'
import { docker, dockerTries, pushImage, tempDir, uniqueInstance, type TempDir } from '../lab/fixtures.js'
import { until } from '../support/until.js'
import type { LabWorld } from './runtime-lab.js'
import { labWorld } from './runtime-lab.js'
import { uniqueName as nextName } from './runtime-world.js'

const RUN = uniqueInstance()
/** Unlike any of an earlier run too: the cache of the engine outlives runs. */
const uniqueName = (stem: string): string => `${stem}-${nextName('n')}-${RUN}`
const never = new AbortController().signal
const APP: AppKey = 'shop/web'
const BUILDERS = ['classic', 'buildkit'] as const
const PRIVATE = `127.0.0.1:5001/test/${uniqueInstance()}:1`

interface Entry {
  readonly text?: string
  readonly mode?: number
  readonly link?: string
}

type Files = Readonly<Record<string, string | Entry>>

interface Built {
  readonly ref: string
  readonly result: Result<void>
  readonly lines: readonly string[]
}

interface Work {
  readonly files: Files
  readonly changes?: Partial<BuildSpec>
  readonly signal?: AbortSignal
  readonly onLine?: (line: string) => void
}

let folder: TempDir
const worlds: LabWorld[] = []

function worldOf(builder: Builder, options: Partial<LabWorld['options']> = {}): LabWorld {
  const made = labWorld({ ...options, build: { builder, ...options.build } })
  worlds.push(made)
  return made
}

let usual: Readonly<Record<Builder, LabWorld>>

beforeAll(async () => {
  folder = tempDir()
  usual = { classic: worldOf('classic'), buildkit: worldOf('buildkit') }
  await pushImage(usual.classic.images.serving, PRIVATE)
})

afterAll(async () => {
  await dockerTries(['rmi', PRIVATE])
  for (const world of worlds) await world.cleanup()
  folder?.remove()
})

const MADE_AT = new Date('2026-01-02T03:04:05Z')

async function* contextOf(files: Files): AsyncGenerator<Uint8Array> {
  const tar = pack()
  for (const [name, entry] of Object.entries(files)) {
    const { text = '', mode = 0o644, link } = typeof entry === 'string' ? { text: entry } : entry
    if (link !== undefined) tar.entry({ name, type: 'symlink', linkname: link, mtime: MADE_AT })
    else tar.entry({ name, mode, mtime: MADE_AT }, text)
  }
  tar.finalize()
  for await (const chunk of tar) yield chunk as Uint8Array
}

async function build(world: LabWorld, { files, changes = {}, signal = never, onLine = () => undefined }: Work): Promise<Built> {
  const ref = `mist/${world.instance}-web:${uniqueName('t')}`
  const spec: BuildSpec = { repository: { kind: 'folder', path: '/nowhere' }, commit: '', path: '.', dockerfile: 'Dockerfile', args: {}, treeDigest: '', ...changes }
  const lines: string[] = []
  const tell = (line: string): void => {
    lines.push(line)
    onLine(line)
  }
  const result = await world.runtime.buildImage({ kind: 'build', ref, build: spec }, { app: APP, context: contextOf(files), onLine: tell }, signal)
  return { ref, result, lines }
}

function failureOf({ result }: Built): Pick<Failure, 'code' | 'cause' | 'help'> {
  if (result.ok) throw new Error('the build was made')
  return result.error
}

async function both(work: Work, worlds = usual): Promise<readonly [Built, Built]> {
  return [await build(worlds.classic, work), await build(worlds.buildkit, work)]
}

async function configOf({ ref }: Built): Promise<Readonly<Record<string, unknown>>> {
  const config = JSON.parse(await docker('image', 'inspect', '--format', '{{json .Config}}', ref)) as Record<string, unknown>
  const { Env, Cmd, Entrypoint, WorkingDir, User, ExposedPorts, Volumes, StopSignal, Healthcheck, Labels, OnBuild } = config
  const { 'mist.instance': _, ...labels } = Labels as Record<string, string>
  return { Env, Cmd, Entrypoint, WorkingDir, User, ExposedPorts, Volumes, StopSignal, Healthcheck, labels, OnBuild: OnBuild ?? null }
}

/** Kind, mode, owner, time where it was given, target and content of all below a folder. */
async function contentsOf(world: LabWorld, { ref }: Built, below = '/in'): Promise<readonly string[]> {
  const script = `find ${below} | sort | while read -r p; do printf '%s ' "$p"; stat -c '%F %a %u:%g' "$p" | tr '\\n' ' '; if [ -L "$p" ]; then readlink "$p"; elif [ -f "$p" ]; then stat -c %Y "$p" | tr '\\n' ' '; md5sum <"$p"; else echo; fi; done`
  const text = await docker('run', '--rm', '--label', `mist.instance=${world.instance}`, '--user', '0', '--entrypoint', 'sh', ref, '-c', script)
  return text.split('\n')
}

/** Processes of this machine whose command line has the word in it. */
function processesWith(word: string): readonly string[] {
  return readdirSync('/proc').filter((id) => /^\d+$/.test(id)).filter((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(word)
    } catch {
      return false
    }
  })
}

const RICH = `
ARG BASE=busybox:1.36
FROM $BASE AS tools
ARG WORD=unset
RUN mkdir /made && echo "$WORD" >/made/word && touch -d '2020-01-01 00:00:00' /made/word
FROM $BASE AS last
ARG WORD
ENV GREETING="hello $WORD" PLAIN=yes
LABEL owner=team note="two words"
WORKDIR /in/work
COPY --from=tools /made /in/made
COPY data/ /in/data/
COPY --chown=10:20 run.sh deep/*.txt ./
ADD data/one.txt /in/added.txt
RUN ["sh", "-c", "echo $GREETING; id -u"]
USER 1000:1000
EXPOSE 8080/tcp 9090/udp
VOLUME /in/store
STOPSIGNAL SIGINT
HEALTHCHECK --interval=7s --retries=2 CMD ["true"]
ENTRYPOINT ["sh", "-c"]
CMD ["echo done"]
`

const RICH_FILES: Files = {
  'docker/app.Dockerfile': RICH,
  'data/one.txt': 'one\n',
  'data/sub/two.txt': { text: 'two\n', mode: 0o600 },
  'data/link': { link: 'sub/two.txt' },
  'data/dangling': { link: '/nowhere' },
  'run.sh': { text: '#!/bin/sh\n', mode: 0o755 },
  'deep/a.txt': 'a\n',
  'deep/b.txt': 'b\n',
  'deep/c.log': 'c\n',
  // What was built before comes from the cache and says nothing.
  'data/unique.txt': RUN,
}

describe('one Dockerfile and both builders', () => {
  test('make the same image: files, env, entry point, labels and all the rest', async () => {
    const [classic, kit] = await both({ files: RICH_FILES, changes: { dockerfile: 'docker/app.Dockerfile', target: 'last', args: { WORD: 'from args' } } })
    expect([classic.result, kit.result]).toEqual([{ ok: true, value: undefined }, { ok: true, value: undefined }])
    const [first, second] = [await configOf(classic), await configOf(kit)]
    expect(first).toMatchObject({ Env: expect.arrayContaining(['GREETING=hello from args']) as unknown, labels: { 'mist.project': 'shop', 'mist.app': 'web', owner: 'team' }, User: '1000:1000', WorkingDir: '/in/work' })
    expect(second).toEqual(first)
    const files = await contentsOf(usual.classic, classic)
    expect(files.length).toBeGreaterThan(12)
    expect(await contentsOf(usual.buildkit, kit)).toEqual(files)
    for (const { lines } of [classic, kit]) expect(lines).toEqual(expect.arrayContaining(['hello from args', '0', expect.stringMatching(/^Step .*: COPY data\/ \/in\/data\/$/), `Successfully tagged ${lines === kit.lines ? kit.ref : classic.ref}`]))
  })

  test('stop at the stage that is asked for', async () => {
    for (const built of await both({ files: RICH_FILES, changes: { dockerfile: 'docker/app.Dockerfile', target: 'tools' } })) {
      expect(built.result.ok).toBe(true)
      expect(built.lines.join('\n')).not.toContain('HEALTHCHECK')
    }
  })

  test('take unchanged steps from the cache', async () => {
    const files = { Dockerfile: `FROM busybox:1.36\nCOPY a /a\nRUN echo ${uniqueName('cached')}\n`, a: 'a' }
    await both({ files })
    for (const { lines } of await both({ files })) expect(lines.filter((line) => line === '---> Using cache').length).toBeGreaterThanOrEqual(2)
  })
})

describe('what goes wrong is told alike', () => {
  const same: readonly (readonly [string, string, Partial<BuildSpec>])[] = [
    ['a step that fails', 'FROM busybox:1.36\nRUN echo before the fall && exit 7\n', {}],
    ['a Dockerfile that is not there', 'FROM busybox:1.36\n', { dockerfile: 'docker/Elsewhere' }],
    ['a stage that is not there', 'FROM busybox:1.36\n', { target: 'nope' }],
  ]
  test.each(same)('%s', async (_, dockerfile, changes) => {
    const [classic, kit] = (await both({ files: { Dockerfile: dockerfile }, changes })).map(failureOf)
    expect(classic?.code).toBe('build-failed')
    expect([kit?.code, kit?.cause.split('\n')[0], kit?.help]).toEqual([classic?.code, classic?.cause.split('\n')[0], classic?.help])
  })

  test('with the last lines of the step that failed', async () => {
    for (const built of await both({ files: { Dockerfile: 'FROM busybox:1.36\nRUN echo before the fall && exit 7\n' } })) {
      expect(failureOf(built).cause).toMatch(/^The command '\/bin\/sh -c echo before the fall && exit 7' returned a non-zero code: 7\n[\s\S]*\n {2}before the fall/)
      expect((await dockerTries(['image', 'inspect', built.ref])).code).not.toBe(0)
    }
  })

  test.each([
    ['a file that is not in the context', 'FROM busybox:1.36\nCOPY nope /x\n', /nope/, 'The build sees what is committed'],
    ['a word that no builder knows', 'FROM busybox:1.36\nFOO x\n', /dockerfile parse error line 2: unknown instruction: FOO/i, 'build.dockerfile'],
    ['a base image that is not in its registry', 'FROM 127.0.0.1:5000/library/nope:1\n', /library\/nope:1.*not found/, 'logs --build'],
    ['a Dockerfile without a word', '\n', /cannot be empty|file with no instructions/, 'build.dockerfile'],
  ])('%s', async (_, dockerfile, cause, help) => {
    for (const built of await both({ files: { Dockerfile: dockerfile } })) {
      expect(failureOf(built)).toMatchObject({ code: 'build-failed', cause: expect.stringMatching(cause) as string })
      expect(failureOf(built).help).toContain(help)
    }
  })

  test('a registry that is away, which is worth another try', async () => {
    const nobody = `127.0.0.1:${String(await usual.classic.hostPort())}`
    for (const built of await both({ files: { Dockerfile: `FROM ${nobody}/nowhere:1\n` } })) expect(built.result).toMatchObject({ ok: false, error: { code: 'registry-unreachable', retry: 'backoff' } })
  })

  test('a context that breaks off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* contextOf({ Dockerfile: 'FROM busybox:1.36\n' })
      throw new Error('object 1234 is missing')
    }
    for (const builder of BUILDERS) {
      const world = usual[builder]
      const spec: BuildSpec = { repository: { kind: 'folder', path: '/nowhere' }, commit: '', path: '.', dockerfile: 'Dockerfile', args: {}, treeDigest: '' }
      const result = await world.runtime.buildImage({ kind: 'build', ref: `mist/${world.instance}-web:${uniqueName('t')}`, build: spec }, { app: APP, context: broken(), onLine: () => undefined }, never)
      expect(result).toMatchObject({ ok: false, error: { code: 'build-context-invalid', cause: expect.stringContaining('object 1234 is missing') as string } })
    }
  })
})

describe('a base image behind a login', () => {
  function withLogin(builder: Builder, password: string, mode = 0o600): LabWorld {
    const passwordFile = join(folder.path, uniqueName('password'))
    writeFileSync(passwordFile, `${password}\n`)
    chmodSync(passwordFile, mode)
    return worldOf(builder, { registries: { '127.0.0.1:5001': { username: 'mist', passwordFile } } })
  }
  const files = { Dockerfile: `FROM ${PRIVATE}\nLABEL a=b\n` }

  test.each(BUILDERS)('is pulled with the login of the host settings by %s', async (builder) => {
    await dockerTries(['rmi', PRIVATE])
    expect((await build(withLogin(builder, 'mist-lab-password'), { files })).result).toEqual({ ok: true, value: undefined })
    await dockerTries(['rmi', PRIVATE])
  })

  test.each(BUILDERS.flatMap((builder) => [[builder, 'no login'] as const, [builder, 'a wrong password'] as const]))('is not pulled by %s with %s', async (builder, how) => {
    await dockerTries(['rmi', PRIVATE])
    // What one build has resolved another may use, so each asks for an image of its own.
    const image = PRIVATE.replace(/:1$/, `:${uniqueName('n')}`)
    await pushImage(usual.classic.images.serving, image)
    const { result } = await build(how === 'no login' ? usual[builder] : withLogin(builder, 'wrong'), { files: { Dockerfile: `FROM ${image}\n` } })
    expect(result).toMatchObject({ ok: false, error: { code: 'registry-auth-failed' } })
    expect(JSON.stringify(result)).not.toContain('wrong')
  })

  test.each(BUILDERS)('is not asked for with a password that others can read by %s', async (builder) => {
    await dockerTries(['rmi', PRIVATE])
    const image = PRIVATE.replace(/:1$/, `:${uniqueName('r')}`)
    await pushImage(usual.classic.images.serving, image)
    const { result } = await build(withLogin(builder, 'mist-lab-password', 0o644), { files: { Dockerfile: `FROM ${image}\n` } })
    expect(result).toMatchObject({ ok: false, error: { code: 'registry-auth-failed', cause: expect.stringContaining('others can read it') as string } })
  })
})

describe.each(BUILDERS)('a build by %s', (builder) => {
  const slow = (word: string): Files => ({ Dockerfile: `FROM busybox:1.36\nRUN echo ${word} began; sleep 300; true\n` })

  test('ends on the engine when it is called off', async () => {
    const word = uniqueName('calledoff')
    const stop = new AbortController()
    let began = false
    const running = build(usual[builder], { files: slow(word), signal: stop.signal, onLine: (line) => { began ||= line === `${word} began` } })
    await until('the step runs', () => began && processesWith(`echo ${word}`).length > 0)
    stop.abort()
    expect((await running).result).toMatchObject({ ok: false, error: { code: 'aborted' } })
    await until('the engine ended it too', () => processesWith(`echo ${word}`).length === 0)
  })

  test('that takes longer than it may has failed, and is ended on the engine', async () => {
    const word = uniqueName('late')
    const built = await build(worldOf(builder, { build: { timeoutMs: 5_000 } }), { files: slow(word) })
    expect(failureOf(built)).toMatchObject({ code: 'build-failed', cause: expect.stringMatching(/^it took longer than 5s/) as string })
    await until('the engine ended it too', () => processesWith(`echo ${word}`).length === 0)
  })

  test('is asked whether it may begin when it has its place', async () => {
    const world = worldOf(builder)
    const full = { code: 'disk-full', subject: 's', cause: 'c', retry: 'backoff' } as const
    const spec: BuildSpec = { repository: { kind: 'folder', path: '/nowhere' }, commit: '', path: '.', dockerfile: 'Dockerfile', args: {}, treeDigest: '' }
    const work = { app: APP, context: contextOf({ Dockerfile: 'FROM scratch\n' }), onLine: () => undefined, onTurn: () => Promise.resolve({ ok: false, error: full } as const) }
    expect(await world.runtime.buildImage({ kind: 'build', ref: `mist/${world.instance}-web:1`, build: spec }, work, never)).toEqual({ ok: false, error: full })
  })
})

describe('where they differ on purpose', () => {
  const held = (text: string) => ({ npmrc: { name: 'NPM_TOKEN', reveal: () => text } })

  test.each([
    ['a mount', 'FROM busybox:1.36\nRUN --mount=type=cache,target=/c echo x\n'],
    ['a mode of copied files', 'FROM busybox:1.36\nCOPY --chmod=700 a /a\n'],
  ])('BuildKit knows %s, and the classic builder says what to set', async (_, dockerfile) => {
    const [classic, kit] = await both({ files: { Dockerfile: dockerfile, a: 'a' } })
    expect(failureOf(classic)).toMatchObject({ code: 'build-failed', help: expect.stringContaining('set "builds.builder" to "buildkit"') as string })
    expect(kit.result.ok).toBe(true)
  })

  test('BuildKit leaves out the stages that nothing needs', async () => {
    const [classic, kit] = await both({ files: { Dockerfile: 'FROM busybox:1.36 AS unused\nRUN false\nFROM busybox:1.36\nRUN true\n' } })
    expect(failureOf(classic).cause).toContain('returned a non-zero code: 1')
    expect(kit.result.ok).toBe(true)
  })

  test('a here-document may be one of the things that BuildKit knows', async () => {
    const built = await build(usual.classic, { files: { Dockerfile: 'FROM busybox:1.36\nRUN <<EOF\necho hi\nEOF\n' } })
    expect(failureOf(built).help).toContain('"builds.builder"')
  })

  test('what a newer Dockerfile asks of an older BuildKit is told too', async () => {
    const built = await build(usual.buildkit, { files: { Dockerfile: 'FROM busybox:1.36\nCOPY --parents a /a\n', a: 'a' } })
    expect(failureOf(built).help).toContain('# syntax=docker/dockerfile:1')
  })

  test('the classic builder heeds limits and BuildKit none', async () => {
    const limits = { memoryBytes: 64 * 2 ** 20, cpus: 0.5 }
    const files = { Dockerfile: `FROM busybox:1.36\nRUN echo ${uniqueName('limits')}; cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null; true\n` }
    const [classic, kit] = await both({ files }, { classic: worldOf('classic', { build: limits }), buildkit: worldOf('buildkit', { build: limits }) })
    expect(classic.lines).toContain('67108864')
    expect(kit.lines).not.toContain('67108864')
    expect(kit.lines.some((line) => /^(max|9223372036854771712)$/.test(line))).toBe(true)
  })

  test('a secret takes BuildKit, and the classic builder says so before it begins', async () => {
    const { result, lines } = await build(usual.classic, { files: { Dockerfile: 'FROM busybox:1.36\n' }, changes: { secrets: held('x') } })
    expect(result).toMatchObject({ ok: false, error: { code: 'build-failed', cause: expect.stringContaining('npmrc') as string, help: expect.stringContaining('"builds.builder" to "buildkit"') as string } })
    expect(lines).toEqual([])
  })

  test('a secret reaches the step that asks for it, and is in nothing that stays', async () => {
    const canary = `canary-${uniqueName('x')}`
    const dockerfile = `FROM busybox:1.36\nRUN echo ${uniqueName('u')}\nRUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /tmp/x && md5sum </tmp/x && cat /tmp/x && rm /tmp/x\nRUN ls -A /run/secrets /run 2>&1; env\n`
    const built = await build(usual.buildkit, { files: { Dockerfile: dockerfile }, changes: { secrets: held(`${canary}\nsecond-${canary}`) } })
    expect(built.result).toEqual({ ok: true, value: undefined })
    const digest = (await docker('run', '--rm', '--label', `mist.instance=${usual.buildkit.instance}`, '--env', `C=${canary}\nsecond-${canary}`, 'busybox:1.36', 'sh', '-c', 'printf %s "$C" | md5sum')).split(' ')[0]
    expect(built.lines.some((line) => line.startsWith(digest ?? '?'))).toBe(true)
    expect(built.lines.filter((line) => line.includes('(hidden)'))).toHaveLength(2)
    const archive = join(folder.path, uniqueName('image.tar'))
    await docker('save', '--output', archive, built.ref)
    const kept = [readFileSync(archive).toString('latin1'), await docker('history', '--no-trunc', built.ref), await docker('image', 'inspect', built.ref), built.lines.join('\n')]
    for (const text of kept) expect(text).not.toContain(canary)
    expect(kept[0]).toContain('busybox')
  })

  test('a step gets no secret that its app does not declare, and no agent for ssh', async () => {
    const asks = (mount: string): Files => ({ Dockerfile: `FROM busybox:1.36\nRUN --mount=${mount} echo ${uniqueName('u')}; ls -A /run/secrets; test -S "$SSH_AUTH_SOCK" && echo an agent || echo no agent\n` })
    const undeclared = await build(usual.buildkit, { files: asks('type=secret,id=other,required=true'), changes: { secrets: held('x') } })
    expect(failureOf(undeclared)).toMatchObject({ code: 'build-failed', cause: expect.stringMatching(/secret other.*not found/) as string, help: expect.stringContaining('"build.secrets"') as string })
    expect((await build(usual.buildkit, { files: asks('type=ssh') })).lines).toContain('no agent')
  })

  test('a failing step that shows its secret does not show it in the failure', async () => {
    const canary = `canary-${uniqueName('y')}`
    const built = await build(usual.buildkit, { files: { Dockerfile: `FROM busybox:1.36\nRUN --mount=type=secret,id=npmrc cat /run/secrets/npmrc; echo ${uniqueName('f')}; exit 3\n` }, changes: { secrets: held(canary) } })
    expect(failureOf(built).cause).toContain('(hidden)')
    expect(JSON.stringify([built.result, built.lines])).not.toContain(canary)
  })

  test('BuildKit cuts the output of a step that floods it, where the classic builder is ended', async () => {
    const flood = `FROM busybox:1.36\nRUN echo ${uniqueName('flood')}; yes "$(head -c 3000 /dev/zero | tr '\\0' x)" | head -c 100000000\n`
    const [classic, kit] = await both({ files: { Dockerfile: flood } })
    expect(failureOf(classic).cause).toContain('it wrote more than 64 MB of output')
    expect(kit.result.ok).toBe(true)
    expect(kit.lines.join('\n')).toContain('output clipped')
  })
})
