/** `dependsOn` and `{from: app.output}` name apps of the same project that have what is asked of them. */
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import type { EnvValue, ManifestApp, ManifestProject } from '../manifest.js'
import { didYouMean } from '../suggest.js'
import { outputNames } from '../templates/outputs.js'
import type { Path } from '../tree.js'
import type { RuleContext } from './context.js'

export function* dependencies({ apps, appOf }: RuleContext): Iterable<Finding> {
  for (const { app, project, path } of apps) {
    for (const [index, name] of app.dependsOn.entries()) {
      const at = [...path, 'dependsOn', index]
      if (name === app.name) yield fault({ rule: 'self-dependency', message: `${app.name} depends on itself`, help: 'remove this entry', path: at })
      else if (appOf(project.name, name) === undefined) yield unknownApp(project, name, at)
    }
  }
}

/** In the env of projects as well as of apps. */
export function* references({ manifest, appOf }: RuleContext): Iterable<Finding> {
  for (const { project, value, path } of envReferences(manifest.projects)) {
    const target = appOf(project.name, value.app)
    const at = [...path, 'from']
    if (target === undefined) yield unknownApp(project, value.app, at)
    else if (!outputNames(target).includes(value.output)) yield unknownOutput(target, value.output, at)
    else yield* missingOutput(target, value, at)
  }
}

/** What waits for a parked app would wait for ever. */
export function* parkedDependencies({ apps, appOf }: RuleContext): Iterable<Finding> {
  for (const { app, project, path } of apps) {
    if (app.replicas === 0) continue
    for (const [index, name] of app.dependsOn.entries()) {
      if (appOf(project.name, name)?.replicas !== 0) continue
      yield hint({ rule: 'parked-dependency', message: `${app.name} waits for ${name}, which is parked with \`replicas: 0\``, help: 'start the one or park the other too', path: [...path, 'dependsOn', index] })
    }
  }
}

type Reference = Extract<EnvValue, { kind: 'reference' }>

interface EnvReferenceEntry {
  readonly project: ManifestProject
  readonly value: Reference
  readonly path: Path
}

export function envReferences(projects: readonly ManifestProject[]): readonly EnvReferenceEntry[] {
  return projects.flatMap((project) => {
    const base: Path = ['projects', project.name]
    const own = ofEnv(project.env, [...base, 'env'])
    const ofApps = project.apps.flatMap((app) => [...ofEnv(app.env, [...base, 'apps', app.name, 'env']), ...ofEnv(app.preview?.env ?? {}, [...base, 'apps', app.name, 'preview', 'env'])])
    return [...own, ...ofApps].map((entry) => ({ ...entry, project }))
  })
}

function ofEnv(env: Readonly<Record<string, EnvValue>>, path: Path) {
  return Object.entries(env).flatMap(([name, value]) => (value.kind === 'reference' ? [{ value, path: [...path, name] }] : []))
}

function unknownApp(project: ManifestProject, name: string, path: Path): Finding {
  const names = project.apps.map((app) => app.name)
  const near = didYouMean(name, names)
  const help = near === undefined ? `apps of ${project.name}: ${names.slice(0, MAX_LISTED).join(', ')}${names.length > MAX_LISTED ? ', …' : ''}` : `did you mean "${near}"?`
  return fault({ rule: 'unknown-app', message: `the project ${project.name} has no app ${name}`, help, path })
}

const MAX_LISTED = 12

function unknownOutput(target: ManifestApp, output: string, path: Path): Finding {
  const names = outputNames(target)
  const near = didYouMean(output, names)
  const help = near === undefined ? `outputs: ${names.join(', ')}` : `did you mean "${near}"?`
  const message = target.database ? `${target.name}, from the template ${target.database.template.name}, has no output ${output}` : `apps have no output ${output}`
  return fault({ rule: 'unknown-output', message, help, path })
}

/** `host` is the name of the app on the network of its project, so every app has it. */
function* missingOutput(target: ManifestApp, { output }: Reference, path: Path): Iterable<Finding> {
  if ((output === 'port' || output === 'url') && target.port === undefined) {
    yield fault({ rule: 'missing-output', message: output === 'port' ? `${target.name} has no port` : `${target.name} has no ${output}, since it has no port`, help: `add \`port:\` to ${target.name}; with \`type: service\` it gets no route`, path })
  }
  if (output === 'domain' && target.type !== 'web') {
    yield fault({ rule: 'missing-output', message: `${target.name} has no domain, since it is a service`, help: `use ${target.name}.host inside of the project`, path })
  }
}
