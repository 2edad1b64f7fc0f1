/** Why a route is not served, in the words of a failure: refused, not seen, or nobody to ask; and which file is to blame when one is. */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import { brokenFiles } from './broken-files.js'
import type { Standing } from './confirm.js'
import type { RouteFiles } from './files.js'

export interface Place {
  readonly files: RouteFiles
  readonly directory: string
  /** Of the API; empty when there is none. */
  readonly baseUrl: string
}

export async function unconfirmed(subject: string, standing: Exclude<Standing, { kind: 'serving' }>, { files, directory, baseUrl }: Place): Promise<Failure> {
  if (standing.kind === 'refused') return failure('route-rejected', { subject, cause: `Traefik refuses it: ${standing.message}`, help: 'Check the domains of the app and the entry points of Traefik.' })
  if (standing.kind === 'unreachable') return failure('proxy-unreachable', { subject, cause: `Traefik's API at ${baseUrl}: ${standing.message}`, help: 'Check that Traefik runs; Mist tries again.' })
  const broken = await brokenFiles(files)
  if (broken.length === 0) return failure('route-not-confirmed', { subject, cause: `Traefik does not show ${standing.for}`, help: `Check Traefik's log, and that it watches ${directory}.` })
  const names = broken.slice(0, 5).join(', ')
  return failure('route-not-confirmed', { subject, cause: `Traefik does not show ${standing.for}; it cannot read ${names} in ${directory}, and takes no change from anybody until it can`, help: `Correct or remove ${names}.` })
}
