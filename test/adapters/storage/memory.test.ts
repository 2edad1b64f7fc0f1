/** The storage of the fake world keeps the promises of the real ones. */
import { createClock } from '../../fakes/clock.js'
import { createFaultLine } from '../../fakes/faults.js'
import type { FakeShelves } from '../../fakes/storage.js'
import { createFakeStorage } from '../../fakes/storage.js'
import { storageContract } from '../../contract/storage-suite.js'

storageContract('in memory', () => {
  const shelves: FakeShelves = new Map()
  const line = createFaultLine(createClock('auto'))
  return Promise.resolve({
    storage: createFakeStorage(shelves, { line, life: line.newLife() }),
    place: { kind: 'path', name: 'disk', path: '/srv/backups' },
    rest: () => [...(shelves.get('disk')?.keys() ?? [])],
    close: () => Promise.resolve(),
  })
})
