/**
 * What is published is what works: the packed package, installed by npm into an empty place, runs. The one compiled addon is taken
 * from the checkout, since compiling it takes minutes; that it compiles is shown by every `npm ci`.
 */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tempDir, type TempDir } from '../lab/fixtures.js'
import { PROGRAMS } from './stage/build.js'
import { runProgram } from './stage/program.js'

const MINUTES = 60_000
const ADDON = 'node_modules/better-sqlite3/build/Release'
const run = promisify(execFile)

let place: TempDir
let bin: string

beforeAll(async () => {
  place = tempDir()
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', place.path], { cwd: PROGRAMS.root, maxBuffer: 16 * 1024 * 1024 })
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[]
  writeFileSync(join(place.path, 'package.json'), '{ "private": true }\n')
  await run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--omit=dev', join(place.path, packed?.filename ?? '')], { cwd: place.path, timeout: 4 * MINUTES })
  cpSync(join(PROGRAMS.root, ADDON), join(place.path, ADDON), { recursive: true })
  bin = join(place.path, 'node_modules', '.bin')
}, 5 * MINUTES)

afterAll(() => { place.remove() })

describe('the installed package', () => {
  it('runs mistctl and mistd', async () => {
    expect(await runProgram([join(bin, 'mistctl'), 'version'], { cwd: place.path }).ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^mistctl +\d+\.\d+\.\d+/) as string })
    expect(await runProgram([join(bin, 'mistd'), '--version'], { cwd: place.path }).ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^mistd \d+\.\d+\.\d+/) as string })
  })

  it('makes and validates a first manifest', async () => {
    const init = await runProgram([join(bin, 'mistctl'), 'init', 'ops'], { cwd: place.path }).ended
    expect(init.code, init.stderr).toBe(0)
    const validate = await runProgram([join(bin, 'mistctl'), 'validate', 'ops'], { cwd: place.path }).ended
    expect(validate.code, validate.stderr).toBe(0)
  })

  it('carries the schemas and the unit of systemd, and no tests and no sources', () => {
    const root = join(place.path, 'node_modules', 'mist')
    for (const name of ['schema/mist.schema.json', 'schema/mistd.schema.json', 'dist/bin/mistd.js', 'LICENSE']) expect({ name, there: existsSync(join(root, name)) }).toEqual({ name, there: true })
    expect(readdirSync(root).filter((name) => ['src', 'test', 'quickstart', '.ci', 'node_modules'].includes(name))).toEqual([])
  })
})
