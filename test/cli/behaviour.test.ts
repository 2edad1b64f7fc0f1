/** What a text file cannot show: prompts, flags on either side of the verb, data on stdout, refusals, and hostile text. */
import { describe, expect, it } from 'vitest'
import { createSecretFiles } from '../../src/adapters/secrets/secret-files.js'
import { failure } from '../../src/model/failure.js'
import type { World } from '../fakes/world.js'
import { createWorld } from '../fakes/world.js'
import { createCli } from './support/cli.js'

const TWO = 'version: 1\nprojects: { shop: { apps: { web: { image: "web:1", port: 8080 }, worker: { image: "worker:1" } } } }\n'
const ONE = 'version: 1\nprojects: { shop: { apps: { web: { image: "web:1", port: 8080 } } } }\n'

async function shrunk(): Promise<World> {
  const world = createWorld()
  world.commit(TWO)
  await world.converge()
  world.commit(ONE)
  return world
}

const namesOf = (world: World): readonly string[] => world.containers().map(({ app }) => app)

describe('apply on a terminal', () => {
  it('asks before it removes something, and changes nothing on no', async () => {
    const world = await shrunk()
    const { code, err } = await createCli({ world, terminal: 'yes', answers: ['n'] })('apply')
    expect([code, err.includes('This removes 1 thing that git no longer has. Apply? [y/N]')]).toEqual([1, true])
    expect(namesOf(world)).toContain('shop/worker')
  })

  it.each([['yes', ['yes'], []], ['--yes', [], ['--yes']], ['-y before the verb', [], ['-y']]])('goes on with %s', async (_, answers, flags) => {
    const world = await shrunk()
    const words = flags[0] === '-y' ? ['-y', 'apply'] : ['apply', ...flags]
    expect((await createCli({ world, terminal: 'yes', answers })(...words)).code).toBe(0)
    expect(namesOf(world)).not.toContain('shop/worker')
  })

  it('takes the end of the input for no', async () => {
    const world = await shrunk()
    expect((await createCli({ world, terminal: 'yes', answers: [] })('apply')).code).toBe(1)
    expect(namesOf(world)).toContain('shop/worker')
  })

  it('does not ask when nothing is removed', async () => {
    const world = createWorld()
    world.commit(TWO)
    const { code, err } = await createCli({ world, terminal: 'yes' })('apply')
    expect([code, err.includes('[y/N]')]).toEqual([0, false])
  })

  it('releases the lease after a no', async () => {
    const world = await shrunk()
    const cli = createCli({ world, terminal: 'yes', answers: ['n', 'y'] })
    await cli('apply')
    expect((await cli('apply')).code).toBe(0)
  })
})

describe('apply without a terminal', () => {
  it.each([[{ terminal: 'no' as const }, ['apply']], [{ terminal: 'yes' as const }, ['apply', '--no-input']]])('never asks: %o %o', async (options, words) => {
    const world = await shrunk()
    const { code, err } = await createCli({ world, ...options })(...words)
    expect([code, err.includes('[y/N]')]).toEqual([0, false])
    expect(namesOf(world)).not.toContain('shop/worker')
  })

  it('executes exactly the plan that was shown', async () => {
    const world = await shrunk()
    const shown = await createCli({ world })('apply', '-o', 'json')
    const { run } = JSON.parse(shown.out) as { run: { outcomes: readonly { id: string; action: string; result: string }[] } }
    expect(run.outcomes).toEqual([expect.objectContaining({ id: 'container/shop/worker/1', action: 'prune', result: 'applied' })])
  })

  it('says behind whom it waits, and gives up', async () => {
    const world = createWorld()
    world.commit(TWO)
    await world.ports.lease.acquire('reconcile', 0, new AbortController().signal)
    const { code, err, out } = await createCli({ world })('apply')
    expect([code, out]).toEqual([3, ''])
    expect(err).toContain('waiting for another run: held by reconcile')
    expect(err).toContain('error: cannot begin a pass: held by reconcile')
  })
})

