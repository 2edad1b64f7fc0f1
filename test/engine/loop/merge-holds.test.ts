/** What two passes that overlap have learnt of their own apps is kept, in whatever order they end. */
import { describe, expect, it } from 'vitest'
import type { Hold, Holds } from '../../../src/engine/memory.js'
import { mergeHolds } from '../../../src/engine/loop/merge-holds.js'

const hold = (strikes: number): Hold => ({ app: 'p/a', digest: 'd', strikes, untilMs: 0, lastMs: 0 })
const A = hold(1)
const B = hold(2)

describe('mergeHolds', () => {
  const cases: readonly (readonly [string, Holds, { readonly before: Holds; readonly after: Holds }, Holds])[] = [
    ['takes what is new', {}, { before: {}, after: { 'p/a': A } }, { 'p/a': A }],
    ['keeps what another pass learnt', { 'p/b': B }, { before: {}, after: { 'p/a': A } }, { 'p/a': A, 'p/b': B }],
    ['takes a change of what was known', { 'p/a': A }, { before: { 'p/a': A }, after: { 'p/a': B } }, { 'p/a': B }],
    ['takes it also when somebody dropped it meanwhile', {}, { before: { 'p/a': A }, after: { 'p/a': B } }, { 'p/a': B }],
    ['drops what is of no use any more', { 'p/a': A, 'p/b': B }, { before: { 'p/a': A, 'p/b': B }, after: { 'p/b': B } }, { 'p/b': B }],
    ['does not drop what somebody learnt anew', { 'p/a': B }, { before: { 'p/a': A }, after: {} }, { 'p/a': B }],
    ['brings nothing back', {}, { before: { 'p/a': A }, after: { 'p/a': A } }, {}],
  ]
  it.each(cases)('%s', (_, current, learned, merged) => {
    expect(mergeHolds(current, learned)).toEqual(merged)
  })
})
