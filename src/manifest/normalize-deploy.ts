/** `deploy` as written → milliseconds and words. Which strategy an app can have is left to the rules. */
import type { ManifestDeploy } from './manifest.js'
import type { Reading } from './reading.js'
import { durationAt, given, wordsAt } from './reading.js'
import type { Path, TreeNode } from './tree.js'
import { child, itemsOf, numberOf, textOf } from './tree.js'

export function deployOf(reading: Reading, node: TreeNode | undefined, path: Path): ManifestDeploy | undefined {
  if (node === undefined) return undefined
  const duration = (key: string): number | undefined => durationAt(reading, child(node, key), [...path, key])
  return {
    ...given('strategy', textOf(child(node, 'strategy')) as ManifestDeploy['strategy']),
    ...given('timeoutMs', duration('timeout')),
    ...given('windowMs', duration('window')),
    ...given('drainMs', duration('drain')),
    ...given('stopMs', duration('stop')),
    ...given('keep', numberOf(child(node, 'keep'))),
    ...given('pre', wordsAt(reading, child(node, 'pre'), [...path, 'pre'])),
    ...given('canary', canaryOf(reading, child(node, 'canary'), [...path, 'canary'])),
  }
}

function canaryOf(reading: Reading, node: TreeNode | undefined, path: Path): ManifestDeploy['canary'] {
  if (node === undefined) return undefined
  const weights = child(node, 'weights')
  return {
    ...given('weights', weights && itemsOf(weights).map((item) => numberOf(item) ?? 0)),
    ...given('everyMs', durationAt(reading, child(node, 'every'), [...path, 'every'])),
  }
}
