/** Databases as they shall run: passwords that follow from the key and show nowhere, and references that carry them. */
import { describe, expect, it } from 'vitest'
import { derivePassword, keyId, markOf } from '../../src/model/instance-key.js'
import { LABEL_HIDDEN } from '../../src/model/labels.js'
import type { DesiredApp, DesiredState } from '../../src/model/state.js'
import { withoutSecretEnv } from '../../src/render/hidden-env.js'
import { desiredOf, KEY, manifestOf } from '../support/desired.js'

const SHOP = manifestOf(`version: 1
projects:
  shop:
    env: { TZ: UTC }
    apps:
      web: { image: "a:1", env: { DATABASE_URL: { from: db.url }, DB_HOST: { from: db.host }, DB_NAME: { from: db.database }, CACHE: { from: cache.url } } }
      db: { template: postgres, with: { database: shop_db, user: owner } }
      cache: { template: redis }
      maria: { template: mariadb }
      queue: { template: rabbitmq }
`)

function appOf(key: string, state: DesiredState = desiredOf(SHOP)): DesiredApp {
  const app = state.apps.find((one) => one.key === key)
  if (!app) throw new Error(`there is no app ${key}`)
  return app
}

function envOf(key: string, state?: DesiredState): Readonly<Record<string, string>> {
  return appOf(key, state).containers[0]?.env ?? {}
}

const PASSWORD = derivePassword(KEY, 'shop/db/owner v1')

describe('a database', () => {
  it('is given a password that follows from the key, and says so by its mark', () => {
    expect(envOf('shop/db')).toEqual({ POSTGRES_DB: 'shop_db', POSTGRES_PASSWORD: PASSWORD, POSTGRES_USER: 'owner' })
    expect(appOf('shop/db').containers[0]?.secretEnv).toEqual({ POSTGRES_PASSWORD: markOf(KEY, PASSWORD) })
    expect(appOf('shop/db').containers[0]?.labels[LABEL_HIDDEN]).toBe('POSTGRES_PASSWORD')
    expect(appOf('shop/db').envOrigin).toEqual({ POSTGRES_DB: 'reference', POSTGRES_PASSWORD: 'secret', POSTGRES_USER: 'reference' })
  })

  it('has another password for each user', () => {
    const { MARIADB_PASSWORD, MARIADB_ROOT_PASSWORD } = envOf('shop/maria')
    expect(MARIADB_PASSWORD).toBe(derivePassword(KEY, 'shop/maria/app v1'))
    expect(MARIADB_ROOT_PASSWORD).toBe(derivePassword(KEY, 'shop/maria/root v1'))
  })

  it('remembers on its volume what wrote it, and by which key', () => {
    expect(appOf('shop/db').volumes).toEqual([{ id: 'volume/shop_db_data', name: 'shop_db_data', app: 'shop/db', data: { software: 'postgres', line: '17', upgrade: 'never', fixedEnv: ['POSTGRES_USER', 'POSTGRES_DB'], key: keyId(KEY) } }])
    expect(appOf('shop/cache').volumes[0]?.data).toEqual({ software: 'redis', line: '7', upgrade: 'newer', fixedEnv: [] })
  })

  it('stops before its successor starts', () => {
    expect(appOf('shop/db').release).toMatchObject({ strategy: 'recreate', downtimeReason: 'writes to volume data' })
  })

  it('does not share the env of its project', () => {
    expect(envOf('shop/db')).not.toHaveProperty('TZ')
    expect(envOf('shop/web')).toHaveProperty('TZ')
  })
})

describe('a reference to a database', () => {
  it('is hidden when it holds the password, and plain when not', () => {
    const url = `postgres://owner:${PASSWORD}@db:5432/shop_db`
    const cache = `redis://default:${derivePassword(KEY, 'shop/cache/default v1')}@cache:6379`
    expect(envOf('shop/web')).toEqual({ CACHE: cache, DATABASE_URL: url, DB_HOST: 'db', DB_NAME: 'shop_db', TZ: 'UTC' })
    expect(appOf('shop/web').containers[0]?.secretEnv).toEqual({ CACHE: markOf(KEY, cache), DATABASE_URL: markOf(KEY, url) })
  })

  it('orders start-up', () => {
    expect(appOf('shop/web').dependsOn).toEqual(['shop/cache', 'shop/db'])
  })

  it('encodes what would mean something else in an address', () => {
    const state = desiredOf(manifestOf('version: 1\nprojects: { p: { apps: { q: { template: rabbitmq }, web: { image: "a:1", env: { U: { from: q.url } } } } } }'))
    expect(envOf('p/web', state)['U']).toBe(`amqp://app:${derivePassword(KEY, 'p/q/app v1')}@q:5672/%2F`)
  })

  it('restarts exactly those who use it when another key makes another password', () => {
    const other = desiredOf(SHOP, { key: { hex: 'a5'.repeat(32) } })
    const changed = desiredOf(SHOP).apps.filter(({ key, containers }) => containers[0]?.fingerprint !== appOf(key, other).containers[0]?.fingerprint).map(({ key }) => key)
    expect(changed).toEqual(['shop/cache', 'shop/db', 'shop/maria', 'shop/queue', 'shop/web'])
  })
})

describe('a password', () => {
  it('stands nowhere in a container but in its env', () => {
    for (const { containers, ...app } of desiredOf(SHOP).apps) {
      expect(JSON.stringify([app, ...containers.map(withoutSecretEnv)])).not.toContain(PASSWORD)
    }
  })
})
