/**
 * The file that opens Traefik's API to Mist in managed mode: on an entry point of its own, behind a password that is derived from
 * the instance key. Only a hash stands in it; the password has 256 bits, so a fast hash gives nothing away.
 */
import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import { apiRouterName } from './names.js'

export interface ApiLogin {
  readonly user: string
  readonly password: string
}

/** The entry point that the managed Traefik listens on for this, and for nothing else. */
const ENTRY_POINT = 'mist'

export function renderApiRouter(instance: string, login: ApiLogin): string {
  const name = apiRouterName(instance)
  const hash = `{SHA}${createHash('sha1').update(login.password).digest('base64')}`
  const http = {
    routers: { [name]: { entryPoints: [ENTRY_POINT], rule: 'PathPrefix(`/api`)', priority: 100, middlewares: [name], service: 'api@internal' } },
    middlewares: { [name]: { basicAuth: { users: [`${login.user}:${hash}`], removeHeader: true } } },
  }
  return `# Written by Mist (instance ${instance}). Edits are put back.\n${stringify({ http }, { lineWidth: 0 })}`
}
