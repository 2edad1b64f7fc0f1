/** The schemas keep what editors and readers are promised: descriptions everywhere, defaults and examples that are valid. */
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { manifestSchema } from '../../src/manifest/manifest.gen.js'
import { settingsSchema } from '../../src/settings.gen.js'
import templateSchema from '../../schema/template.schema.json' with { type: 'json' }
import { remark, schemaProperties, usedProperties, type Schema } from './schema-walk.js'

const SCHEMAS: readonly (readonly [string, Schema])[] = [
  ['mist.schema.json', manifestSchema],
  ['mistd.schema.json', settingsSchema],
  ['template.schema.json', templateSchema],
]

/** Whether the part of a schema at a pointer accepts a value. */
function acceptance(root: Schema): (pointer: string, value: unknown) => boolean {
  const ajv = new Ajv({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema({ ...root, $id: 'root' })
  return (pointer, value) => ajv.validate(`root${pointer}`, value)
}

describe.each(SCHEMAS)('%s', (_name, schema) => {
  const properties = schemaProperties(schema)
  const accepts = acceptance(schema)

  it('is a schema of draft-07', () => {
    expect(schema['$schema']).toBe('http://json-schema.org/draft-07/schema#')
    expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true)
  })

  it('describes every property', () => {
    expect(properties.filter((property) => typeof remark(schema, property, 'description') !== 'string').map(({ path }) => path)).toEqual([])
  })

  it('has defaults that it would accept', () => {
    const withDefault = properties.filter((property) => property.schema['default'] !== undefined)
    expect(withDefault.length).toBeGreaterThan(0)
    expect(withDefault.filter(({ pointer, schema: own }) => !accepts(pointer, own['default'])).map(({ path }) => path)).toEqual([])
  })

  it('has examples that it would accept', () => {
    const withExamples = properties.filter((property) => Array.isArray(property.schema['examples']))
    const wrong = withExamples.filter(({ pointer, schema: own }) => !(own['examples'] as readonly unknown[]).every((value) => accepts(pointer, value)))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})

describe('usedProperties', () => {
  it('sees through references, maps, lists and both written forms', () => {
    const value = { version: 1, projects: { shop: { apps: { web: { build: { path: '.' }, domains: ['a.b', { host: 'c.d' }], env: { A: { from: 'b.url' } } } } } } }
    const paths = schemaProperties(manifestSchema).filter(({ pointer }) => usedProperties(manifestSchema, value).has(pointer)).map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['version', 'projects.*.apps', 'projects.*.apps.*.build.path', 'projects.*.apps.*.domains[].host']))
    expect(paths).not.toContain('projects.*.apps.*.build.target')
    expect(paths.length).toBe(9)
  })
})
