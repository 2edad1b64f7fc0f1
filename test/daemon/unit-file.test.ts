/** The unit of systemd agrees with the daemon that it starts. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXIT } from '../../src/daemon/main.js'

const LINES = readFileSync(new URL('../../systemd/mistd.service', import.meta.url), 'utf8').split('\n')
const valuesOf = (key: string): readonly string[] => LINES.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1))

describe('mistd.service', () => {
  it('does not restart what only a person can mend', () => {
    expect(valuesOf('RestartPreventExitStatus')).toEqual([`${String(EXIT.invalid)} ${String(EXIT.lockHeld)}`])
    expect(valuesOf('Restart')).toEqual(['always'])
  })

  it('hears the messages that the daemon sends, and keeps its state private', () => {
    expect([valuesOf('Type'), valuesOf('NotifyAccess'), valuesOf('StateDirectoryMode'), valuesOf('UMask')]).toEqual([['notify'], ['all'], ['0700'], ['0077']])
    expect(Number(valuesOf('WatchdogSec')[0])).toBeGreaterThan(0)
  })

  it('gives the daemon more time to stop than it takes', () => {
    expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThan(30)
  })

  it.each([
    ['User', 'mist'], ['NoNewPrivileges', 'true'], ['ProtectSystem', 'strict'], ['ProtectHome', 'true'], ['PrivateTmp', 'true'], ['PrivateDevices', 'true'], ['CapabilityBoundingSet', ''],
    ['RestrictNamespaces', 'true'], ['LockPersonality', 'true'], ['SystemCallArchitectures', 'native'], ['RestrictSUIDSGID', 'true'], ['ProtectProc', 'invisible'],
  ])('is hardened by %s=%s', (key, value) => {
    expect(valuesOf(key)).toEqual([value])
  })
})
