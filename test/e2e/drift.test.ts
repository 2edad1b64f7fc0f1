/** Changes by hand: `diff` shows each with its field and both values, mistd takes it back, and nothing else is touched. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.js'
import { TAMPERINGS } from './stage/tamper.js'

const APPS = TAMPERINGS.map((_, index) => `app${String(index)}`)

function manifest(drift: 'correct' | 'report'): string {
  const apps = APPS.map((name) => `      ${name}: { image: "mist-lab/web:1", port: 8080, domains: [${name}.localhost], limits: { memory: 64m } }`)
  return `version: 1\ndefaults: { deploy: { drain: 1s } }\npolicy: { drift: ${drift} }\nprojects:\n  shop:\n    apps:\n${apps.join('\n')}\n      bystander: { image: "mist-lab/web:2", port: 8080 }\n`
}

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await stage.commit(manifest('correct'))
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

interface Identity {
  readonly id: string
  readonly startedAt: string
}

async function identities(except: string): Promise<Readonly<Record<string, Identity>>> {
  const others = (await stage.containers()).filter(({ app }) => app !== except)
  return Object.fromEntries(others.map(({ name, id, startedAt }) => [name, { id, startedAt }]))
}

async function answers(app: string): Promise<boolean> {
  return (await stage.http(`${app.slice('shop/'.length)}.localhost`, '/version')).body.trim() === '1'
}

/** No change is left, for mistd as for an independent look. */
async function untilHealed(app: string): Promise<void> {
  await stage.until(`${app} answers again`, () => answers(app))
  await stage.until('diff finds nothing', async () => (await stage.mistctl('diff')).code === 0)
}

describe('drift', () => {
  for (const [index, { name, by, shown, heals }] of TAMPERINGS.entries()) {
    it(`${name}: is shown while Mist is suspended, and taken back when it resumes`, async () => {
      const app = `shop/app${String(index)}`
      expect((await stage.mistctl('suspend', '--reason', 'looking at drift')).code).toBe(0)
      const before = { others: await identities(app), own: await stage.container(app) }
      await by(stage, app)
      const diff = await stage.mistctl('diff')
      expect(diff.code, diff.stdout + diff.stderr).toBe(1)
      for (const pattern of shown) expect(diff.stdout).toMatch(pattern)
      expect(diff.stdout, 'the sign of drift').toMatch(new RegExp(`^ *! ${app}`, 'm'))
      const status = await stage.mistctl('status')
      expect(status.code, status.stdout).toBe(1)
      expect((await stage.mistctl('resume')).code).toBe(0)
      await untilHealed(app)
      expect(await identities(app), 'nothing else was made or started anew').toEqual(before.others)
      const { id } = await stage.container(app)
      if (heals === 'in place') expect(id).toBe(before.own.id)
      else expect(id).not.toBe(before.own.id)
    })
  }

  it('is taken back by itself within moments', async () => {
    const before = await stage.container('shop/app0')
    await TAMPERINGS[0]?.by(stage, 'shop/app0')
    await stage.until('another container answers', async () => (await stage.container('shop/app0')).id !== before.id && answers('shop/app0'))
  })

  it('is told in the history, with the fields', async () => {
    const history = await stage.mistctl('events', '--since', '1h', '-o', 'json')
    expect(history.code, history.stderr).toBe(0)
    expect(history.stdout).toMatch(/drift-detected/)
    expect(history.stdout).toMatch(/limits\.memory/)
  })
})

describe('with policy.drift: report', () => {
  it('every change by hand is shown and none is taken back', async () => {
    await stage.deploy(manifest('report'), 'Only report')
    for (const [index, { by }] of TAMPERINGS.entries()) await by(stage, `shop/app${String(index)}`)
    const tampered = await identities('')
    const diff = await stage.mistctl('diff')
    expect(diff.code, diff.stdout + diff.stderr).toBe(1)
    for (const { name, shown } of TAMPERINGS) for (const pattern of shown) expect(diff.stdout, name).toMatch(pattern)
    expect(diff.stdout).toMatch(/No changes to make/)
    const apply = await stage.mistctl('apply', '--yes')
    expect(apply.code, 'policy wanted it so').toBe(0)
    expect(await identities('')).toEqual(tampered)
    const still = await stage.mistctl('diff')
    for (const { name, shown } of TAMPERINGS) for (const pattern of shown) expect(still.stdout, name).toMatch(pattern)
  })

  it('the status of each app says that it was changed by hand', async () => {
    const report = await stage.until('the status shows the drift', async () => {
      const value = await stage.status()
      const drifted = value.apps.filter(({ conditions }) => conditions.some(({ type, status }) => type === 'Drifted' && status === 'True'))
      return drifted.length === TAMPERINGS.length ? value : undefined
    })
    expect(report.sync).toBe('OutOfSync')
    expect(report.apps.find(({ app }) => app === 'bystander')).toMatchObject({ sync: 'Synced', health: 'Healthy' })
  })

  it('what git changes is still applied, beside what is left alone', async () => {
    await stage.commit(manifest('report').replace('bystander: { image: "mist-lab/web:2"', 'bystander: { image: "mist-lab/web:3"'), 'Newer bystander')
    await stage.until('the new bystander answers', async () => (await stage.http('shop-bystander.localhost', '/version')).body.trim() === '3')
    expect((await stage.mistctl('diff')).code).toBe(1)
  })

  it('all of it is taken back once git says `correct`', async () => {
    await stage.deploy(manifest('correct'), 'Correct again')
    for (const name of APPS) await untilHealed(`shop/${name}`)
  })
})
