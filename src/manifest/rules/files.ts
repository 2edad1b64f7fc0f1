/** A file has one origin, which is there, and an owner or a mode only where Mist decides about it. */
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import type { RuleContext } from './context.js'

const ORIGINS = ['from', 'content', 'secret'] as const

export function* oneOrigin({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { files } of apps.map(({ app }) => app)) {
    for (const { at, path, origin } of files) {
      const given = ORIGINS.filter((key) => isWritten([...at, key]))
      if (given.length > 1) yield fault({ rule: 'file-origin', message: `${path} has ${given.join(' and ')}`, help: 'keep one of them', path: at, on: 'key' })
      if (given.length === 0 && origin.kind === 'source' && origin.from === '') yield fault({ rule: 'file-origin', message: `${path} has no content`, help: 'add `from:` (a file of the repository), `content:` or `secret:`', path: at, on: 'key' })
    }
  }
}

/** A file that its owner may write could be changed by the app under another app that mounts the same one. */
export function* fileModes({ apps }: RuleContext): Iterable<Finding> {
  for (const { at, mode } of apps.flatMap(({ app }) => app.files)) {
    if (mode === undefined || (mode & 0o222) === 0) continue
    yield fault({ rule: 'file-mode', message: `a file is read-only, and mode ${mode.toString(8).padStart(4, '0')} lets it be written`, help: 'use a mode such as "0444", "0400" or "0555"', path: [...at, 'mode'] })
  }
}

/** Only a warning: it may be committed together with what it is for, or be made before the commit. */
export function* filesThere({ apps, unfitFiles, isWritten }: RuleContext): Iterable<Finding> {
  if (!unfitFiles) return
  for (const { at, origin } of apps.flatMap(({ app }) => app.files)) {
    const fault = origin.kind === 'source' ? unfitFiles.get(origin.from) : undefined
    if (fault === undefined || origin.kind !== 'source') continue
    const from = [...at, 'from']
    yield hint({ rule: 'file-missing', message: `${origin.from} ${fault}`, help: 'a path begins at the folder of mist.yaml; the app is left as it runs until the commit has the file', path: isWritten(from) ? from : at })
  }
}
