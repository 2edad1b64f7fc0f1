/** Messages to the service manager: exact, and never a reason to fail. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServiceNotifier } from '../../../src/adapters/systemd/notify.js'

let directory: string

beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'mist-notify-')) })
afterEach(() => { rmSync(directory, { recursive: true, force: true }) })

describe('createServiceNotifier', () => {
  it('sends each assignment as one argument on one line, with the socket and nothing else of the environment', async () => {
    const out = join(directory, 'out')
    writeFileSync(join(directory, 'systemd-notify'), `#!/bin/sh\nprintf '%s\\n' "$#" "$@" "$NOTIFY_SOCKET" "$CANARY" > ${out}\n`)
    chmodSync(join(directory, 'systemd-notify'), 0o755)
    const notifier = createServiceNotifier({ NOTIFY_SOCKET: '/run/x', PATH: `${directory}:/usr/bin:/bin`, CANARY: 'canary' })
    await notifier.notify(['STATUS=two words; $(id)\nREADY=1', 'WATCHDOG=1'])
    expect(readFileSync(out, 'utf8')).toBe('3\n--\nSTATUS=two words; $(id) READY=1\nWATCHDOG=1\n/run/x\n\n')
  })

  it('takes the period of the watchdog from the manager', () => {
    expect(createServiceNotifier({ NOTIFY_SOCKET: '/run/x', WATCHDOG_USEC: '60000000' }).watchdogMs).toBe(60_000)
    expect(createServiceNotifier({ NOTIFY_SOCKET: '/run/x' }).watchdogMs).toBeUndefined()
    expect(createServiceNotifier({ WATCHDOG_USEC: '60000000' }).watchdogMs).toBeUndefined()
  })

  it('survives that the tool is missing, fails, or that there is no manager', async () => {
    await expect(createServiceNotifier({ NOTIFY_SOCKET: '/run/x', PATH: directory }).notify(['READY=1'])).resolves.toBeUndefined()
    await expect(createServiceNotifier({}).notify(['READY=1'])).resolves.toBeUndefined()
  })
})
