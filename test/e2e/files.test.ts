/** Files of the repository in real containers: another content is another release, a hand on them is drift, a rollback finds its own. */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'

const SECRET = 'canary-of-a-secret-file'
const body = (more = ''): string => `version: 1\nprojects:\n  shop:\n    apps:\n      web:\n        image: redis:7\n        type: service\n        port: 6379\n        volumes: [./web.toml:/app/web.toml:ro${more}]\n        files:\n          /app/text: { content: "inline" }\n          /run/secrets/key: { secret: KEY, mode: "0400", uid: 1000 }\n`

let stage: Stage
let data: string

beforeAll(async () => {
  stage = await openStage({
    settings: ({ dir }) => {
      const secrets = join(dir, 'secrets')
      mkdirSync(secrets, { mode: 0o700 })
      writeFileSync(join(secrets, 'KEY'), SECRET, { mode: 0o600 })
      data = join(dir, 'data')
      mkdirSync(join(data, 'own'), { recursive: true })
      writeFileSync(join(data, 'own', 'hello'), 'from the host')
      return { secrets: { directory: secrets }, grants: { domains: ['localhost'], mounts: [data] } }
    },
  })
  await stage.commit({ 'mist.yaml': body(), 'web.toml': 'level = 1' })
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(() => stage.close())

async function inside(path: string): Promise<string> {
  const { id } = await stage.container('shop/web')
  return docker('exec', '--user', '0', id, 'cat', path)
}

async function sourceOf(target: string): Promise<string> {
  const { id } = await stage.container('shop/web')
  return (await docker('inspect', '--format', `{{range .Mounts}}{{if eq .Destination "${target}"}}{{.Source}}{{end}}{{end}}`, id)).trim()
}

const folder = (): string => join(stage.stateDir, 'files')

describe('files of the repository', () => {
  it('are mounted for reading, each with its mode, from a folder that nobody else can enter', async () => {
    expect(await inside('/app/web.toml')).toContain('level = 1')
    expect(await inside('/app/text')).toContain('inline')
    const { id } = await stage.container('shop/web')
    expect((await docker('inspect', '--format', '{{range .Mounts}}{{if eq .Type "bind"}}{{.RW}} {{end}}{{end}}', id)).trim()).toBe('false false false')
    expect([statSync(folder()).mode & 0o777, statSync(await sourceOf('/app/web.toml')).mode & 0o777]).toEqual([0o700, 0o444])
    const key = statSync(await sourceOf('/run/secrets/key'))
    expect([key.mode & 0o777, key.uid]).toEqual([0o400, 1000])
  })

  it('tell nobody the value of a secret', async () => {
    expect(await inside('/run/secrets/key')).toContain(SECRET)
    const { id } = await stage.container('shop/web')
    const said = [await docker('inspect', id), stage.mistd.log(), (await stage.api('/api/v1/status')).body, (await stage.mistctl('render', '-o', 'json')).stdout, (await stage.mistctl('diff', '--exit-zero', '-o', 'json')).stdout]
    expect(said.join('\n')).not.toContain(SECRET)
  })

  it('are another release when they change, and the earlier file is taken away', async () => {
    const before = await sourceOf('/app/web.toml')
    await stage.deploy({ 'web.toml': 'level = 2' }, 'Level 2')
    expect(await inside('/app/web.toml')).toContain('level = 2')
    await stage.until('the earlier file is taken away', () => !existsSync(before))
    expect(readdirSync(folder())).toHaveLength(3)
  })

  it('are put right when a hand changed or removed them', async () => {
    for (const damage of ['changed', 'removed'] as const) {
      const { id } = await stage.container('shop/web')
      const source = await sourceOf('/app/web.toml')
      const mark = stage.mistd.mark()
      if (damage === 'removed') rmSync(source)
      else {
        chmodSync(source, 0o644)
        writeFileSync(source, 'level = 666')
      }
      await stage.until('another container sees the file as git has it', async () => (await stage.status()).sync === 'Synced' && (await stage.container('shop/web')).id !== id)
      expect(await inside('/app/web.toml')).toContain('level = 2')
      expect(stage.mistd.log(mark)).toContain('files./app/web.toml')
    }
    expect((await stage.mistctl('diff')).code).toBe(0)
  })

  it('come back with a rollback, read again from their commit', async () => {
    const back = await stage.mistctl('rollback', 'shop/web', '1')
    expect(back).toMatchObject({ code: 0 })
    expect(await inside('/app/web.toml')).toContain('level = 1')
    expect((await stage.mistctl('rollback', 'shop/web', '--undo')).code).toBe(0)
    expect(await inside('/app/web.toml')).toContain('level = 2')
  })

  it('that a commit lacks, or has as a link, leave the app as it is', async () => {
    const before = await stage.container('shop/web')
    await stage.commit({ 'mist.yaml': body().replace('./web.toml', './gone.toml') }, 'Name a file that is not there')
    await stage.until('the app waits', async () => (await stage.status()).blocked.some(({ reason, message }) => reason === 'unresolved' && message.includes('gone.toml')))
    symlinkSync('/etc/hostname', join(stage.repo.work, 'gone.toml'))
    await stage.repo.git('add', 'gone.toml')
    await stage.commit({ 'note.txt': 'a link' }, 'Name a link')
    await stage.until('the link is refused', async () => (await stage.status()).blocked.some(({ message }) => message.includes('symbolic link')))
    expect((await stage.container('shop/web')).id).toBe(before.id)
  })
})

describe('folders of the host', () => {
  it('are mounted where a grant allows, and no link leads out of it', async () => {
    await stage.deploy({ 'mist.yaml': body(`, ${data}/own:/host`), 'gone.toml': null }, 'Mount a folder')
    expect(await inside('/host/hello')).toContain('from the host')
    rmSync(join(data, 'own'), { recursive: true })
    symlinkSync('/etc', join(data, 'own'))
    await stage.commit({ 'web.toml': 'level = 3' }, 'Level 3')
    await stage.until('the link is refused', async () => JSON.stringify(await stage.status()).includes(`leads to /etc`))
  })

  it('beyond the grants are an error of the file, with the grant to add', async () => {
    const file = join(stage.dir, 'refused.yaml')
    writeFileSync(file, body(', /srv/other:/host'))
    const said = await stage.mistctl('validate', '--host', file)
    expect([said.code, `${said.stdout}${said.stderr}`]).toEqual([2, expect.stringMatching(/refused\.yaml:\d+:\d+[\s\S]*adds "\/srv\/other" to grants\.mounts/)])
  })
})
