/** A Traefik of the test's own, as an operator would run it beside Mist: a directory that it watches, an API, an entry point named http. */
import { spawn, type ChildProcess } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { labEnv } from '../../lab/fixtures.js'
import { adopt } from './children.js'

export interface ExternalPlace {
  /** Its log is `traefik.log` in here, its dynamic files are in `dynamic`. */
  readonly dir: string
  readonly ports: { readonly proxy: number; readonly api: number }
}

/** `more` are further words of its command line. */
export function startExternalTraefik({ dir, ports }: ExternalPlace, ...more: readonly string[]): ChildProcess {
  const log = openSync(join(dir, 'traefik.log'), 'a')
  return adopt(spawn(labEnv().traefik.binary, [
    `--entryPoints.http.address=127.0.0.1:${String(ports.proxy)}`, `--entryPoints.traefik.address=127.0.0.1:${String(ports.api)}`,
    '--api.insecure=true', '--api.dashboard=false', `--providers.file.directory=${join(dir, 'dynamic')}`, '--providers.file.watch=true',
    '--global.checkNewVersion=false', '--global.sendAnonymousUsage=false', ...more,
  ], { stdio: ['ignore', log, log] }))
}

/** The settings of a Mist that writes files for it. */
export function externalProxy({ dir, ports }: ExternalPlace) {
  return { mode: 'external', directory: join(dir, 'dynamic'), api: `http://127.0.0.1:${String(ports.api)}`, entryPoint: 'http' }
}
