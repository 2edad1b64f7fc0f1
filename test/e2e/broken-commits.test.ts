/** A commit that cannot work: whatever is wrong with it, what runs goes on, the reason is told, and the next good commit helps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, freePort } from '../lab/fixtures.js'
import { openStage, startProber, type Stage } from './stage.js'

const GOOD = `version: 1
projects:
  shop:
    apps:
      web:
        image: mist-lab/web:1
        port: 8080
        domains: [shop.localhost]
      api:
        build: api
        port: 8080
        domains: [api.localhost]
defaults: { deploy: { drain: 1s } }
`
const FILES = { 'mist.yaml': GOOD, 'api/Dockerfile': 'FROM mist-lab/web:2\n' }

interface Breakage {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** The verdict of the recorded run. */
  readonly verdict: 'rejected' | 'failed' | 'blocked'
  /** In `mistctl apply`. */
  readonly exit: number
  readonly says: readonly RegExp[]
}

/** `{port}` is one that a foreign container holds. */
const INVALID: readonly Breakage[] = [
  { name: 'YAML that cannot be read', files: { 'mist.yaml': GOOD.replace('[shop.localhost]', '[shop.localhost') }, verdict: 'rejected', exit: 2, says: [/mist\.yaml:\d+:\d+/] },
  { name: 'an unknown key', files: { 'mist.yaml': GOOD.replace('image: mist-lab/web:1', 'imgae: mist-lab/web:3') }, verdict: 'rejected', exit: 2, says: [/mist\.yaml:6:9/, /imgae/, /did you mean "image"/] },
  { name: 'a bind mount', files: { 'mist.yaml': GOOD.replace('[shop.localhost]\n', '[shop.localhost]\n        volumes: ["/etc:/host"]\n') }, verdict: 'rejected', exit: 2, says: [/mist\.yaml:9:19/, /\/etc:\/host/] },
  { name: 'a privileged app', files: { 'mist.yaml': GOOD.replace('[shop.localhost]\n', '[shop.localhost]\n        privileged: true\n') }, verdict: 'rejected', exit: 2, says: [/mist\.yaml:9:9/, /privileged/] },
  { name: 'a domain without a grant', files: { 'mist.yaml': GOOD.replace('[shop.localhost]', '[shop.example.com]') }, verdict: 'rejected', exit: 2, says: [/mist\.yaml:8:\d+/, /grants\.domains/] },
  { name: 'no manifest at all', files: { 'mist.yaml': null as unknown as string, 'other.yaml': GOOD }, verdict: 'rejected', exit: 2, says: [/mist\.yaml/] },
]

