/** Where a manifest can come from and what with: https-like remotes with a token, ssh with pinned keys, a plain folder, other repositories. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dockerTries, gitRepo, labEnv, serveGitHttp, sshUrl, type GitHttpServer, type GitRepo } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'

function manifest(version: string, more = ''): string {
  return `version: 1\ndefaults: { deploy: { drain: 1s } }\nprojects:\n  shop:\n    apps:\n      web: { image: "mist-lab/web:${version}", port: 8080, domains: [shop.localhost] }\n${more}`
}

function secretFile(dir: string, name: string, text: string): string {
  const path = join(dir, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

const version = async (stage: Stage, host = 'shop'): Promise<string> => (await stage.http(`${host}.localhost`, '/version')).body.trim()

describe('git over smart HTTP with a token', () => {
  const login = { username: 'deploy', password: 'a-token-that-is-not-in-any-url' }
  let stage: Stage
  let server: GitHttpServer
  let other: GitRepo

  beforeAll(async () => {
    other = await gitRepo()
    await other.commit({ 'app/Dockerfile': 'FROM mist-lab/web:2\n' }, 'App')
    stage = await openStage({
      settings: async ({ dir, repo }) => {
        server = await serveGitHttp(repo, login)
        const { authRegistry } = labEnv()
        return {
          source: { git: server.url, ref: 'main', interval: '1s' },
          credentials: [{ url: new URL('/', server.url).href, username: login.username, tokenFile: secretFile(dir, 'token', `${login.password}\n`) }],
          registries: { [authRegistry.address]: { username: authRegistry.username, passwordFile: secretFile(dir, 'registry', authRegistry.password) } },
          grants: { repositories: [`file://${other.bare}`] },
        }
      },
    })
    await stage.commit(manifest('1'))
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
  })

  afterAll(async () => {
    await stage.close()
    await server.close()
    other.remove()
  })

  it('deploys, and the token appears in no log and no address', async () => {
    expect(await version(stage)).toBe('1')
    expect(stage.mistd.log()).not.toContain(login.password)
    expect(server.requests.join('\n')).not.toContain(login.password)
  })

  it('follows a branch whose history was rewritten', async () => {
    await stage.deploy(manifest('2'), 'Two')
    await stage.repo.git('reset', '--quiet', '--hard', 'HEAD~1')
    await stage.deploy(manifest('3'), 'Three instead of two')
    expect(await version(stage)).toBe('3')
    await stage.repo.git('update-ref', '-d', 'HEAD')
    await stage.deploy(manifest('1'), 'Unrelated history')
    expect(await version(stage)).toBe('1')
    expect(await stage.repo.git('rev-list', '--count', 'HEAD')).toBe('1')
  })

  it('leaves everything as it is while the remote is down, says since when, and goes on afterwards', async () => {
    const before = await stage.container('shop/web')
    server.become('fail')
    const commit = await stage.commit(manifest('2'), 'Unheard')
    const report = await stage.until('the status tells of it', async () => {
      const value = await stage.status()
      return value.source.status === 'False' ? value : undefined
    })
    expect(report.source.reason).toBe('GitOperationFailed')
    expect(await version(stage)).toBe('1')
    expect((await stage.container('shop/web')).id).toBe(before.id)
    server.become('serve')
    await stage.waitSynced(commit)
    expect(await version(stage)).toBe('2')
  })

  it('says so when the token is no longer accepted', async () => {
    server.require({ ...login, password: 'another-one' })
    await stage.until('the status tells of it', async () => (await stage.status()).source.reason === 'AuthenticationFailed')
    const apply = await stage.mistctl('apply', '--yes')
    expect(apply.code).toBe(4)
    expect(apply.stderr).not.toContain(login.password)
    expect(await version(stage)).toBe('2')
    server.require(login)
    await stage.until('the source is well again', async () => (await stage.status()).source.status === 'True')
  })

  it('builds an app from another repository that the host grants, and refuses one that it does not', async () => {
    const app = (url: string): string => `      api:\n        git: { url: "${url}", ref: main }\n        build: app\n        port: 8080\n        domains: [api.localhost]\n`
    await stage.commit(manifest('2', app(other.url)), 'Api from elsewhere').then((commit) => stage.waitSynced(commit))
    expect(await version(stage, 'api')).toBe('2')
    await other.commit({ 'app/Dockerfile': 'FROM mist-lab/web:3\n' }, 'Newer app')
    await stage.until('the commit of the other repository is live', async () => await version(stage, 'api') === '3')
    const refused = await stage.commit(manifest('2', app(`file://${stage.dir}/secret.git`)), 'Not granted')
    const apply = await stage.mistctl('apply', '--yes')
    expect(apply.code, apply.stdout + apply.stderr).not.toBe(0)
    expect(`${apply.stdout}${apply.stderr}`).toMatch(/grants\.repositories/)
    expect(await version(stage, 'api'), `what runs stays at ${refused.slice(0, 7)}`).toBe('3')
    await stage.deploy(manifest('2'), 'Without api')
  })

  it('pulls from a registry with the login of the host settings', async () => {
    const { image } = labEnv().authRegistry
    await dockerTries(['rmi', image])
    await stage.deploy(manifest('2', `      private: { image: "${image}", port: 8080, domains: [private.localhost] }\n`), 'A private image')
    expect(await version(stage, 'private')).toBe('1')
    expect(stage.mistd.log()).not.toContain(labEnv().authRegistry.password)
  })
})

describe('git over ssh', () => {
  let stage: Stage

  beforeAll(async () => {
    const { key, knownHosts } = labEnv().sshd
    stage = await openStage({
      settings: ({ repo }) => ({ source: { git: sshUrl(repo), ref: 'main', interval: '1s' }, credentials: [{ url: sshUrl(repo), keyFile: key, knownHostsFile: knownHosts }] }),
    })
  })

  afterAll(() => stage.close())

  it('deploys with the key and the host keys of the host settings', async () => {
    await stage.commit(manifest('1'))
    await stage.mistd.start()
    await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
    expect(await version(stage)).toBe('1')
    await stage.deploy(manifest('2'), 'Two')
    expect(await version(stage)).toBe('2')
  })
})

describe('a plain folder', () => {
  let stage: Stage
  let folder: string

  beforeAll(async () => {
    stage = await openStage({
      settings: ({ dir }) => {
        folder = join(dir, 'work')
        mkdirSync(join(folder, 'site'), { recursive: true })
        return { source: { folder, interval: '1h' } }
      },
    })
    writeFileSync(join(folder, 'site', 'Dockerfile'), 'FROM mist-lab/web:1\nENV APP_VERSION=first\n')
    writeFileSync(join(folder, 'mist.yaml'), manifest('1', '      site: { build: site, port: 8080, domains: [site.localhost] }\n'))
    await stage.mistd.start()
    await stage.until('it answers', async () => await version(stage, 'site') === 'first')
  })

  afterAll(() => stage.close())

  it('is watched: a saved file is live within moments', async () => {
    writeFileSync(join(folder, 'mist.yaml'), manifest('2', '      site: { build: site, port: 8080, domains: [site.localhost] }\n'))
    await stage.until('the new image answers', async () => await version(stage) === '2')
    writeFileSync(join(folder, 'site', 'Dockerfile'), 'FROM mist-lab/web:1\nENV APP_VERSION=second\n')
    await stage.until('the new build answers', async () => await version(stage, 'site') === 'second')
  })

  it('that is half saved changes nothing', async () => {
    const ids = async (): Promise<readonly string[]> => (await stage.containers()).map(({ id }) => id)
    await stage.until('nothing is being replaced any more', async () => (await ids()).length === 3 && (await stage.mistctl('diff')).code === 0)
    const before = await ids()
    writeFileSync(join(folder, 'mist.yaml'), 'version: 1\nprojects:\n  shop:\n    ap')
    await stage.until('it is refused', async () => (await stage.status()).diagnostics.length > 0)
    expect(await ids()).toEqual(before)
    writeFileSync(join(folder, 'mist.yaml'), manifest('3', '      site: { build: site, port: 8080, domains: [site.localhost] }\n'))
    await stage.until('it is whole again', async () => await version(stage) === '3')
  })

  it('needs no .git, and Mist puts nothing into it', () => {
    expect(readdirSync(folder, { recursive: true }).map(String).toSorted()).toEqual(['mist.yaml', 'site', 'site/Dockerfile'])
  })
})
