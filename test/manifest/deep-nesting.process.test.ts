/** Depth that would end the process is refused before the parser sees it: shown where an end would be seen, from outside. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

describe('loading deep files', () => {
  it('never ends the process, however deep the file and the stack', () => {
    const script = fileURLToPath(new URL('deep-nesting.ts', import.meta.url))
    const output = execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8', timeout: 170_000 })
    expect(JSON.parse(output)).toEqual({ loads: 360, refused: 360, thrown: 0 })
  }, 180_000)
})
