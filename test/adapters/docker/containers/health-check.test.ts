/** A health check on its way to the engine and back, and which one is whose. */
import { describe, expect, test } from 'vitest'
import { decodeContainer } from '../../../../src/adapters/docker/observe/decode.js'
import { encodeContainer } from '../../../../src/adapters/docker/containers/encode.js'
import { encodeHealthCheck, readHealthCheck } from '../../../../src/adapters/docker/containers/health-check.js'
import { NO_CONTRIBUTION, readContribution } from '../../../../src/adapters/docker/containers/restated.js'
import type { WireHealthCheck } from '../../../../src/adapters/docker/wire.js'
import { replaceFields } from '../../../../src/plan/containers/fields.js'
import type { ContainerSpec, HealthCheckSpec } from '../../../../src/model/resource.js'
import { decoded, recording } from '../recorded.js'

const CHECK: HealthCheckSpec = { command: ['pg_isready', '-U', 'a b'], intervalMs: 10_000, timeoutMs: 1_500, retries: 5, startPeriodMs: 60_000 }

/** The recorded container as if it had been made with these checks. */
function seen(own: WireHealthCheck | undefined, image: WireHealthCheck | undefined, labels: Record<string, string> = {}): HealthCheckSpec | undefined {
  const { container, image: from } = recording('running')
  const wire = { ...container, Config: { ...container.Config, Labels: { ...container.Config.Labels, ...labels }, ...(own && { Healthcheck: own }) } }
  return decodeContainer(wire, readContribution({ ...from.Config, ...(image && { Healthcheck: image }) }), 'recorded')?.healthCheck
}

describe('a health check', () => {
  test.each([[CHECK], [{ ...CHECK, startPeriodMs: 0 }]])('comes back from the engine as it was given: %j', (check) => {
    expect(readHealthCheck(encodeHealthCheck(check) as WireHealthCheck)).toEqual(check)
  })

  test('is a list of words, and no number in it means what the image says', () => {
    const wire = encodeHealthCheck({ ...CHECK, startPeriodMs: 0 })
    expect(wire['Test']).toEqual(['CMD', 'pg_isready', '-U', 'a b'])
    expect(Object.values(wire)).not.toContain(0)
  })

  test.each<readonly [string, WireHealthCheck | undefined, Partial<HealthCheckSpec> | undefined]>([
    ['none', undefined, undefined],
    ['one that inherits all', {}, undefined],
    ['one that is switched off', { Test: ['NONE'] }, { command: [] }],
    ['one by shell, with the times of the engine', { Test: ['CMD-SHELL', 'curl -f x || exit 1'] }, { command: ['/bin/sh', '-c', 'curl -f x || exit 1'], intervalMs: 30_000, timeoutMs: 30_000, retries: 3, startPeriodMs: 0 }],
  ])('is read: %s', (_, wire, expected) => {
    if (expected) expect(readHealthCheck(wire)).toMatchObject(expected)
    else expect(readHealthCheck(wire)).toBeUndefined()
  })

  const OF_IMAGE: WireHealthCheck = { Test: ['CMD', 'check'], Interval: 5_000_000_000 }

  test('of the image is not the container\'s', () => {
    expect(seen(OF_IMAGE, OF_IMAGE)).toBeUndefined()
  })

  test('that hands gave to a container is the container\'s', () => {
    expect(seen({ ...OF_IMAGE, Interval: 6_000_000_000 }, OF_IMAGE)).toMatchObject({ command: ['check'], intervalMs: 6_000 })
    expect(seen({ Test: ['NONE'] }, OF_IMAGE)).toMatchObject({ command: [] })
    expect(seen(OF_IMAGE, undefined)).toMatchObject({ command: ['check'] })
  })

  test('that says what the image says is still the container\'s', () => {
    const { engineId: _, ...live } = decoded(recording('running'))
    const healthCheck = readHealthCheck(OF_IMAGE)
    const body = encodeContainer({ ...live, id: 'container/x', ...(healthCheck && { healthCheck }) }, { ...NO_CONTRIBUTION, ...(healthCheck && { healthCheck }) })
    const labels = body['Labels'] as Record<string, string>
    expect(labels['mist.restated']).toBe('["health"]')
    expect(seen(OF_IMAGE, OF_IMAGE, labels)).toEqual(healthCheck)
  })

  test('differs field by field', () => {
    const live = decoded(recording('running'))
    const spec: ContainerSpec = { ...live, id: 'container/x', healthCheck: CHECK }
    const fields = (there: HealthCheckSpec | undefined): readonly string[] => replaceFields(spec, { ...live, ...(there && { healthCheck: there }) }, {}).map(({ field, from = '-', to = '-' }) => `${field}: ${from} → ${to}`).filter((line) => line.startsWith('health.'))
    expect(fields(CHECK)).toEqual([])
    expect(fields({ ...CHECK, command: [], retries: 1 })).toEqual(['health.cmd: switched off → pg_isready -U "a b"', 'health.retries: 1 → 5'])
    expect(fields(undefined)).toEqual(['health.cmd: - → pg_isready -U "a b"', 'health.interval: - → 10s', 'health.timeout: - → 1.5s', 'health.retries: - → 5', 'health.startPeriod: - → 60s'])
  })
})
