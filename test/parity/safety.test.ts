/** docs/safety.md says what the code does: its tests exist, its limits and deadlines are the constants. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEADLINES as ENGINE } from '../../src/adapters/docker/options.js'
import { CONTEXT_DEADLINE_MS, LOCAL_DEADLINE_MS } from '../../src/adapters/git/objects.js'
import { DEADLINES as GIT } from '../../src/adapters/git/remote.js'
import { ANSWER_TIMEOUT_MS } from '../../src/adapters/probe/http.js'
import { CONNECT_TIMEOUT_MS } from '../../src/adapters/probe/tcp.js'
import { SOPS_MS } from '../../src/adapters/secrets/sops.js'
import { NOTIFY_MS } from '../../src/adapters/systemd/notify.js'
import { REQUEST_DEADLINE_MS } from '../../src/adapters/traefik/api.js'
import { CONFIRM_DEADLINE_MS } from '../../src/adapters/traefik/confirm.js'
import { READY_MS } from '../../src/daemon/http/api.js'
import { RECENT_MS } from '../../src/daemon/http/logs-route.js'
import { DEADLINES as HTTP } from '../../src/daemon/http/server.js'
import { HEARTBEAT_MS, STALLED_MS } from '../../src/daemon/http/stream.js'
import { STOP_WITHIN_MS } from '../../src/daemon/main.js'
import { SEEK_WITHIN_MS } from '../../src/engine/backup/seek.js'
import { SOURCES_WITHIN_MS } from '../../src/engine/look/sources.js'
import * as limits from '../../src/manifest/limits.js'

const TEXT = readFileSync('docs/safety.md', 'utf8')

function tableOf(title: string): Readonly<Record<string, number>> {
  const section = TEXT.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
  return Object.fromEntries([...section.matchAll(/^\| (\S+) \| (\d+) \|$/gm)].map(([, name = '', value]) => [name, Number(value)]))
}

describe('docs/safety.md', () => {
  it('names tests that exist', () => {
    const named = [...TEXT.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/g)].map(([, path = '']) => path)
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((path) => !existsSync(join(path)))).toEqual([])
  })

  it('tells the limits of a manifest', () => {
    expect(tableOf('Limits of a manifest')).toEqual({ ...limits })
  })

  it('tells every deadline', () => {
    const { reconnectMs: _, reconnectMaxMs: _max, ...engine } = ENGINE
    const deadlines = {
      engine, git: { ...GIT, localMs: LOCAL_DEADLINE_MS, contextMs: CONTEXT_DEADLINE_MS }, sources: { withinMs: SOURCES_WITHIN_MS }, backups: { seekMs: SEEK_WITHIN_MS },
      proxy: { askMs: REQUEST_DEADLINE_MS, confirmMs: CONFIRM_DEADLINE_MS }, probe: { connectMs: CONNECT_TIMEOUT_MS, answerMs: ANSWER_TIMEOUT_MS }, systemd: { notifyMs: NOTIFY_MS }, secrets: { sopsMs: SOPS_MS },
      http: { ...HTTP, readyMs: READY_MS, recentLogsMs: RECENT_MS, heartbeatMs: HEARTBEAT_MS, stalledMs: STALLED_MS }, mistd: { stopWithinMs: STOP_WITHIN_MS },
    }
    expect(tableOf('Deadlines')).toEqual(Object.fromEntries(Object.entries(deadlines).flatMap(([of, values]) => Object.entries(values).map(([name, value]) => [`${of}.${name}`, value]))))
  })
})
