/** A shop whose database and uploads are backed up, on a host in memory. */
import type { InsideAnswer, InsideCall, Program } from '../../fakes/program.js'
import { GOOD_PROGRAM } from '../../fakes/program.js'
import type { World, WorldOptions } from '../../fakes/world.js'
import { CONFIG, createWorld } from '../../fakes/world.js'

export interface Shop {
  readonly schedule?: string
  readonly keep?: string
  readonly pause?: string
  readonly web?: string
}

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export function shopWith({ schedule = '0 3 * * *', keep = '{ last: 2 }', pause = '', web = 'web:1' }: Shop = {}): string {
  return `version: 1
storage: { disk: { path: /srv/backups } }
projects:
  shop:
    apps:
      db:
        template: postgres
        backup: { schedule: "${schedule}", to: disk, keep: ${keep} }
      web:
        image: "${web}"
        port: 8080
        volumes: [{ name: uploads, path: /uploads, backup: { schedule: "${schedule}", to: disk, keep: ${keep}${pause} } }]
`
}

/** What the server answers; tests change it. */
export interface Server {
  databases: readonly string[]
  answer?: (call: InsideCall) => InsideAnswer | undefined
  readonly calls: InsideCall[]
}

export function createShop(options: WorldOptions = {}, server: Server = { databases: ['app', 'postgres'], calls: [] }): { readonly world: World; readonly server: Server } {
  const postgres: Program = {
    ...GOOD_PROGRAM,
    inside: (call) => {
      server.calls.push(call)
      const told = server.answer?.(call)
      if (told) return told
      const [word] = call.words
      if (word === 'pg_dump') return { exitCode: 0, output: `dump of ${call.words.at(-1) ?? ''}` }
      return { exitCode: 0, output: call.words.at(-1)?.includes('dbname=') ? server.databases.map((name) => `${name}\n`).join('') : 'CREATE ROLE app;\n' }
    },
  }
  const config = { ...CONFIG, grants: { ...CONFIG.grants, backups: ['/srv/backups'] } }
  return { server, world: createWorld({ ...options, config, images: { 'postgres:17': postgres, ...options.images } }) }
}

export function kept(world: World): readonly string[] {
  return [...(world.shelves.get('disk') ?? new Map<string, Uint8Array>()).keys()].sort()
}

/** Ids of whole backups below a folder, oldest first. */
export function whole(world: World, folder: string): readonly string[] {
  return kept(world).filter((key) => key.startsWith(`default/${folder}/`) && key.endsWith('/manifest.json')).map((key) => key.split('/').at(-2) ?? '')
}