describe('output', () => {
  it.each([['diff', '-o', 'json'], ['status', '-o', 'json'], ['apply', '-o', 'json'], ['history', '-o', 'json'], ['render', '-o', 'json'], ['prune', '-o', 'json'], ['doctor', '-o', 'json'], ['version', '-o', 'json'], ['-o', 'json', 'diff']])('is one JSON document with a schemaVersion: %s %s %s', async (...words) => {
    const world = createWorld()
    world.commit(TWO)
    const { out } = await createCli({ world })(...words)
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1 })
  })

  it('is YAML with a schemaVersion on request', async () => {
    const world = createWorld()
    world.commit(TWO)
    expect((await createCli({ world })('history', '-o', 'yaml')).out).toBe('schemaVersion: 1\nruns: []\n')
  })

  it('is a stream of JSON lines for events', async () => {
    const world = createWorld()
    world.commit(TWO)
    await world.converge()
    const { out } = await createCli({ world })('events', '-o', 'json')
    const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line) as { schemaVersion: number; event: { type: string } })
    expect(lines.every(({ schemaVersion }) => schemaVersion === 1)).toBe(true)
    expect(lines.at(-1)?.event.type).toBe('run-finished')
  })

  it('of progress is lines of JSON on stderr', async () => {
    const world = createWorld()
    world.commit(TWO)
    const { err } = await createCli({ world })('apply', '--progress', 'json')
    const types = err.trimEnd().split('\n').map((line) => (JSON.parse(line) as { event: { type: string } }).event.type)
    expect(types[0]).toBe('run-started')
    expect(types).toContain('app-released')
  })

  it('holds no progress with -q, and still the answer', async () => {
    const world = createWorld()
    world.commit(TWO)
    const { out, err } = await createCli({ world })('apply', '-q')
    expect(err).toBe('')
    expect(out).toMatch(/^Applied in/)
  })

  it('lets no control byte of a commit, a log line or a file through', async () => {
    const world = createWorld({ images: { 'web:1': { output: ['\u001b]0;owned\u0007hi\u001b[2J\u202e'], listens: 'all', listensAfterMs: 0 } } })
    world.commit(TWO)
    await world.converge()
    world.commit(TWO.replace('web: {', '"we\\e[31mb": {'))
    const cli = createCli({ world, terminal: 'yes' })
    const texts = [await cli('logs', 'shop/web', '--color', 'never'), await cli('diff', '--color', 'never')].map(({ out, err }) => out + err)
    expect(texts[0]).toBe('hi\n')
    for (const text of texts) expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/)
  })

  it('escapes in JSON what would steer a terminal, and loses nothing', async () => {
    const world = createWorld({ images: { 'web:1': { output: ['a\u009b\u202eb'], listens: 'all', listensAfterMs: 0 } } })
    world.commit(TWO)
    await world.converge()
    const { out } = await createCli({ world })('logs', 'shop/web', '-o', 'json')
    expect(out).toContain('a\\u009b\\u202eb')
    expect(JSON.parse(out)).toMatchObject({ text: 'a\u009b\u202eb' })
  })
})

describe('settings', () => {
  it('are asked for when no source is set', async () => {
    const { code, err } = await createCli({ world: createWorld(), files: { '/etc/mist/mistd.yaml': undefined } })('diff')
    expect([code, err]).toEqual([2, 'error: no source is configured\n  Set source.git in /etc/mist/mistd.yaml, or name a mist.yaml with --file.\n'])
  })

  it('are not asked for a source by verbs that read none', async () => {
    const { code } = await createCli({ world: createWorld(), files: { '/etc/mist/mistd.yaml': undefined } })('history')
    expect(code).toBe(0)
  })

  it('that were named must be there', async () => {
    const cli = createCli({ world: createWorld(), env: { MIST_CONFIG: '/nowhere.yaml' } })
    expect(await cli('status')).toMatchObject({ code: 2, err: expect.stringContaining('cannot read the settings /nowhere.yaml: there is no such file\n  It is named by MIST_CONFIG.') as string })
    expect(await cli('status', '-c', '/gone.yaml')).toMatchObject({ code: 2, err: expect.stringContaining('named by --config') as string })
  })

  it('are shown with every mistake and its place', async () => {
    const { code, err } = await createCli({ world: createWorld(), files: { '/etc/mist/mistd.yaml': 'source: { git: file:///srv/git/main.git }\nstatDir: /x\n' } })('status')
    expect(code).toBe(2)
    expect(err).toContain('/etc/mist/mistd.yaml:2:1 error unknown-key')
    expect(err).toContain('did you mean "stateDir"?')
  })

  it('take --file for the source, before or after the verb', async () => {
    const world = createWorld()
    world.commit(TWO)
    const cli = createCli({ world, files: { '/home/ana/ops/mist.yaml': TWO } })
    await cli('-f', 'ops', 'diff')
    await cli('diff', '--file', 'ops/mist.yaml')
    const sources = cli.composed.map(({ source }) => source)
    expect(sources).toEqual([1, 2].map(() => expect.objectContaining({ repository: { kind: 'folder', path: '/home/ana/ops' }, path: 'mist.yaml' }) as unknown))
  })

  it('are explained when the state directory belongs to root', async () => {
    const broken = failure('store-unusable', { subject: 'cannot use /var/lib/mist', cause: 'EACCES: permission denied' })
    const { code, err } = await createCli({ world: createWorld(), broken })('status')
    expect(code).toBe(4)
    expect(err).toContain('Run this as root or as the user of mistd')
  })
})

