/**
 * JSON Schema → a function that checks a value, as code. Compiling a schema takes longer than everything else that a short command
 * does, and its outcome is the same every time, so it is done here, once.
 */
import { basename } from 'node:path'
import { Ajv } from 'ajv'
import ajvFormats from 'ajv-formats'
import standalone from 'ajv/dist/standalone/index.js'

export const CHECKS = [
  { origin: 'schema/mist.schema.json', target: 'src/manifest/manifest-check.gen.ts', constant: 'manifestCheck', value: { name: 'manifestSchema', module: './manifest.gen.js' }, pattern: './bounded-pattern.js' },
  { origin: 'schema/mistd.schema.json', target: 'src/settings/settings-check.gen.ts', constant: 'settingsCheck', value: { name: 'settingsSchema', module: '../settings.gen.js' }, pattern: '../manifest/bounded-pattern.js' },
]

/** The whole text of a generated file. `constant` is the name of the function in it. */
export function checkModule({ schema, constant, origin, value, pattern }) {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true, code: { source: true, esm: true, lines: true, regExp: patternMaker() } })
  ajvFormats.default(ajv, ['ipv4'])
  const { code, imports } = withImports(standalone.default(ajv, ajv.compile(schema)))
  const own = code.replace(/^"use strict";\n?/, '').replace(/^export const validate = (\w+);\s*export default \1;/m, `export const ${constant}: CompiledSchema = $1`)
    // The whole schema is a value already; problems point into it.
    .replace(JSON.stringify(schema), value.name)
  return [
    `/** Made from ${origin} by \`npm run gen\`; never edited. Checks a value against the schema; what it finds stands in \`errors\`. */`,
    '/* eslint-disable */', '// @ts-nocheck: ajv wrote it',
    ...imports,
    `import { boundedPattern } from '${pattern}'`,
    `import { ${value.name} } from '${value.module}'`,
    `import type { CompiledSchema } from '${pattern.replace('bounded-pattern', 'validate')}'`,
    '', own.trim(), '',
  ].join('\n')
}

/** Stands for `boundedPattern` while the schema is compiled: ajv tells patterns apart by their text. */
function patternMaker() {
  const make = (pattern, flags) => new RegExp(pattern, flags)
  return Object.assign(make, { code: 'boundedPattern' })
}

/** ajv writes `require` for the few functions that its code calls. Loaders differ in where they put what such a module exports. */
function withImports(text) {
  const imports = []
  const code = text.replaceAll(/require\("([^"]+)"\)\.default/g, (_all, module) => {
    const name = basename(module)
    const line = `import ${name} from '${module}.js'`
    if (!imports.includes(line)) imports.push(line)
    return `(${name}.default ?? ${name})`
  })
  return { code, imports }
}
