/** `mistctl template ls|show`: the templates of databases that a mist.yaml can use, those of the file among them. */
import { loadManifest } from '../../manifest/load.js'
import type { Templates } from '../../manifest/templates/catalogue.js'
import { BUILT_IN } from '../../manifest/templates/catalogue.js'
import type { Parameter, Template } from '../../manifest/templates/template.js'
import { contentsWords, lineOf, templateOutputs } from '../../manifest/templates/template.js'
import { meaningOf } from '../../manifest/templates/with.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ParameterView, TemplateView } from '../../render/template-text.js'
import { templateListText, templateText } from '../../render/template-text.js'
import type { CommandSpec, PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import type { Refusal } from '../refusal.js'
import { usage } from '../refusal.js'
import { readFiles } from './validate.js'

export const template: CommandSpec = {
  name: 'template',
  summary: 'list the templates of databases, or show one',
  group: 'Write',
  needs: 'nothing',
  argument: { name: '<VERB>', description: 'ls or show', choices: ['ls', 'show'] },
  second: { name: '[NAME]', description: 'the template to show' },
  options: [],
  details: `ls lists the built-in templates, and those of the mist.yaml here or at --file.
show tells of one what its versions are, what \`with\` can set, and which outputs
other apps can refer to.

Examples:
  mistctl template ls
  mistctl template show postgres
  mistctl template show small-postgres -f deploy -o json

Exit codes: 0 done, 2 usage, or an invalid file`,
  run,
}

async function run(context: PlainContext): Promise<ExitCode> {
  const { argument, second, say } = context
  if (argument === 'ls' && second !== undefined) return say.refuse(usage('ls takes no name', `Did you mean: mistctl template show ${second}`))
  if (argument === 'show' && second === undefined) return say.refuse(usage('no template is named', 'List them with: mistctl template ls'))
  const known = await templatesOf(context)
  if (!known.ok) return say.refuse(known.error)
  return second === undefined ? list(context, known.value) : show(context, known.value, second)
}

function list({ say, globals }: PlainContext, templates: Templates): ExitCode {
  const views = [...templates.values()].map(viewOf)
  if (globals.output !== 'table') say.document({ templates: views })
  else say.answer(templateListText(views, say.paint))
  return EXIT.done
}

function show({ say, globals }: PlainContext, templates: Templates, name: string): ExitCode {
  const template = templates.get(name)
  if (!template) return say.refuse(usage(`there is no template ${name}`, `There are: ${[...templates.keys()].join(', ')}.`))
  if (globals.output !== 'table') say.document({ template: viewOf(template) })
  else say.answer(templateText(viewOf(template), say.paint))
  return EXIT.done
}

/** Without a file the built-in ones are all that there is; one that was named has to be there. */
async function templatesOf(context: PlainContext): Promise<Result<Templates, Refusal>> {
  const { argument: _argument, second: _second, ...rest } = context
  const files = await readFiles(rest)
  if (!files.ok) return context.globals.file === undefined ? ok(BUILT_IN) : files
  const { templates, diagnostics } = loadManifest(files.value)
  return templates ? ok(templates) : err({ kind: 'diagnostics', diagnostics })
}

function viewOf(one: Template): TemplateView {
  const { name, origin, description, image, version, lines, port, limits, presets } = one
  return {
    name, origin, description, image, version, port, limits,
    versions: lines.map((line) => line.name),
    upgrade: UPGRADE_WORDS[one.upgrade],
    volume: lineOf(one, version)?.volume ?? '',
    outputs: templateOutputs(one),
    parameters: [...Object.entries(one.parameters).map(([parameter, spec]) => parameterView(parameter, spec, presets[parameter])), ...contentsWords(one).map((word) => ({ name: word, type: TYPES[word], description: meaningOf(word), fixed: false }))],
  }
}

const UPGRADE_WORDS: Readonly<Record<Template['upgrade'], string>> = {
  newer: 'opened by newer versions too',
  never: 'opened by the same version alone',
  'dump-restore': 'opened by the same version alone; goes to a newer one by `upgrade: dump-restore`',
}

const TYPES = { password: 'map', passwordVersion: 'integer', databases: 'list', vhosts: 'list', users: 'list', extensions: 'list' } as const

function parameterView(name: string, spec: Parameter, preset: string | undefined): ParameterView {
  const standard = preset ?? spec.default
  return { name, type: spec.type, ...(standard !== undefined && { default: standard }), ...(spec.enum && { choices: spec.enum }), description: spec.description, fixed: spec.fixed ?? false }
}
