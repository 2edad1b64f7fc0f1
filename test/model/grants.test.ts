/** Folders for backups: granted with all below, and closed to the mounts of every app. */
import { describe, expect, it } from 'vitest'
import type { Grants } from '../../src/model/grants.js'
import { isBackupGranted, isMountGranted } from '../../src/model/grants.js'

const GRANTS: Grants = { domains: [], publish: [], repositories: [], mounts: [{ path: '/srv', readOnly: false }], backups: ['/srv/backups', '/var'], reservedPaths: ['/srv/backups/mist'] }

describe('a grant for backups', () => {
  it('opens its folder and what lies below', () => {
    expect(['/srv/backups', '/srv/backups/a/b'].map((path) => isBackupGranted(GRANTS, path))).toEqual([false, true])
    expect(isBackupGranted({ ...GRANTS, reservedPaths: [] }, '/srv/backups')).toBe(true)
  })

  it('opens nothing beside, above or reserved', () => {
    expect(['/srv', '/srv/backups-old', '/', '/srv/backups/mist/x', '/var', '/var/lib/docker'].filter((path) => isBackupGranted(GRANTS, path))).toEqual([])
  })

  it('closes its folder to mounts, also where a grant for mounts holds it', () => {
    const mounts = (path: string): boolean => isMountGranted(GRANTS, { path, readOnly: true })
    expect(['/srv', '/srv/backups', '/srv/backups/shop'].filter(mounts)).toEqual([])
    expect(mounts('/srv/data')).toBe(true)
  })
})
