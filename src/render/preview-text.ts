/** What makes an app a preview, in words, and how it stands with the branches that have none. */
import type { PreviewOf } from '../model/preview.js'
import type { StatusReport } from '../model/run.js'
import { stripControls } from './escape.js'
import { minuteText } from './time-text.js'

export function previewText({ of, branch, until }: PreviewOf): string {
  return stripControls(`preview of ${of}, branch ${branch}, until ${minuteText(until)}`)
}

/** Each preview with its branch, then the branches that wait. */
export function previewLines({ apps, previews = [] }: StatusReport): readonly string[] {
  const made = apps.flatMap(({ project, app, preview }) => (preview ? [`${project}/${app}: ${previewText(preview)}`] : []))
  const others = previews.flatMap(({ of, leftOut, trouble }) => [
    ...(trouble === undefined ? [] : [`previews of ${of} stay as they are: ${trouble}`]),
    ...leftOut.slice(0, SHOWN).map(({ branch, because }) => `no preview of ${of} for ${branch}: ${because}`),
    ...(leftOut.length > SHOWN ? [`no preview of ${of} for ${String(leftOut.length - SHOWN)} more branches`] : []),
  ])
  return [...made, ...others].map(stripControls)
}

const SHOWN = 10
