/** What the daemon decides before it runs: usage, settings, whether it may listen. `mistd.process.test.ts` shows it running. */
import { existsSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { daemonParts } from '../../src/compose/daemon-parts.js'
import { main } from '../../src/daemon/main.js'
import { createDaemonFolder, type DaemonFolder } from './folder.js'

let folder: DaemonFolder

beforeEach(() => { folder = createDaemonFolder() })
afterEach(() => { folder.remove() })

/** In this process, for what ends before the daemon runs. */
async function start(args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const [out, err] = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true))
  const written = (spy: typeof out): string => (spy?.mock.calls ?? []).map(([text]) => String(text)).join('')
  try {
    return { code: await main(args, daemonParts), out: written(out), err: written(err) }
  } finally {
    vi.restoreAllMocks()
  }
}

describe('mistd', () => {
  it('says its usage and its version', async () => {
    expect(await start(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes:') as string })
    expect(await start(['-V'])).toMatchObject({ code: 0, out: expect.stringMatching(/^mistd \d+\.\d+\.\d+/) as string })
  })

  it.each([
    ['an unknown flag', (): readonly string[] => ['--prot', '80'], '--prot'],
    ['a file that is not there', (): readonly string[] => ['--config', '/nowhere/mistd.yaml'], 'cannot read the settings /nowhere/mistd.yaml'],
    ['an unknown key', (): readonly string[] => folder.configured(['instanze: a']), 'mistd.yaml:1:1'],
    ['no source', (): readonly string[] => folder.configured(['instance: a']), 'source'],
    ['a bad flag', (): readonly string[] => [...folder.working(1), '--instance', 'Not A Name'], '--instance'],
  ])('ends with 2 for %s, and says what to do', async (_, args, said) => {
    expect(await start(args())).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) as string })
    expect(existsSync(join(folder.directory, 'state'))).toBe(false)
  })

  it('only checks the settings when asked to', async () => {
    expect(await start([...folder.working(1), '--check'])).toMatchObject({ code: 0, out: expect.stringContaining('valid') as string })
    expect(existsSync(join(folder.directory, 'state'))).toBe(false)
  })

  it.each([
    ['the port is taken', 4, 'cannot listen on 127.0.0.1', (port: number): readonly string[] => folder.working(port)],
    ['it should face a network without a token', 2, 'token', (): readonly string[] => [...folder.working(1), '--config', faceNetwork()]],
  ])('does not start when %s', async (_, code, said, args) => {
    const holder = createServer()
    await new Promise<void>((resolve) => { holder.listen(0, '127.0.0.1', resolve) })
    try {
      expect(await start(args((holder.address() as AddressInfo).port))).toMatchObject({ code, err: expect.stringContaining(said) as string })
    } finally {
      await new Promise((resolve) => { holder.close(resolve) })
    }
  })

  function faceNetwork(): string {
    const path = join(folder.directory, 'network.yaml')
    writeFileSync(path, `stateDir: ${join(folder.directory, 'state')}\nsource: { folder: ${join(folder.directory, 'source')} }\nproxy: { mode: external, directory: ${join(folder.directory, 'routes')} }\nhttp: { address: 0.0.0.0 }\n`)
    return path
  }
})
