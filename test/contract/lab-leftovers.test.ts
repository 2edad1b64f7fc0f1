/** What keeps the engine clean after tests: it finds what is theirs, removes that, and nothing else. */
import { afterEach, expect, test } from 'vitest'
import { docker, dockerTries, sweep, uniqueInstance } from '../lab/fixtures.js'
import { watchVolumes } from '../lab/volume-watch.js'
import { until } from '../support/until.js'

const instance = uniqueInstance()
const stranger = `${uniqueInstance()}-stranger`

afterEach(async () => {
  await sweep(instance)
  await dockerTries(['rm', '--force', '--volumes', stranger])
})

async function volumeOf(container: string): Promise<string> {
  return docker('inspect', '--format', '{{range .Mounts}}{{.Name}}{{end}}', container)
}

async function isThere(volume: string): Promise<boolean> {
  return (await dockerTries(['volume', 'inspect', volume])).code === 0
}

test('a volume without a name that outlived its container is removed at the end, and named with whose it was', async () => {
  const watch = watchVolumes((name) => name.startsWith(instance))
  await docker('run', '--detach', '--label', `mist.instance=${instance}`, '--name', `${instance}-cache`, 'redis:7')
  const volume = await volumeOf(`${instance}-cache`)
  await docker('rm', '--force', `${instance}-cache`)
  expect(await isThere(volume)).toBe(true)
  await until('the watch has heard of it', () => watch.volumes().length > 0)
  expect(await watch.end()).toEqual([{ name: volume, owner: `${instance}-cache` }])
  expect(await isThere(volume)).toBe(false)
})

test('a volume that somebody still mounts stays', async () => {
  const watch = watchVolumes((name) => name === stranger)
  await docker('run', '--detach', '--name', stranger, 'redis:7')
  const volume = await volumeOf(stranger)
  await until('the watch has heard of it', () => watch.volumes().some(({ name }) => name === volume))
  expect(await watch.end()).toEqual([])
  expect(await isThere(volume)).toBe(true)
})

test('a network goes although a container that is not of the instance is attached', async () => {
  await docker('network', 'create', '--label', `mist.instance=${instance}`, `${instance}_shop`)
  await docker('run', '--detach', '--network', `${instance}_shop`, '--name', stranger, 'redis:7')
  await sweep(instance)
  expect(await docker('network', 'ls', '--quiet', '--filter', `label=mist.instance=${instance}`)).toBe('')
  expect(await docker('inspect', '--format', '{{.State.Status}}', stranger)).toBe('running')
})
