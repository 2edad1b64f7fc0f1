/**
 * The part of STYLE.md that a machine can decide: sizes, purity of the core, and the shapes that age badly.
 * It has no opinion on layout beyond quotes and semicolons; imports between folders are `.dependency-cruiser.cjs`'s business.
 */
import tseslint from 'typescript-eslint'

const CORE = ['src/model/**/*.ts', 'src/manifest/**/*.ts', 'src/resolve/**/*.ts', 'src/plan/**/*.ts', 'src/render/**/*.ts']

const NODE_GLOBALS = globals('AbortController AbortSignal Buffer URL URLSearchParams TextEncoder TextDecoder clearInterval clearTimeout console fetch performance process queueMicrotask setImmediate setInterval setTimeout structuredClone Response Request')
const BROWSER_GLOBALS = globals('document window EventSource fetch setTimeout clearTimeout setInterval clearInterval location history localStorage navigator requestAnimationFrame URL URLSearchParams AbortController HTMLElement customElements console matchMedia IntersectionObserver')

/** Shapes that are wrong anywhere in src. */
const SHAPES = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a reader can then search for it.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals: it needs no run-time object and survives JSON.' },
  { selector: ':function > Identifier.params[typeAnnotation.typeAnnotation.type="TSBooleanKeyword"]', message: 'A boolean parameter reads as `f(x, true)` at the call. Take a union of words, or write two functions.' },
  { selector: 'TSMethodSignature > Identifier.params[typeAnnotation.typeAnnotation.type="TSBooleanKeyword"]', message: 'A boolean parameter reads as `f(x, true)` at the call. Take a union of words, or declare two methods.' },
  { selector: 'TSInterfaceBody > TSPropertySignature:not([readonly=true])', message: 'All data is readonly: say `readonly`.' },
  { selector: 'TSTypeAliasDeclaration TSPropertySignature:not([readonly=true]):not(TSTypeParameterInstantiation TSPropertySignature)', message: 'All data is readonly: say `readonly`.' },
  { selector: ':function[params.length>4]', message: 'At most three parameters and a signal: name the concept that the others make up.' },
  { selector: ':function[params.length=4]:not(:has(> Identifier.params[name="signal"]))', message: 'At most three parameters and a signal: name the concept that the others make up.' },
  { selector: 'ClassDeclaration[id.name=/(Manager|Helper|Util|Utils|Common)$/]', message: 'Name the concept; this suffix names none.' },
  { selector: 'Property[key.name="shell"]:not([value.value=false])', message: 'No shell, anywhere: pass an argument list.' },
  { selector: 'TSNonNullExpression', message: 'Say what happens when it is missing instead of asserting that it is not.' },
]

/** What would make the core impure. A default export and the like stay wrong there, so the lists are joined. */
const CORE_SHAPES = [
  { selector: ':function[async=true]', message: 'The core is synchronous: effects belong to the engine and the adapters.' },
  { selector: 'AwaitExpression', message: 'The core is synchronous: effects belong to the engine and the adapters.' },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The core has no clock: take the time as a value.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'The core has no clock: take the time as a value.' },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'The core has no clock: take the time as a value.' },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'The core has no randomness: two runs must agree.' },
  { selector: 'CallExpression[callee.property.name=/^(localeCompare|toLocale\\w+)$/]', message: 'The answer depends on the locale of the host. Compare with `<`; two hosts must agree.' },
]

const CORE_GLOBALS = 'process console setTimeout setInterval setImmediate queueMicrotask performance fetch crypto Promise'.split(' ')

const SIZES = {
  // An exhaustive switch over a union is one decision, however many cases it has.
  complexity: ['error', { max: 10, variant: 'modified' }],
  'max-depth': ['error', 4],
  'max-lines': ['error', { max: 250 }],
  'max-lines-per-function': ['error', { max: 60 }],
}

const EVERYWHERE = {
  curly: ['error', 'multi-line'],
  eqeqeq: ['error', 'always'],
  'no-console': 'off',
  'no-else-return': 'error',
  'no-empty': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  quotes: ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
  semi: ['error', 'never'],
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
}

const TYPED = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
  '@typescript-eslint/no-for-in-array': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
}

const TYPED_SRC = {
  '@typescript-eslint/no-base-to-string': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/no-unsafe-argument': 'error',
  '@typescript-eslint/no-unsafe-assignment': 'error',
  '@typescript-eslint/no-unsafe-call': 'error',
  '@typescript-eslint/no-unsafe-member-access': 'error',
  '@typescript-eslint/no-unsafe-return': 'error',
}

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '.reports/**', '**/*.gen.ts', 'test/cases/**', 'examples/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: { ...EVERYWHERE, ...TYPED },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      ...SIZES,
      ...TYPED_SRC,
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...SHAPES],
      'no-restricted-properties': ['error',
        { object: 'process', property: 'exit', message: 'Only src/bin ends the process: pending work and output would be lost.' },
        { object: 'AbortSignal', property: 'timeout', message: 'Its timer may be collected before it fires (nodejs/node#57736): use withDeadline of src/signals.ts.' }],
      'no-restricted-imports': ['error', { paths: ['child_process', 'node:child_process'].map((name) => ({ name, message: 'Programs are run by execa, in one place, with an argument list.' })) }],
    },
  },
  {
    files: CORE,
    rules: {
      'no-restricted-syntax': ['error', ...SHAPES, ...CORE_SHAPES],
      'no-restricted-globals': ['error', ...CORE_GLOBALS.map((name) => ({ name, message: 'The core is pure: this is an effect or depends on the host.' }))],
    },
  },
  { files: ['src/cli/**/*.ts', 'src/bin/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['src/bin/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    // A test file is a list: it may be long where each test in it is short.
    files: ['test/**/*.ts'],
    rules: { complexity: SIZES.complexity, 'max-lines': ['error', { max: 400 }] },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '*.js'],
    languageOptions: { globals: NODE_GLOBALS },
    rules: { ...EVERYWHERE, ...SIZES, 'no-undef': 'error', 'no-unused-vars': ['error', { ignoreRestSiblings: true }] },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: globals('module require') } },
  {
    // What the status page sends to browsers.
    files: ['src/**/*.js'],
    languageOptions: { globals: BROWSER_GLOBALS },
    rules: { ...EVERYWHERE, ...SIZES, 'no-undef': 'error', 'no-unused-vars': ['error', { ignoreRestSiblings: true }] },
  },
)

function globals(names) {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'readonly']))
}
