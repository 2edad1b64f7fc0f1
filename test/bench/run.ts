/**
 * `npm run bench [-- [--short] [--largest=N] [name…]]`: brings the lab up, runs the benches and writes docs/bench/README.md, or prints the page
 * when only some benches were asked for.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { setup as build } from '../e2e/stage/build.js'
import { LAB_PROGRAM } from '../lab/docker.js'
import type { Bench, Chapter } from './chapter.js'
import { cold } from './cold.js'
import { data } from './data.js'
import { idle } from './idle.js'
import { live } from './live.js'
import { noOp } from './no-op.js'
import { planner } from './planner.js'
import { proxy } from './proxy.js'
import { redeploy } from './redeploy.js'
import { pageOf } from './report.js'

const BENCHES: readonly Bench[] = [planner, noOp, cold, live, redeploy, proxy, idle, data]
const PAGE = fileURLToPath(new URL('../../docs/bench/README.md', import.meta.url))

const words = process.argv.slice(2)
const length = words.includes('--short') ? 'short' : 'full'
const largest = Number(words.find((word) => word.startsWith('--largest='))?.slice('--largest='.length) ?? Infinity)
const names = words.filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name))
if (unknown.length > 0) {
  process.stderr.write(`cannot run ${unknown.join(', ')}: the benches are ${BENCHES.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}

execFileSync(process.execPath, [LAB_PROGRAM, 'up', 'engine', 'registry', 'images', 'traefik', 'compose', 'load'], { stdio: 'inherit' })
build()
const chapters: Chapter[] = []
for (const bench of BENCHES.filter(({ name }) => names.length === 0 || names.includes(name))) {
  process.stderr.write(`bench ${bench.name} …\n`)
  const chapter = await bench.run({ length, largest })
  for (const line of chapter.verdicts) process.stderr.write(`  ${line}\n`)
  chapters.push(chapter)
}
const page = pageOf(chapters, new Date().toISOString().slice(0, 10))
if (names.length > 0 || length === 'short') process.stdout.write(page)
else {
  mkdirSync(dirname(PAGE), { recursive: true })
  writeFileSync(PAGE, page)
  process.stderr.write(`wrote ${PAGE}\n`)
}
process.exit(0)
