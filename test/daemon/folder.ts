/** A folder with all that a daemon needs on a host without an engine: a source, settings, places for state and routes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface DaemonFolder {
  readonly directory: string
  /** Writes the settings; answers with the arguments that name them. */
  configured(lines: readonly string[]): readonly string[]
  /** Settings with which a daemon runs, its endpoint on that port. */
  working(port: number): readonly string[]
  remove(): void
}

export function createDaemonFolder(): DaemonFolder {
  const directory = mkdtempSync(join(tmpdir(), 'mist-daemon-'))
  mkdirSync(join(directory, 'source'))
  writeFileSync(join(directory, 'source', 'mist.yaml'), 'version: 1\nprojects:\n  hello:\n    apps:\n      web: { image: nginx, port: 80 }\n')

  function configured(lines: readonly string[]): readonly string[] {
    const path = join(directory, 'mistd.yaml')
    writeFileSync(path, [...lines, ''].join('\n'))
    return ['--config', path]
  }

  function working(port: number): readonly string[] {
    return configured([
      'instance: test-daemon', `stateDir: ${join(directory, 'state')}`, `source: { folder: ${join(directory, 'source')} }`, `docker: unix://${join(directory, 'no-engine.sock')}`,
      `proxy: { mode: external, directory: ${join(directory, 'routes')} }`, `http: { port: ${String(port)} }`,
    ])
  }

  return { directory, configured, working, remove: () => { rmSync(directory, { recursive: true, force: true }) } }
}
