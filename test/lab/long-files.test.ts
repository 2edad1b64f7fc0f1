/** A file that was renamed would begin among the last, and nobody would hear of it. */
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SECONDS } from './long-files.js'

describe('the files that begin first', () => {
  it.each(Object.keys(SECONDS))('have %s among them, which is there', (name) => {
    expect(existsSync(`test/e2e/${name}.test.ts`)).toBe(true)
  })
})
