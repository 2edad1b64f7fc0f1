/** What other apps may ask an app for. */
import type { ManifestApp } from '../manifest.js'
import { OUTPUT_NAMES } from '../manifest.js'
import { COMMON_OUTPUTS } from './template.js'

export function outputNames({ database }: Pick<ManifestApp, 'database'>): readonly string[] {
  return database ? [...COMMON_OUTPUTS, ...Object.keys(database.template.outputs)] : OUTPUT_NAMES
}
