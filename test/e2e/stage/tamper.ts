/** What a person does to a host by hand, each with the words by which `mistctl diff` must know it again. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { docker } from '../../lab/fixtures.js'
import type { Stage } from '../stage.js'

export interface Tampering {
  readonly name: string
  readonly by: (stage: Stage, app: string) => Promise<void>
  /** In the output of diff: the field with what is there and what should be. */
  readonly shown: readonly RegExp[]
  /** Whether the container that is healed is a new one. */
  readonly heals: 'with a new container' | 'in place'
}

/** Of apps with `limits.memory: 64m` and the domain `<app>.localhost` in the project shop. */
export const TAMPERINGS: readonly Tampering[] = [
  {
    name: 'docker rm -f', heals: 'with a new container', shown: [/create 1 container|create held back/, /container +\+ shop-\S+-1/],
    by: async (stage, app) => { await docker('rm', '--force', (await stage.container(app)).id) },
  },
  {
    name: 'docker stop', heals: 'in place', shown: [/state +exited \(0\) → running/],
    by: async (stage, app) => { await docker('stop', (await stage.container(app)).id) },
  },
  {
    name: 'docker pause', heals: 'in place', shown: [/state +paused → running/],
    by: async (stage, app) => { await docker('pause', (await stage.container(app)).id) },
  },
  {
    name: 'docker update -m', heals: 'in place', shown: [/limits\.memory +32m → 64m/],
    by: async (stage, app) => { await docker('update', '--memory', '32m', (await stage.container(app)).id) },
  },
  {
    name: 'docker network disconnect', heals: 'in place', shown: [/networks\.mist-\S+_shop +\+ \S/],
    by: async (stage, app) => { await docker('network', 'disconnect', `mist-${stage.instance}_shop`, (await stage.container(app)).id) },
  },
  {
    name: 'an edited route file', heals: 'in place', shown: [/domains +elsewhere\.localhost → \S+\.localhost/],
    by: (stage, app) => {
      const file = routeFileOf(stage, app)
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`${app.slice('shop/'.length)}.localhost`, 'elsewhere.localhost'))
      return Promise.resolve()
    },
  },
  {
    name: 'a deleted route file', heals: 'in place', shown: [/create route|create held back/],
    by: (stage, app) => {
      rmSync(routeFileOf(stage, app))
      return Promise.resolve()
    },
  },
]

export function routeFileOf(stage: Stage, app: string): string {
  return join(stage.routesDir, `mist-${stage.instance}_${app.replace('/', '_')}.yml`)
}
