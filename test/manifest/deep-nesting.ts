/**
 * Runs in a process of its own: loads files nested 2,000 deep, in every way YAML can nest, from many stack depths.
 * Handed to the parser these end the process with a fatal error of V8 that nothing can catch. Prints what happened.
 */
import { loadManifest } from '../../src/manifest/load.js'

const DEEP = 2_000
const SHAPES = [
  '['.repeat(DEEP),
  '{a: '.repeat(DEEP),
  '[{a: '.repeat(DEEP / 2),
  `${'- '.repeat(DEEP)}a`,
  `${'? '.repeat(DEEP)}a`,
  `version: 1\nx-a:\n${Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth + 1)}a:\n`).join('')}`,
  `version: 1\nx-a: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  `x-a: &a ${'['.repeat(DEEP)}*a`,
  `${'!t &a - '.repeat(DEEP)}a`,
]

const tally = { loads: 0, refused: 0, thrown: 0 }

function attempt(text: string): void {
  tally.loads += 1
  try {
    const { diagnostics } = loadManifest({ root: { path: 'mist.yaml', text }, included: [] })
    if (diagnostics.some((item) => item.severity === 'error' && item.at.line > 0)) tally.refused += 1
  } catch {
    tally.thrown += 1
  }
}

/** Stack that is already used makes the parser fail in another place each time. */
function atDepth(frames: number, work: () => void): void {
  if (frames === 0) work()
  else atDepth(frames - 1, work)
}

for (let round = 0; round < 40; round += 1) {
  for (const shape of SHAPES) atDepth(round * 175, () => attempt(shape))
}

process.stdout.write(JSON.stringify(tally))
