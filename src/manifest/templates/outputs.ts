/** What other apps may ask an app for. */
import type { ManifestApp } from '../manifest.js'
import { OUTPUT_NAMES } from '../manifest.js'
import { templateOutputs } from './template.js'

export function outputNames({ database }: Pick<ManifestApp, 'database'>): readonly string[] {
  if (!database) return OUTPUT_NAMES
  const own = templateOutputs(database.template)
  return [...own, ...database.contents.users.flatMap(({ name }) => own.map((output) => `users.${name}.${output}`))]
}
