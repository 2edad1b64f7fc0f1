/** The loss of most of a host in one commit: refused, shown, and done only after a person confirmed it for that very revision. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.js'

const NAMES = ['one', 'two', 'three', 'four', 'five']

function manifest(names: readonly string[]): string {
  if (names.length === 0) return 'version: 1\n'
  return `version: 1\nprojects:\n  shop:\n    apps:\n${names.map((name) => `      ${name}: { image: "mist-lab/web:1", port: 8080, domains: [${name}.localhost], volumes: ["data:/data"] }\n`).join('')}`
}

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(manifest(NAMES))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

async function appsRunning(): Promise<readonly string[]> {
  return (await stage.containers()).filter(({ state }) => state === 'running').map(({ app }) => app.replace('shop/', '')).filter((app) => app !== 'mist/traefik').toSorted()
}

async function untilRefused(commit: string): Promise<void> {
  await stage.until('the removal is refused', async () => {
    const report = await stage.status()
    return report.revision?.commit === commit && report.blocked.some(({ reason }) => reason === 'mass-deletion')
  })
}

describe('a mass deletion', () => {
  it('by an emptied file is refused, and everything goes on', async () => {
    const before = (await stage.containers()).map(({ id, startedAt }) => `${id} ${startedAt}`)
    await untilRefused(await stage.commit(manifest([]), 'Empty'))
    const diff = await stage.mistctl('diff')
    expect(diff.code).toBe(1)
    expect(diff.stdout).toMatch(/5 of 5 running apps would be removed/)
    const apply = await stage.mistctl('apply', '--yes')
    expect(apply.code, 'held back is not done').toBe(3)
    expect((await stage.containers()).map(({ id, startedAt }) => `${id} ${startedAt}`)).toEqual(before)
    expect((await stage.http('five.localhost', '/version')).status).toBe(200)
  })

  it('is listed by prune, with the command that confirms it', async () => {
    const commit = await stage.repo.git('rev-parse', 'HEAD')
    const prune = await stage.mistctl('prune')
    expect(prune.code).toBe(1)
    for (const name of NAMES) expect(prune.stdout).toMatch(new RegExp(`shop/${name}\\b`))
    expect(`${prune.stdout}${prune.stderr}`).toContain(`--confirm=${commit.slice(0, 7)}`)
  })

  it('cannot be confirmed for another revision', async () => {
    const earlier = await stage.repo.git('rev-parse', 'HEAD~1')
    const wrong = await stage.mistctl('prune', `--confirm=${earlier}`)
    expect(wrong.code).toBe(2)
    expect(await appsRunning()).toEqual(NAMES.toSorted())
  })

  it('of three of five is refused too, and a new commit needs a confirmation of its own', async () => {
    const commit = await stage.commit(manifest(['one', 'two']), 'Two of five')
    await untilRefused(commit)
    const confirmed = await stage.mistctl('prune', `--confirm=${commit}`)
    expect(confirmed.code, confirmed.stdout + confirmed.stderr).toBe(0)
    expect(await appsRunning()).toEqual(['one', 'two'])
    expect((await stage.http('five.localhost', '/version')).status).toBe(404)
    await stage.waitSynced(commit)
    await untilRefused(await stage.commit(manifest([]), 'Empty again'))
    expect(await appsRunning()).toEqual(['one', 'two'])
  })

  it('is forgotten when the next commit has the apps again', async () => {
    await stage.deploy(manifest(NAMES), 'All again')
    expect(await appsRunning()).toEqual(NAMES.toSorted())
  })

  it('of two of five needs no confirmation, and no removal ever takes a volume', async () => {
    await stage.deploy(manifest(['one', 'two', 'three']), 'Three of five')
    expect(await appsRunning()).toEqual(['one', 'three', 'two'])
    expect(await stage.volumes()).toEqual(NAMES.map((name) => `${stage.instance}_shop_${name}_data`).toSorted())
    const prune = await stage.mistctl('prune')
    expect(prune.code, prune.stdout).toBe(0)
    expect(prune.stdout).toContain(`${stage.instance}_shop_five_data`)
  })

  it('by a commit that loses the manifest is none: a missing file is not an empty one', async () => {
    const commit = await stage.commit({ 'mist.yaml': null, 'other.txt': 'nothing to see\n' }, 'Lost')
    await stage.until('it is said that the file is missing', async () => (await stage.status()).revision?.commit === commit && /mist\.yaml/.test((await stage.status()).verdict))
    expect(await appsRunning()).toEqual(['one', 'three', 'two'])
    const apply = await stage.mistctl('apply', '--yes')
    expect(apply.code, apply.stderr).toBe(2)
    await stage.deploy(manifest(['one', 'two', 'three']), 'Found')
  })
})