describe('an engine that is away', () => {
  it('ends status with 4, the reason, and what was known last', async () => {
    const world = createWorld()
    world.commit(TWO)
    await world.converge()
    for (const call of ['facts', 'observe']) world.faults.add({ call, kind: 'fail', times: 99, failure: failure('engine-unreachable', { subject: 'cannot ask the engine', cause: 'connection refused' }) })
    const { code, err, out } = await createCli({ world })('status')
    expect([code, out]).toEqual([4, ''])
    expect(err).toMatch(/^Last known: run 1 changed/)
    expect(err).toContain('error: cannot ask the engine: connection refused')
  })

  it('keeps render from nothing', async () => {
    const world = createWorld()
    world.commit(TWO)
    for (const call of ['facts', 'observe']) world.faults.add({ call, kind: 'fail', times: 99, failure: failure('engine-unreachable', { subject: 'cannot ask the engine', cause: 'connection refused' }) })
    expect((await createCli({ world })('render')).code).toBe(0)
  })
})

describe('init', () => {
  it('refuses a file where a folder belongs', async () => {
    const cli = createCli({ world: createWorld(), files: { '/home/ana/notes': 'x' } })
    expect(await cli('init', 'notes')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('cannot write into notes: it is no folder') as string })
  })
})

describe('render of one app', () => {
  it('tells of nothing else that it is unresolved', async () => {
    const world = createWorld()
    world.commit('version: 1\nprojects: { shop: { apps: { web: { image: "web:1" }, shy: { image: "web:1", env: { A: { secret: GONE } } } } } }\n')
    const cli = createCli({ world })
    expect(await cli('render')).toMatchObject({ code: 0, out: expect.stringContaining('unresolved:') as string })
    expect(await cli('render', 'shop/shy')).toMatchObject({ code: 0, out: expect.stringContaining('unresolved:') as string })
    expect(await cli('render', 'shop/web')).toMatchObject({ code: 0, out: expect.not.stringContaining('unresolved:') as string })
  })

  it.each(['{ template: redis }', '{ image: "a:1", port: 80, health: { cmd: [ok] } }'])('says that the engine judges it by its health check: %s', async (body) => {
    const world = createWorld()
    world.commit(`version: 1\nprojects: { shop: { apps: { a: ${body} } } }\n`)
    expect((await createCli({ world })('render', 'shop/a')).out).toContain('check: the engine finds it healthy')
  })
})

