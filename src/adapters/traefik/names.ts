/** Names of files and of what stands in them. Whose a file is follows from its name alone. */
import type { AppKey } from '../../model/resource.js'
import { appKey } from '../../model/resource.js'

const NAME = '[a-z0-9]+(?:-+[a-z0-9]+)*'

/** Also of containers and networks; no character of it means anything in a URL, a rule or a path. */
export function isPlainName(text: string): boolean {
  return text.length <= 200 && new RegExp(`^${NAME}(?:_${NAME})*$`).test(text)
}

/** The app of a route of this instance; undefined for any other name. Project and app hold no underscore. */
export function appOfRoute(instance: string, name: string): AppKey | undefined {
  const prefix = `mist-${instance}_`
  if (!name.startsWith(prefix)) return undefined
  const [, project, app] = new RegExp(`^(${NAME})_(${NAME})$`).exec(name.slice(prefix.length)) ?? []
  return project !== undefined && app !== undefined ? appKey(project, app) : undefined
}

export function routeFile(name: string): string {
  return `${name}.yml`
}

/** One part more than routes have: no app can have this name. */
export function trialName(route: string): string {
  return `${route}${TRIAL}`
}

const TRIAL = '_trial'

export function isTrialFile(instance: string, file: string): boolean {
  const name = file.slice(0, -routeFile(TRIAL).length)
  return file === routeFile(trialName(name)) && appOfRoute(instance, name) !== undefined
}

/** A dot where routes have an underscore: no app can have this name. */
export function apiFile(instance: string): string {
  return `mist-${instance}.api.yml`
}

/** Names the operator's certificates to Traefik. */
export function tlsFile(instance: string): string {
  return `mist-${instance}.tls.yml`
}

export function apiRouterName(instance: string): string {
  return `mist-${instance}_api`
}
