/** What other apps may ask an app for. */
import type { ManifestApp } from '../manifest.js'
import { OUTPUT_NAMES } from '../manifest.js'
import { templateOutputs } from './template.js'

export function outputNames({ database }: Pick<ManifestApp, 'database'>): readonly string[] {
  return database ? templateOutputs(database.template) : OUTPUT_NAMES
}