describe('validate', () => {
  const cli = createCli({ world: createWorld(), stdin: 'version: 1\nprojects: {}\nextra: 1\n', files: { '/home/ana/mist.yaml': `include: [team-*.yaml]\n${TWO}`, '/home/ana/team-a.yaml': 'projects: { blog: { apps: { x: { image: "a:1" } } } }\n', '/home/ana/bad.yaml': 'version: 2\n' } })

  it('reads the file here and what it includes', async () => {
    expect(await cli('validate')).toMatchObject({ code: 0, err: 'mist.yaml is valid: 2 projects, 3 apps.\n' })
  })

  it('reads stdin', async () => {
    expect(await cli('validate', '-')).toMatchObject({ code: 2, err: expect.stringContaining('<stdin>:3:1 error unknown-key') as string })
  })

  it('refuses two paths at once', async () => {
    expect((await cli('validate', 'a.yaml', '-f', 'b.yaml')).code).toBe(2)
  })

  it('ends with 2 for an invalid file, as data too', async () => {
    const { code, out } = await cli('validate', 'bad.yaml', '-o', 'json')
    expect([code, (JSON.parse(out) as { valid: boolean }).valid]).toEqual([2, false])
  })

  it('warns of files that apps mount and that are not there or no files, and of nothing when the manifest came by stdin', async () => {
    const text = 'version: 1\nprojects:\n  a:\n    apps:\n      b:\n        image: "a:1"\n        volumes: ["./conf/a.conf:/a:ro", "./conf/b.conf:/b:ro"]\n        files:\n          /c: conf\n          /d: { from: conf/d.conf, mode: "0444" }\n          /e: { from: conf/a.conf }\n'
    const files = createCli({ world: createWorld(), stdin: text, files: { '/home/ana/mist.yaml': text, '/home/ana/conf/a.conf': 'a\n' } })
    const { code, err } = await files('validate')
    expect(code).toBe(0)
    expect(err.split('\n').filter((line) => /^mist\.yaml:\d/.test(line))).toEqual([
      expect.stringMatching(/^mist\.yaml:7:\d+ warning file-missing/) as string, expect.stringMatching(/^mist\.yaml:9:\d+ warning file-missing/) as string, expect.stringMatching(/^mist\.yaml:10:\d+ warning file-missing/) as string,
    ])
    expect(err).toContain('conf/b.conf is not there')
    expect(err).toContain('conf is a folder, and a single file is meant')
    expect((await files('validate', '-')).err).toBe('<stdin> is valid: 1 project, 1 app.\n')
  })

  it('warns of secrets that the file beside it does not have, and of a file that is not there, damaged or a folder, and ends with 0', async () => {
    const text = 'version: 1\nsecrets: s.age.yaml\nprojects: { a: { apps: { b: { image: "a:1", secrets: [KEPT, LOST] } } } }\n'
    const { identity, recipient } = await createSecretFiles({}).newIdentity()
    expect(identity).toBeTruthy()
    const empty = await createSecretFiles({}).create([recipient])
    const sealed = empty.ok ? await createSecretFiles({}).set({ path: 's', text: empty.value }, { name: 'KEPT', value: 'x' }) : empty
    const told = async (files: Readonly<Record<string, string>>): Promise<readonly unknown[]> => {
      const { code, err } = await createCli({ world: createWorld(), stdin: text, files: { '/home/ana/mist.yaml': text, ...files } })('validate')
      return [code, [err.split('\n\n').find((block) => / warning /.test(block))?.replaceAll('\n', ' ')]]
    }
    expect(await told({ '/home/ana/s.age.yaml': sealed.ok ? sealed.value : '' })).toEqual([0, [expect.stringMatching(/^mist\.yaml:3:\d+ warning secret-missing.*the secret LOST is not in s\.age\.yaml/)]])
    expect(await told({})).toEqual([0, [expect.stringMatching(/^mist\.yaml:2:10 warning secrets-file.*s\.age\.yaml is not there/)]])
    expect(await told({ '/home/ana/s.age.yaml': 'nonsense: [' })).toEqual([0, [expect.stringMatching(/warning secrets-file.*s\.age\.yaml cannot be used: /)]])
    expect(await told({ '/home/ana/s.age.yaml/x': '' })).toEqual([0, [expect.stringMatching(/warning secrets-file.*s\.age\.yaml is a folder/)]])
    expect((await createCli({ world: createWorld(), stdin: text })('validate', '-')).err).toBe('<stdin> is valid: 1 project, 1 app.\n')
  })

  it('checks the grants of the host on request', async () => {
    const granted = createCli({ world: createWorld(), files: { '/home/ana/mist.yaml': 'version: 1\nprojects: { a: { apps: { b: { image: "a:1", port: 80, domains: [x.example.org] } } } }\n' } })
    expect([(await granted('validate')).code, (await granted('validate', '--host')).code]).toEqual([0, 2])
  })
})

