/** The examples are valid, and together with the schema they are complete: nothing can be written that no example shows. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadManifest, matchIncludes, readIncludes } from '../../src/manifest/load.js'
import { manifestSchema } from '../../src/manifest/manifest.gen.js'
import { settingsSchema } from '../../src/settings.gen.js'
import { loadSettings } from '../../src/settings.js'
import { schemaProperties, usedProperties, type Schema } from './schema-walk.js'

function missing(schema: Schema, files: readonly string[]): readonly string[] {
  const used = new Set(files.flatMap((path) => [...usedProperties(schema, parse(readFileSync(path, 'utf8')))]))
  return schemaProperties(schema).filter(({ pointer }) => !used.has(pointer)).map(({ path }) => path)
}

function errorsOf(root: string, folder: string): readonly string[] {
  const file = { path: 'mist.yaml', text: readFileSync(root, 'utf8') }
  const paths = matchIncludes(readIncludes(file), filesBelow(folder))
  const included = paths.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
  return loadManifest({ root: file, included }).diagnostics.map(({ at, message }) => `${at.file}:${String(at.line)}: ${message}`)
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
}

// Some settings exclude each other, so more than one file may be needed to show them all.
const SETTINGS = readdirSync('examples').filter((name) => /^mistd.*\.yaml\.example$/.test(name)).map((name) => join('examples', name))
const EXAMPLES = readdirSync('examples', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)

describe('mist.yaml.example', () => {
  it('uses every property of the schema', () => {
    expect(missing(manifestSchema, ['mist.yaml.example'])).toEqual([])
  })

  it('is valid, without a warning', () => {
    expect(errorsOf('mist.yaml.example', 'examples')).toEqual([])
  })
})

describe('examples/mistd.yaml.example', () => {
  it('is there', () => {
    expect(SETTINGS).toContain('examples/mistd.yaml.example')
  })

  it('and its siblings use every property of the schema', () => {
    expect(missing(settingsSchema, SETTINGS)).toEqual([])
  })

  it.each(SETTINGS)('%s is valid', (path) => {
    expect(loadSettings({ path, text: readFileSync(path, 'utf8') }, {})).toMatchObject({ ok: true })
  })
})

describe('examples', () => {
  it('are there', () => {
    expect(EXAMPLES.length).toBeGreaterThan(0)
  })

  it.each(EXAMPLES)('%s has a mist.yaml that is valid, without a warning', (name) => {
    const folder = join('examples', name)
    expect(existsSync(join(folder, 'mist.yaml'))).toBe(true)
    expect(errorsOf(join(folder, 'mist.yaml'), folder)).toEqual([])
  })
})
