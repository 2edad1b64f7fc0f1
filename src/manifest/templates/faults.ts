/** What the schema cannot say of a template of one's own: its values name what it has, and no password gets where anybody can read it. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import { didYouMean } from '../suggest.js'
import type { Path } from '../tree.js'
import type { Template, TemplateValue } from './template.js'
import { COMMON_OUTPUTS, KNOWN_VALUES, isSecret, lineOf, namesIn } from './template.js'

/** `path` is where the template stands. */
export function templateFaults(template: Template, path: Path): readonly Finding[] {
  return [
    ...versionFaults(template, path),
    ...parameterFaults(template, path),
    ...outputFaults(template, path),
    ...placesOf(template).flatMap(({ value, at }) => nameFaults(template, value, [...path, ...at])),
    ...placesOf(template).filter(({ value, isOpen }) => isOpen && isSecret(value)).map(({ at }) => openPassword([...path, ...at])),
  ]
}

interface ValuePlace {
  readonly value: TemplateValue
  readonly at: Path
  /** Arguments of a process can be read by everybody on the host. */
  readonly isOpen: boolean
}

function placesOf({ env, outputs, command = [], health }: Template): readonly ValuePlace[] {
  return [
    ...Object.entries(env).map(([name, value]) => ({ value, at: ['env', name], isOpen: false })),
    ...Object.entries(outputs).map(([name, value]) => ({ value, at: ['outputs', name], isOpen: false })),
    ...command.flatMap((group, index) => group.map((value) => ({ value, at: ['command', index], isOpen: true }))),
    ...health.map((value, index) => ({ value, at: ['health', index], isOpen: true })),
  ]
}

export function versionFaults(template: Template, path: Path): readonly Finding[] {
  if (lineOf(template, template.version)) return []
  const lines = template.lines.map(({ name }) => name).join(', ')
  return [fault({ rule: 'unknown-version', message: `the version ${template.version} belongs to none of the versions of ${template.name}`, help: `a tag that begins with one of: ${lines}`, path: [...path, 'version'] })]
}

function parameterFaults({ parameters }: Template, path: Path): readonly Finding[] {
  return KNOWN_VALUES.filter((name) => Object.hasOwn(parameters, name)).map((name) => fault({ rule: 'reserved-parameter', message: `the parameter ${name} would hide what every template knows by that name`, help: 'choose another name', path: [...path, 'parameters', name], on: 'key' }))
}

function outputFaults({ outputs }: Template, path: Path): readonly Finding[] {
  return COMMON_OUTPUTS.filter((name) => Object.hasOwn(outputs, name)).map((name) => fault({ rule: 'reserved-output', message: `every database has the output ${name} already`, help: 'remove it', path: [...path, 'outputs', name], on: 'key' }))
}

function nameFaults({ parameters }: Template, value: TemplateValue, path: Path): readonly Finding[] {
  const known = [...Object.keys(parameters), ...KNOWN_VALUES]
  return namesIn(value).filter((name) => !known.includes(name)).map((name) => {
    const near = didYouMean(name, known)
    return fault({ rule: 'unknown-parameter', message: `there is no parameter ${name}`, help: near === undefined ? `known here: ${known.join(', ')}` : `did you mean "${near}"?`, path })
  })
}

function openPassword(path: Path): Finding {
  return fault({ rule: 'open-password', message: 'a password cannot be an argument: everybody on the host can read those of a process', help: 'hand it over by `env`', path })
}
