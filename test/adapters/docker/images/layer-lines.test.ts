/** What is told of layers, and that no number of them is remembered for ever. */
import { expect, test } from 'vitest'
import { layerLines, MOST_LAYERS } from '../../../../src/adapters/docker/images/layer-lines.js'

function told(statuses: Iterable<readonly [string, string]>): readonly string[] {
  const lines: string[] = []
  const tell = layerLines((line) => lines.push(line))
  for (const [id, status] of statuses) tell({ id, status })
  return lines
}

test('a state of a layer is told once, and each change of it', () => {
  expect(told([['a', 'Pulling'], ['a', 'Pulling'], ['b', 'Pulling'], ['a', 'Done'], ['', 'Digest: x'], ['', 'Digest: x']])).toEqual(['a: Pulling', 'b: Pulling', 'a: Done', 'Digest: x'])
})

test('more layers than an image has are forgotten again', () => {
  const many = Array.from({ length: MOST_LAYERS }, (_, index) => [String(index), 'Pulling'] as const)
  expect(told([['a', 'Pulling'], ...many, ['a', 'Pulling']]).filter((line) => line.startsWith('a:'))).toHaveLength(2)
})
