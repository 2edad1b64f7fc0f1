/** What decides how files are judged, and that none is left out. */
import { expect, it } from 'vitest'
import { JUDGES, unchecked } from '../../scripts/lint-memory.mjs'

it('judges anew when the package says otherwise how imports are resolved', () => {
  expect(JUDGES).toContain('package.json')
})

it('names what is written in TypeScript and not known to the compiler', () => {
  expect(unchecked(['/p/src/a.ts', '/p/scripts/x.ts', '/p/y.mts', '/p/z.cts', '/p/README.md', '/p/b.mjs'], ['/p/src/a.ts'])).toEqual(['/p/scripts/x.ts', '/p/y.mts', '/p/z.cts'])
})
