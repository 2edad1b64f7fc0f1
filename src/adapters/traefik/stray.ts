/**
 * Does the managed Traefik look at the directory that Mist writes? A bind mount keeps its directory when the path is deleted or replaced
 * under it: then Traefik answers, from files that nobody writes any more, and refuses Mist for ever. What follows from it is planned elsewhere.
 */
import { stat } from 'node:fs/promises'
import type { StrayProxy } from '../../model/state.js'
import type { ApiOptions } from './api.js'
import { statusOf } from './api.js'

export interface StrayOptions {
  readonly directory: string
  readonly api: ApiOptions
}

/** Undefined when the API answers as it should, when it is silent, and when there is no directory to speak of. */
export async function strayProxy({ directory, api }: StrayOptions, signal: AbortSignal): Promise<StrayProxy | undefined> {
  const answer = await statusOf(api, 'version', signal)
  if (answer !== 401 && answer !== 404) return undefined
  const made = await stat(directory).catch(() => undefined)
  // A file system that does not know the time says 1970: then only a wrong password is evidence.
  return made && { answer, directorySince: made.birthtime.toISOString() }
}