describe('doctor', () => {
  it('fails for an engine that is away', async () => {
    const world = createWorld()
    world.commit(TWO)
    world.faults.add({ call: 'facts', kind: 'fail', times: 99, failure: failure('engine-unreachable', { subject: 'cannot ask the engine', cause: 'connection refused' }) })
    expect(await createCli({ world })('doctor')).toMatchObject({ code: 1, out: expect.stringContaining('fail     engine') as string })
  })

  it('ends with 1 when a check fails, and says what to do', async () => {
    const world = createWorld()
    world.commit(TWO)
    const { code, out } = await createCli({ world, host: { canListen: (_, port) => Promise.resolve(port === 80 ? 'taken' : 'free'), freeBytes: () => Promise.resolve(1) } })('doctor')
    expect(code).toBe(1)
    expect(out).toContain('fail     http port         0.0.0.0:80 is taken by another program')
    expect(out).toContain('ss -ltnp')
    expect(out).toContain('fail     disk')
  })

  it('warns of a port for HTTPS that somebody else holds: nothing needs it until a host has TLS', async () => {
    const world = createWorld()
    world.commit(TWO)
    const { code, out } = await createCli({ world, host: { canListen: (_, port) => Promise.resolve(port === 443 ? 'taken' : 'free') } })('doctor')
    expect(code).toBe(0)
    expect(out).toContain('warn     https port        0.0.0.0:443 is taken by another program: no host can have TLS')
  })

  it('sees a network pool that overlaps the machine', async () => {
    const world = createWorld()
    world.commit(TWO)
    const { out } = await createCli({ world, host: { ranges: () => [{ name: 'vpn0', cidr: '10.0.0.0/8' }] } })('doctor')
    expect(out).toContain('warn     network pool      10.210.0.0/16 overlaps vpn0 (10.0.0.0/8)')
  })

  it('shows settings that cannot be used', async () => {
    const { code, out } = await createCli({ world: createWorld(), files: { '/etc/mist/mistd.yaml': 'nope: 1\n' } })('doctor')
    expect(code).toBe(1)
    expect(out).toContain('fail     settings  /etc/mist/mistd.yaml:1: unknown key "nope"')
  })
})

describe('an interruption', () => {
  it('ends apply with 130', async () => {
    const world = createWorld()
    world.commit(TWO)
    const { code } = await createCli({ world, interrupted: AbortSignal.abort() })('apply')
    expect(code).toBe(130)
    expect(world.containers()).toEqual([])
  })

  it('ends following with 130', async () => {
    const world = createWorld()
    world.commit(TWO)
    await world.converge()
    const cli = createCli({ world, interrupted: AbortSignal.abort() })
    expect([(await cli('events', '-f')).code, (await cli('logs', 'shop/web', '-f')).code]).toEqual([130, 130])
  })
})

describe('settings of the host that cannot be used', () => {
  const files = { '/home/ana/mist.yaml': ONE }

  it('are told of by version, which answers what it knows', async () => {
    const { code, out, err } = await createCli({ world: createWorld(), files: { '/etc/mist/mistd.yaml': 'nonsense: 1\n' } })('version')
    expect([code, out]).toEqual([0, expect.stringContaining('mistctl') as string])
    expect(err).toContain('/etc/mist/mistd.yaml:1:1 error unknown-key')
  })

  it('end a verb on secrets, but for those at the usual place that this person may not read', async () => {
    const broken = createCli({ world: createWorld(), files: { ...files, '/etc/mist/mistd.yaml': 'nonsense: 1\n' } })
    expect(await broken('secret', 'ls')).toMatchObject({ code: 2, err: expect.stringContaining('unknown-key') as string })
    const world = createWorld()
    const readFile = (path: string) => Promise.resolve(path === '/etc/mist/mistd.yaml' ? { kind: 'failed', cause: 'permission denied' } as const : path in files ? { kind: 'text', text: ONE } as const : { kind: 'missing' } as const)
    expect(await createCli({ world, files, host: { readFile } })('secret', 'ls')).toMatchObject({ code: 0, err: expect.stringContaining('warning: cannot read the settings /etc/mist/mistd.yaml: permission denied: its places for secrets are not counted') as string })
  })
})
