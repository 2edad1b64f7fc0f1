/** What the views take away on the way out, and what they must leave. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concealValue } from '../../../src/render/conceal.js'
import { publicBlocked, publicChange } from '../../../src/daemon/http/views/change.js'
import { publicReport } from '../../../src/daemon/http/views/report.js'
import { reportOf, troubledReport } from '../../support/status.js'

describe('concealValue', () => {
  it.each([
    ['    PASSWORD: hunter2', '    PASSWORD: ·······'],
    ['    password: "a b"', '    password: ·· ··'],
    ['      env: { A: b }', '      env: · ·· · ·'],
    ['  - PASSWORD=hunter2', '  - ················'],
    ['    hunter2', '    ·······'],
    ['    "PASSWORD": hunter2', '    "PASSWORD": ·······'],
    ['      web: { image: a, env: { A: b } }', '      web: · ······ ·· ···· · ·· · · ·'],
  ])('hides the value in %s', (line, shown) => {
    expect(concealValue(line)).toBe(shown)
  })

  it.each(['    image: nginx:1.27', '  port: eighty', '      - shop.example.com', '    domains: [a.localhost]', '  - host: a.example.com', '    memory: 12x'])('shows %s', (line) => {
    expect(concealValue(line)).toBe(line)
  })

  it('keeps the length, so that the caret stays under its word', () => {
    fc.assert(fc.property(fc.string(), (line) => { expect(concealValue(line)).toHaveLength(line.length) }))
  })
})

describe('changes', () => {
  it('lose env values whatever their sensitivity says, and keep the rest', () => {
    const fields = [{ field: 'env.A', from: 'x', to: 'y', cause: 'spec', sensitivity: 'public' }, { field: 'labels.a', from: 'x', cause: 'drift', sensitivity: 'env' }, { field: 'image', from: 'a', to: 'b', cause: 'spec', sensitivity: 'public' }] as const
    const about = { id: 'container/a', action: 'update', reason: 'drift' } as const
    expect(publicChange({ ...about, fields }).fields.map(({ from, to }) => [from, to])).toEqual([[undefined, undefined], ['x', undefined], ['a', 'b']])
    expect(publicBlocked({ ...about, reason: 'suspended', message: 'm', fields }).fields.map(({ from, to }) => [from, to])).toEqual([[undefined, undefined], [undefined, undefined], ['a', 'b']])
  })
})

describe('publicReport', () => {
  it('leaves a report that holds nothing private as it is', () => {
    expect(publicReport(troubledReport())).toEqual(troubledReport())
  })

  it('takes control bytes and direction marks out of what strangers wrote', () => {
    expect(publicReport(reportOf({ verdict: 'a\u001b[31mb\u0007\u202ec' })).verdict).toBe('abc')
  })
})
