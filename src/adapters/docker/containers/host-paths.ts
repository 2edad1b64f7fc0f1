/**
 * Folders of the host right before they are mounted: whoever may write in a granted folder could have put a link there that leads out
 * of it. Between this look and the engine's own there is a moment that nobody guards; what a grant opens must be trusted that far.
 */
import { realpath } from 'node:fs/promises'
import type { Failure } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import { SYSTEM_PROJECT } from '../../../model/labels.js'
import type { ContainerSpec } from '../../../model/resource.js'
import { projectOf } from '../../../model/resource.js'
import type { Job } from '../hands.js'

/** Undefined when every path is what it says. */
export async function ledAstray(spec: ContainerSpec, files: ReadonlySet<string>, { subject }: Job): Promise<Failure | undefined> {
  for (const source of lentFolders(spec, files)) {
    const real = await realpath(source).catch(() => undefined)
    if (real === source) continue
    const cause = real === undefined ? `${source} is not on the host` : `${source} leads to ${real}`
    return failure('grant-missing', { subject, cause, help: real === undefined ? 'Make the folder on the host first: Mist makes none, since nobody could say who is to own it.' : 'Grant and name the place itself: no link is followed.' })
  }
  return undefined
}

/** Whether anything is mounted that takes a grant. */
export function mountsFolders(spec: ContainerSpec, files: ReadonlySet<string>): boolean {
  return lentFolders(spec, files).length > 0
}

function lentFolders({ app, mounts }: ContainerSpec, files: ReadonlySet<string>): readonly string[] {
  if (projectOf(app) === SYSTEM_PROJECT) return []
  return mounts.flatMap(({ kind, source }) => (kind === 'bind' && !files.has(source) ? [source] : []))
}