const IMPOSSIBLE: readonly Breakage[] = [
  { name: 'a build that fails', files: { 'api/Dockerfile': 'FROM mist-lab/web:2\nCOPY missing.txt /\n' }, verdict: 'failed', exit: 3, says: [/cannot build/, /missing\.txt/] },
  { name: 'an image that does not exist', files: { 'mist.yaml': GOOD.replace('mist-lab/web:1', 'mist-lab/web:no-such-tag') }, verdict: 'failed', exit: 3, says: [/mist-lab\/web:no-such-tag/] },
  { name: 'an app that ends at start', files: { 'mist.yaml': GOOD.replace('mist-lab/web:1', 'mist-lab/web:crash') }, verdict: 'failed', exit: 3, says: [/exit/i] },
  { name: 'a host port that a foreign container holds', files: { 'mist.yaml': GOOD.replace('[shop.localhost]\n', '[shop.localhost]\n        publish: ["127.0.0.1:{port}:8080"]\n') }, verdict: 'blocked', exit: 3, says: [/host port \d+\/tcp is held by container \S+, which is not Mist's/] },
]

let stage: Stage
let takenPort: string

beforeAll(async () => {
  stage = await openStage()
  takenPort = String(await freePort())
  await docker('run', '--detach', '--name', `holder-${stage.instance}`, '--publish', `127.0.0.1:${takenPort}:8080`, 'mist-lab/web:3')
  await stage.commit(FILES)
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(async () => {
  await docker('rm', '--force', `holder-${stage.instance}`).catch(() => undefined)
  await stage.close()
})

interface RecordedRun {
  readonly verdict: string
  readonly revision?: { readonly commit: string }
}

async function runOf(commit: string): Promise<RecordedRun | undefined> {
  const { body } = await stage.api('/api/v1/runs?limit=50')
  return (JSON.parse(body) as { readonly runs: readonly RecordedRun[] }).runs.find(({ revision }) => revision?.commit === commit)
}

async function live(): Promise<readonly string[]> {
  return (await stage.containers()).map(({ name, id, startedAt }) => `${name} ${id} ${startedAt}`)
}

function check({ name, files, verdict, exit, says }: Breakage): void {
  it(`${name}: leaves what runs alone, says why, and the next good commit recovers`, async () => {
    const before = await live()
    const probers = [startProber(() => stage.http('shop.localhost', '/version'), '1'), startProber(() => stage.http('api.localhost', '/version'), '2')]
    const broken = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, typeof text === 'string' ? text.replace('{port}', takenPort) : text]))
    const commit = await stage.commit(broken, `Break it: ${name}`)
    const run = await stage.until('a run of the broken commit is recorded', () => runOf(commit))
    expect(run.verdict).toBe(verdict)
    const apply = await stage.mistctl('apply', '--yes')
    expect(apply.code, apply.stdout + apply.stderr).toBe(exit)
    const status = await stage.mistctl('status')
    expect(status.code, status.stdout).toBe(1)
    const history = await stage.mistctl('history')
    for (const pattern of says) expect(`${apply.stdout}${apply.stderr}${status.stdout}`, history.stdout).toMatch(pattern)
    expect(history.stdout).toMatch(new RegExp(verdict))
    for (const prober of probers) {
      const { asked, bad } = await prober.stop()
      expect(bad).toEqual([])
      expect(asked).toBeGreaterThan(10)
    }
    expect(await live(), 'the same containers, never restarted, and none left behind').toEqual(before)
    await stage.deploy({ ...FILES, 'other.yaml': null }, 'Mend it')
    expect(await live()).toEqual(before)
  })
}

describe('a manifest that is not valid', () => {
  for (const breakage of INVALID) check(breakage)
})

describe('a valid manifest that cannot be had', () => {
  for (const breakage of IMPOSSIBLE) check(breakage)
})

describe('beside something broken', () => {
  it('the other apps of the same commit are released', async () => {
    await stage.commit({ ...FILES, 'mist.yaml': GOOD.replace('mist-lab/web:1', 'mist-lab/web:3'), 'api/Dockerfile': 'FROM mist-lab/web:2\nRUN this-is-no-program\n' }, 'Half good')
    await stage.until('the good half answers', async () => (await stage.http('shop.localhost', '/version')).body.trim() === '3')
    expect((await stage.http('api.localhost', '/version')).body.trim()).toBe('2')
    const ready = await stage.until('the status tells of the other half', async () => {
      const api = (await stage.status()).apps.find(({ app }) => app === 'api')
      const condition = api?.conditions.find(({ type }) => type === 'Ready')
      return condition?.status === 'False' && condition.reason === 'ReleaseRejected' ? condition : undefined
    })
    expect(ready.message).toContain('this-is-no-program')
    await stage.deploy(FILES, 'All good')
  })

  it('drift of what runs is still taken back', async () => {
    const commit = await stage.commit({ 'mist.yaml': 'version: 1\nprojects: nonsense\n' }, 'Nonsense')
    await stage.until('it is rejected', async () => (await runOf(commit))?.verdict === 'rejected')
    const { id } = await stage.container('shop/web')
    await docker('rm', '--force', id)
    await stage.until('it runs again', async () => (await stage.http('shop.localhost', '/version')).body.trim() === '1')
    await stage.deploy(FILES, 'Good again')
  })
})
