/** `health` as written → the one check that it names. Keys that do not belong to that check are told by the rules. */
import type { ManifestHealth, StatusRange } from './manifest.js'
import type { Reading } from './reading.js'
import { durationAt, given, wordsAt } from './reading.js'
import type { Path, TreeNode } from './tree.js'
import { child, numberOf, textOf } from './tree.js'

/** Undefined for a map that names no check. */
export function healthOf(reading: Reading, node: TreeNode | undefined, path: Path): ManifestHealth | undefined {
  const asked = textOf(node) ?? textOf(child(node, 'path'))
  if (asked !== undefined) return { kind: 'http', path: asked, ...given('status', statusOf(child(node, 'status'))), ...given('port', numberOf(child(node, 'port'))) }
  const tcp = child(node, 'tcp')
  if (tcp !== undefined) return { kind: 'tcp', ...given('port', numberOf(tcp)) }
  const command = wordsAt(reading, child(node, 'cmd'), [...path, 'cmd'])
  return command && { kind: 'cmd', command, ...timingOf(reading, node, path) }
}

type Timing = Omit<Extract<ManifestHealth, { kind: 'cmd' }>, 'kind' | 'command'>

function timingOf(reading: Reading, node: TreeNode | undefined, path: Path): Timing {
  const duration = (key: string): number | undefined => durationAt(reading, child(node, key), [...path, key])
  return {
    ...given('intervalMs', duration('interval')),
    ...given('timeoutMs', duration('timeout')),
    ...given('retries', numberOf(child(node, 'retries'))),
    ...given('startPeriodMs', duration('startPeriod')),
  }
}

/** One status is a range of one. */
export function statusOf(node: TreeNode | undefined): StatusRange | undefined {
  const text = textOf(node)
  if (text === undefined) return undefined
  const [from = 0, to = from] = text.split('-').map(Number)
  return { from, to }
}
