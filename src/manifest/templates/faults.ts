/** What the schema cannot say of a template of one's own: its values name what it has, and no password gets where anybody can read it. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import { didYouMean } from '../suggest.js'
import type { Path } from '../tree.js'
import type { PartForm, RecipeCommand, Template, TemplateCommand, TemplateContents, TemplateValue } from './template.js'
import { COMMON_OUTPUTS, CONTENTS_VALUES, KNOWN_VALUES, PART_VALUE, isSecret, lineOf, namesIn } from './template.js'

/** `path` is where the template stands. */
export function templateFaults(template: Template, path: Path): readonly Finding[] {
  return [
    ...versionFaults(template, path),
    ...parameterFaults(template, path),
    ...outputFaults(template, path),
    ...recipeFaults(template, path),
    ...placesOf(template).flatMap((place) => nameFaults(template, place, [...path, ...place.at])),
    ...placesOf(template).filter(({ value, isOpen }) => isOpen && isSecret(value)).map(({ at }) => openPassword([...path, ...at])),
  ]
}

interface ValuePlace {
  readonly value: TemplateValue
  readonly at: Path
  /** Arguments of a process can be read by everybody on the host. */
  readonly isOpen: boolean
  readonly isContents?: true
  /** Names that are known in this place alone. */
  readonly also?: readonly string[]
}

function placesOf(template: Template): readonly ValuePlace[] {
  const { env, outputs, command = [], health, files, contents } = template
  return [
    ...recipePlaces(template),
    ...Object.entries(env).map(([name, value]) => ({ value, at: ['env', name], isOpen: false })),
    ...Object.entries(outputs).map(([name, value]) => ({ value, at: ['outputs', name], isOpen: false })),
    ...command.flatMap((group, index) => group.map((value) => ({ value, at: ['command', index], isOpen: true }))),
    ...health.map((value, index) => ({ value, at: ['health', index], isOpen: true })),
    ...Object.entries(files).flatMap(([path, lines]) => lines.map((value, index) => ({ value, at: ['files', path, index], isOpen: false }))),
    ...(contents ? contentsPlaces(contents) : []),
  ]
}

function contentsPlaces({ admin, login, ...statements }: TemplateContents): readonly ValuePlace[] {
  const lines = (at: Path, values: readonly TemplateValue[] | undefined, isOpen: 'open' | 'closed'): readonly ValuePlace[] =>
    (values ?? []).map((value, index) => ({ value, at: ['contents', ...at, index], isOpen: isOpen === 'open', isContents: true }))
  const command = (name: string, { command: words, env }: TemplateCommand): readonly ValuePlace[] => [
    ...lines([name, 'command'], words, 'open'),
    ...Object.entries(env).map(([key, value]): ValuePlace => ({ value, at: ['contents', name, 'env', key], isOpen: false, isContents: true })),
  ]
  return [
    { value: admin.user, at: ['contents', 'admin', 'user'], isOpen: true, isContents: true },
    ...command('admin', admin), ...(['begin', 'end', 'password'] as const).flatMap((part) => lines(['admin', part], admin[part], 'closed')),
    ...command('login', login), ...lines(['login', 'stdin'], login.stdin, 'closed'),
    ...Object.entries(statements).flatMap(([name, values]) => lines([name], values, 'closed')),
  ]
}

function recipePlaces({ backup }: Template): readonly ValuePlace[] {
  if (!backup) return []
  return [...commandPlaces(backup.check, ['backup', 'check']), ...backup.parts.flatMap(({ how }, index) => formPlaces(how, ['backup', 'parts', index]))]
}

function formPlaces(how: PartForm, at: Path): readonly ValuePlace[] {
  const compared = 'compare' in how && how.compare ? commandPlaces(how.compare, [...at, 'compare']) : []
  switch (how.kind) {
    case 'one': return [...commandPlaces(how.dump, [...at, 'dump']), ...commandPlaces(how.restore, [...at, 'restore']), ...compared]
    case 'each': return [...commandPlaces(how.list, [...at, 'each']), ...[...commandPlaces(how.dump, [...at, 'dump']), ...commandPlaces(how.restore, [...at, 'restore']), ...compared].map((place) => ({ ...place, also: [PART_VALUE] }))]
    case 'file': return commandPlaces(how.dump, [...at, 'dump'])
    case 'folder':
    case 'unclear': return []
  }
}

function commandPlaces({ words, env, stdin }: RecipeCommand, at: Path): readonly ValuePlace[] {
  return [
    ...words.flatMap((group, index) => group.map((value) => ({ value, at: [...at, 'command', index], isOpen: true }))),
    ...Object.entries(env).map(([name, value]) => ({ value, at: [...at, 'env', name], isOpen: false })),
    ...(stdin ? [{ value: stdin, at: [...at, 'stdin'], isOpen: false }] : []),
  ]
}

function recipeFaults({ backup }: Template, path: Path): readonly Finding[] {
  const parts = backup?.parts ?? []
  return parts.flatMap(({ how, name }, index) => (how.kind === 'unclear' ? [unclearPart(name, [...path, 'backup', 'parts', index])] : []))
}

function unclearPart(name: string, path: Path): Finding {
  return fault({ rule: 'unclear-part', message: `it is not clear how the part ${name} is kept and brought back`, help: 'write `dump` and `restore`, with `each` for one part per line; or `dump` and `lay`; or `folder` alone', path })
}

export function versionFaults(template: Template, path: Path): readonly Finding[] {
  if (lineOf(template, template.version)) return []
  const lines = template.lines.map(({ name }) => name).join(', ')
  return [fault({ rule: 'unknown-version', message: `the version ${template.version} belongs to none of the versions of ${template.name}`, help: `a tag that begins with one of: ${lines}`, path: [...path, 'version'] })]
}

/** What `with` means by these is the same for every template. */
const WITH_WORDS = ['passwordVersion', 'databases', 'vhosts', 'users', 'extensions'] as const

function parameterFaults({ parameters }: Template, path: Path): readonly Finding[] {
  return [...KNOWN_VALUES, ...CONTENTS_VALUES, ...WITH_WORDS].filter((name) => Object.hasOwn(parameters, name)).map((name) => fault({ rule: 'reserved-parameter', message: `the parameter ${name} would hide what every template knows by that name`, help: 'choose another name', path: [...path, 'parameters', name], on: 'key' }))
}

function outputFaults({ outputs }: Template, path: Path): readonly Finding[] {
  return COMMON_OUTPUTS.filter((name) => Object.hasOwn(outputs, name)).map((name) => fault({ rule: 'reserved-output', message: `every database has the output ${name} already`, help: 'remove it', path: [...path, 'outputs', name], on: 'key' }))
}

function nameFaults({ parameters }: Template, { value, isContents, also = [] }: ValuePlace, path: Path): readonly Finding[] {
  const known = [...Object.keys(parameters), ...KNOWN_VALUES, ...(isContents ? CONTENTS_VALUES : []), ...also]
  return namesIn(value).filter((name) => !known.includes(name)).map((name) => {
    const near = didYouMean(name, known)
    return fault({ rule: 'unknown-parameter', message: `there is no parameter ${name}`, help: near === undefined ? `known here: ${known.join(', ')}` : `did you mean "${near}"?`, path })
  })
}

function openPassword(path: Path): Finding {
  return fault({ rule: 'open-password', message: 'a password cannot be an argument: everybody on the host can read those of a process', help: 'hand it over by `env`', path })
}
