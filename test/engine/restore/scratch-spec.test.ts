/** What a stand-in has of its app, and what it must not have. */
import { describe, expect, test } from 'vitest'
import { holderOf, standInOf } from '../../../src/engine/restore/scratch-spec.js'
import type { StandInOrder } from '../../../src/engine/restore/scratch-spec.js'
import { containerLabels, isScratch } from '../../../src/model/labels.js'
import type { ContainerSpec } from '../../../src/model/resource.js'

const REAL = 'real-password-1'
const SPEC: ContainerSpec = {
  id: 'container/shop/db/1', name: 'shop-db-0a1b2c3d-1', app: 'shop/db', replica: 1, fingerprint: 'v1:0a1b2c3d', image: 'postgres:17',
  env: { POSTGRES_PASSWORD: REAL, POSTGRES_USER: 'app', URL: `postgres://app:${REAL}@db/app`, PIN: '1234', NOTE: 'the pin is 1234' },
  secretEnv: { POSTGRES_PASSWORD: 'm1', URL: 'm2', PIN: 'm3', NOTE: 'm4' },
  command: ['postgres'], healthCheck: { command: ['pg_isready'], intervalMs: 1, timeoutMs: 1, retries: 1, startPeriodMs: 0 },
  mounts: [
    { kind: 'volume', source: 'shop_db_data', target: '/data', readOnly: false },
    { kind: 'volume', source: 'shop_db_wal', target: '/wal', readOnly: false },
    { kind: 'bind', source: '/var/lib/mist/files/x', target: '/etc/x', readOnly: true },
    { kind: 'bind', source: '/srv/dumps', target: '/dumps', readOnly: false },
  ],
  networks: [{ network: 'mist-shop', aliases: ['db'] }], ports: [{ hostAddress: '127.0.0.1', hostPort: 5432, containerPort: 5432, protocol: 'tcp' }],
  limits: { cpus: 1, memoryBytes: 2 ** 28, pids: 100 }, restart: { policy: 'unless-stopped', maxRetries: 0 },
  labels: { tier: 'data', ...containerLabels({ instance: 'default', app: 'shop/db', replica: 1, fingerprint: 'v1:0a1b2c3d' }) },
  logs: { maxSizeBytes: 1, maxFiles: 1 }, capabilities: ['CHOWN'], stopGraceMs: 1_000,
}
const ORDER: StandInOrder = { instance: 'default', purpose: 'drill', token: 'f00dfeed00112233', passwords: 'own', password: (index) => `own-password-${String(index)}` }

describe('a stand-in', () => {
  const { container, volumes, disguise } = standInOf(SPEC, ORDER)

  test('runs what the app runs, within its limits and by its check', () => {
    const { image, command, healthCheck, limits, capabilities } = SPEC
    expect(container).toMatchObject({ image, command, healthCheck, limits, capabilities })
  })

  test('is in no network, publishes nothing and is not started again', () => {
    expect(container).toMatchObject({ networks: [], ports: [], restart: { policy: 'no' } })
  })

  test('is scratch by its label, and bears no label of the person', () => {
    expect([isScratch(container.labels), container.labels['tier'], container.labels['mist.app']]).toEqual([true, undefined, 'db'])
  })

  test('has volumes of its own, and no folder of the host that could be written to', () => {
    expect(container.mounts.map(({ source }) => source)).toEqual(['shop_db_data.drill-f00dfeed00', 'shop_db_wal.drill-f00dfeed00', '/var/lib/mist/files/x'])
    expect(volumes).toMatchObject([{ name: 'shop_db_data.drill-f00dfeed00', app: 'shop/db', scratchFor: 'drill' }, { name: 'shop_db_wal.drill-f00dfeed00' }])
  })

  test('has no password of the app, neither by itself nor within another text', () => {
    expect(container.env).toEqual({ POSTGRES_PASSWORD: 'own-password-1', POSTGRES_USER: 'app', URL: 'postgres://app:own-password-1@db/app', PIN: 'own-password-0', NOTE: 'own-password-2' })
    expect(JSON.stringify(container)).not.toContain(REAL)
  })

  test('puts the same passwords into commands', () => {
    expect([disguise(REAL), disguise(`alter role app password '${REAL}';`), disguise('1234'), disguise('row 1234')]).toEqual(['own-password-1', "alter role app password 'own-password-1';", 'own-password-0', 'row 1234'])
  })
})

test('a stand-in whose server reads a password from a file keeps those of the app: they could not be told apart from it', () => {
  const { container, disguise } = standInOf(SPEC, { ...ORDER, passwords: 'real' })
  expect([container.env, disguise(REAL), container.networks]).toEqual([SPEC.env, REAL, []])
})

test('a stand-in on a volume that is kept has the passwords of the app, and no scratch in that place', () => {
  const { container, volumes, disguise } = standInOf(SPEC, { ...ORDER, purpose: 'restore', on: { volume: 'shop_db_data.g2', base: 'shop_db_data' } })
  expect([container.env, disguise(REAL), container.mounts[0]?.source, volumes.map(({ name }) => name)]).toEqual([SPEC.env, REAL, 'shop_db_data.g2', ['shop_db_wal.restore-f00dfeed00']])
})

test('a holder has the one volume alone, at a place where no image has anything, and no env', () => {
  const { container, volumes } = holderOf({ ...SPEC, mounts: SPEC.mounts.map((mount) => ({ ...mount, readOnly: true })) }, { ...ORDER, source: 'shop_db_wal' })
  expect([container.env, container.mounts, volumes.length, container.healthCheck]).toEqual([{}, [{ kind: 'volume', source: 'shop_db_wal.drill-f00dfeed00', target: '/mist-restore/volume', readOnly: false }], 1, undefined])
})
