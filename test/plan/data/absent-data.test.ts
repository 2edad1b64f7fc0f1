/** Data that would begin empty: of what git wants backups, and nothing else. */
import { describe, expect, it } from 'vitest'
import { failure } from '../../../src/model/failure.js'
import type { DesiredState, ObservedState } from '../../../src/model/state.js'
import { absentData } from '../../../src/plan/data/absent-data.js'
import { desiredOf, manifestOf } from '../../support/desired.js'

const BACKUP = 'backup: { schedule: "@daily", to: disk }'
const DESIRED = desiredOf(manifestOf(`version: 1
storage: { disk: { path: /srv/backups } }
projects: { shop: { apps: {
  db: { template: postgres, ${BACKUP} },
  plain: { template: postgres },
  web: { image: "web:1", volumes: ["cache:/cache", { name: files, path: /files, ${BACKUP} }] } } } }
`))

function absent(changes: Partial<Pick<ObservedState, 'volumes' | 'incomplete'>> = {}, desired: DesiredState = DESIRED): readonly string[] {
  return absentData(desired, { volumes: [], incomplete: {}, ...changes }).map(({ app, volume, backup }) => `${app} ${volume} ${backup.key}`)
}

const only = (key: string, change: (app: DesiredState['apps'][number]) => Partial<DesiredState['apps'][number]>): DesiredState => ({ ...DESIRED, apps: DESIRED.apps.filter((app) => app.key === key).map((app) => ({ ...app, ...change(app) })) })

describe('absentData', () => {
  it('is what has a backup and no volume', () => {
    expect(absent()).toEqual(['shop/db shop_db_data shop/db', 'shop/web shop_web_files shop/web:files'])
  })

  it('is not what is there, whoever made it', () => {
    expect(absent({ volumes: [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db' }, { name: 'shop_web_files', owner: 'foreign' }] })).toEqual([])
  })

  it('is nothing while it is not known which volumes there are', () => {
    expect(absent({ incomplete: { volume: failure('engine-timeout', { subject: 'cannot list volumes', cause: 'it hangs' }) } })).toEqual([])
  })

  it('is asked by the generation that counts, under the name that came first', () => {
    const second = only('shop/db', ({ volumes }) => ({ volumes: volumes.map((volume) => ({ ...volume, name: `${volume.name}.g2` })) }))
    expect(absent({ volumes: [{ name: 'shop_db_data', owner: 'ours', app: 'shop/db' }] }, second)).toEqual(['shop/db shop_db_data.g2 shop/db'])
  })

  it('is not that of an app that is parked, nor that of a preview', () => {
    expect(absent({}, only('shop/db', () => ({ containers: [] })))).toEqual([])
    expect(absent({}, only('shop/db', ({ volumes }) => ({ volumes: volumes.map((volume) => ({ ...volume, preview: { of: 'shop/db', branch: 'x' } as never })) })))).toEqual([])
  })
})
