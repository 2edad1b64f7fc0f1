/** A host that runs more than Mist: which of its events are nobody's news. */
import { describe, expect, it } from 'vitest'
import { createStrangers } from '../../../../src/adapters/docker/observe/strangers.js'
import type { WireEvent } from '../../../../src/adapters/docker/wire.js'

function container(Action: string, ID: string, labels: Readonly<Record<string, string>> = {}): WireEvent {
  return { Type: 'container', Action, Actor: { ID, Attributes: { name: ID, ...labels } } }
}

function network(Action: string, id?: string, name = 'mist-shop'): WireEvent {
  return { Type: 'network', Action, Actor: { ID: 'net', Attributes: { name, type: 'bridge', ...(id !== undefined && { container: id }) } } }
}

/** Those of which somebody hears. */
function heard(events: readonly WireEvent[]): readonly string[] {
  const strangers = createStrangers('default')
  return events.filter((event) => !strangers.isAbout(event)).map(({ Type = '', Action = '' }) => `${Type} ${Action}`)
}

const OURS = { 'mist.instance': 'default' }

describe('events of networks', () => {
  it('are of no interest when they are about a container that told that it is not ours', () => {
    const life = [container('create', 'a'), network('connect', 'a'), container('start', 'a'), container('die', 'a'), network('disconnect', 'a'), container('destroy', 'a')]
    expect(heard(life)).toEqual(['container create', 'container start', 'container die', 'container destroy'])
  })

  it('are of no interest when it belongs to another instance', () => {
    expect(heard([container('create', 'a', { 'mist.instance': 'other' }), network('connect', 'a')])).toEqual(['container create'])
  })

  it.each([
    ['ours', [container('create', 'a', OURS), network('disconnect', 'a')]],
    ['one that never told', [network('disconnect', 'a')]],
    ['one that is gone, so that its id means nothing', [container('die', 'a'), container('destroy', 'a'), network('disconnect', 'a')]],
    ['no container at all', [container('create', 'a'), network('create'), network('destroy')]],
  ])('are told when they are about %s', (_whom, events) => {
    expect(heard(events)).toEqual(events.map(({ Type = '', Action = '' }) => `${Type} ${Action}`))
  })

  it('are of no interest when the network itself comes or goes and bears no name of ours', () => {
    expect(heard([network('create', undefined, 'blog_default'), network('destroy', undefined, 'mistral'), network('destroy', undefined, 'mist'), network('create', undefined, 'mist-shop')])).toEqual(['network destroy', 'network create'])
  })

  it('are told of all when there are more strangers than are kept in mind', () => {
    const many = Array.from({ length: 10_001 }, (_, index) => container('create', String(index)))
    expect(heard([...many, network('connect', '5')]).at(-1)).toBe('network connect')
  })
})

it('volumes that nobody named are of no interest, and all others are', () => {
  const volume = (ID: string): WireEvent => ({ Type: 'volume', Action: 'create', Actor: { ID } })
  expect(heard([volume('0a'.repeat(32)), volume('shop_data'), volume('0a'.repeat(31))])).toEqual(['volume create', 'volume create'])
})
