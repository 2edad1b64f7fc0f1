/** All templates that a file can use: the built-in ones and its own, each spelled out, and what is wrong with its own. */
import type { Diagnostic } from '../../model/diagnostic.js'
import { checkTree } from '../check.js'
import type { FaultyPlace } from '../sound-part.js'
import type { Finding } from '../finding.js'
import { fault, toDiagnostic } from '../finding.js'
import type { ExtendedTemplate, Template as WrittenTemplate } from '../manifest.gen.js'
import { didYouMean } from '../suggest.js'
import { builtInTemplates } from '../templates.gen.js'
import type { MapNode, Path, TreeNode } from '../tree.js'
import { child, entriesOf, plainOf, textOf } from '../tree.js'
import type { SchemaProblem } from '../validate.js'
import { templateFaults, versionFaults } from './faults.js'
import { extendTemplate, readTemplate } from './read.js'
import type { Template } from './template.js'
import { withProblems } from './with.js'

export type Templates = ReadonlyMap<string, Template>

/** Sorted by name. */
export const BUILT_IN: Templates = new Map(Object.entries(builtInTemplates).map(([name, written]) => [name, readTemplate(name, written, 'built-in')]))

export interface Catalogue {
  readonly templates: Templates
  readonly diagnostics: readonly Diagnostic[]
  readonly faulty: readonly FaultyPlace[]
}

/** The tree fits the schema. Apps that use a template wrongly are told of as well. */
export function catalogueOf(tree: MapNode): Catalogue {
  const own = ownTemplates(tree)
  const templates: Templates = new Map([...BUILT_IN, ...own.templates])
  // A template that is broken is told of once, and not for each of its users.
  const used = [...own.settings, ...appsWithTemplate(tree)].filter(({ name }) => !own.broken.has(name)).flatMap((use) => checkUse(use, templates))
  const problems = used.flatMap(({ problems: found }) => found)
  const findings = [...own.findings, ...used.flatMap(({ findings: found }) => found)]
  return { templates, diagnostics: [...findings.map((finding) => toDiagnostic(tree, finding)), ...checkTree(tree, () => problems)], faulty: [...findings.filter(({ severity }) => severity === 'error'), ...problems] }
}

/** Settings for a template, and where they stand. */
interface Use {
  readonly name: string
  /** Where the template is named. */
  readonly path: Path
  readonly settings: TreeNode | undefined
  readonly at: Path
}

function appsWithTemplate(tree: MapNode): readonly Use[] {
  return entriesOf(child(tree, 'projects')).flatMap((project) => entriesOf(child(project.value, 'apps')).flatMap((app) => {
    const path = ['projects', project.key, 'apps', app.key]
    const name = textOf(child(app.value, 'template'))
    return name === undefined ? [] : [{ name, path: [...path, 'template'], settings: child(app.value, 'with'), at: [...path, 'with'] }]
  }))
}

interface Checked {
  readonly problems: readonly SchemaProblem[]
  readonly findings: readonly Finding[]
}

function checkUse({ name, path, settings, at }: Use, templates: Templates): readonly Checked[] {
  const template = templates.get(name)
  if (!template) return [{ problems: [], findings: [unknownTemplate(name, path, templates)] }]
  const problems = settings === undefined ? [] : withProblems(template, plainOf(settings) as Readonly<Record<string, unknown>>, at)
  return [{ problems, findings: [] }]
}

interface Own {
  readonly templates: readonly (readonly [string, Template])[]
  readonly settings: readonly Use[]
  readonly broken: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

function ownTemplates(tree: MapNode): Own {
  const written = new Map(entriesOf(child(tree, 'templates')).map(({ key, value }) => [key, value]))
  const found = [...written.keys()].map((name) => ({ name, template: resolveOwn(name, written, []) }))
  return {
    templates: found.flatMap(({ name, template }) => ('lines' in template && !BUILT_IN.has(name) ? [[name, template] as const] : [])),
    settings: found.flatMap(({ name, template }) => ('lines' in template ? settingsOf(name, written.get(name)) : [])),
    broken: new Set(found.flatMap(({ name, template }) => ('lines' in template ? [] : [name]))),
    findings: found.flatMap(({ name, template }) => [...('lines' in template ? faultsOf(name, template, written.get(name)) : [template]), ...builtInName(name)]),
  }
}

/** What it extends is told of where that stands. */
function faultsOf(name: string, template: Template, node: TreeNode | undefined): readonly Finding[] {
  const path = ['templates', name]
  return child(node, 'extends') === undefined ? templateFaults(template, path) : versionFaults(template, path)
}

/** Checked against what it extends, whose parameters it shares. */
function settingsOf(name: string, node: TreeNode | undefined): readonly Use[] {
  const base = textOf(child(node, 'extends'))
  return base === undefined ? [] : [{ name: base, path: ['templates', name, 'extends'], settings: child(node, 'with'), at: ['templates', name, 'with'] }]
}

function resolveOwn(name: string, written: ReadonlyMap<string, TreeNode>, way: readonly string[]): Template | Finding {
  const node = written.get(name)
  const base = textOf(child(node, 'extends'))
  const plain = node && plainOf(node)
  if (base === undefined) return readTemplate(name, { ...(plain as WrittenTemplate), version: textOf(child(node, 'version')) ?? '' }, 'file')
  const path = ['templates', name, 'extends']
  if (base === name || way.includes(base)) return fault({ rule: 'template-circle', message: `these templates extend each other: ${[...way, name, base].join(' → ')}`, help: 'extend a built-in one', path })
  const below = BUILT_IN.get(base) ?? (written.has(base) ? resolveOwn(base, written, [...way, name]) : unknownTemplate(base, path, new Map<string, unknown>([...BUILT_IN, ...written])))
  return 'lines' in below ? extendTemplate(name, below, withTexts(plain as ExtendedTemplate, node)) : below
}

/** Settings are kept as they are written: 1.10 stays 1.10. */
function withTexts(written: ExtendedTemplate, node: TreeNode | undefined): ExtendedTemplate {
  const { version: _version, with: _with, ...rest } = written
  const settings = entriesOf(child(node, 'with')).map(({ key, value }) => [key, textOf(value) ?? ''] as const)
  const version = textOf(child(node, 'version')) ?? settings.find(([key]) => key === 'version')?.[1]
  return { ...rest, ...(version !== undefined && { version }), with: Object.fromEntries(settings.filter(([key]) => key !== 'version')) }
}

function builtInName(name: string): readonly Finding[] {
  if (!BUILT_IN.has(name)) return []
  return [fault({ rule: 'built-in-name', message: `${name} is the name of a built-in template`, help: `give yours another name, and let it say \`extends: ${name}\``, path: ['templates', name], on: 'key' })]
}

function unknownTemplate(name: string, path: Path, known: ReadonlyMap<string, unknown>): Finding {
  const near = didYouMean(name, [...known.keys()])
  const help = near === undefined ? `there are: ${[...known.keys()].join(', ')}` : `did you mean "${near}"?`
  return fault({ rule: 'unknown-template', message: `there is no template ${name}`, help, path })
}
