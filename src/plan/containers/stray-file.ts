/**
 * Files that were edited or removed on the host. A container keeps looking at the file that was there when it started, so a file that is
 * whole again does not help it: whoever started before the file was laid down gets a successor.
 */
import type { ContainerSpec } from '../../model/resource.js'
import type { ObservedContainer, ObservedFile, ObservedState } from '../../model/state.js'
import type { RawField } from './fields.js'

export function strayFiles(spec: ContainerSpec, live: ObservedContainer, { files }: ObservedState): readonly RawField[] {
  if (!files || files.length === 0) return []
  const known = new Map(files.map((file) => [file.source, file]))
  const mounted = new Set(live.mounts.map(({ source }) => source))
  return spec.mounts.flatMap(({ source, target }) => {
    const file = mounted.has(source) ? known.get(source) : undefined
    const from = file && wordFor(file, live)
    return from === undefined ? [] : [{ field: `files.${target}`, from, to: 'as git has it', sensitivity: 'public' as const }]
  })
}

function wordFor({ state, changedAt }: ObservedFile, { state: run, startedAt }: ObservedContainer): string | undefined {
  if (state === 'missing') return 'removed on the host'
  if (state === 'altered') return 'changed on the host'
  const isNewer = run === 'running' && changedAt !== undefined && Date.parse(changedAt) > Date.parse(startedAt)
  return isNewer ? 'a copy from before it was put right' : undefined
}
