/** What the parsers of short forms answer with. They know text alone; the caller knows where it stands. */
import type { Result } from '../../model/result.js'

export interface FormProblem {
  readonly rule: string
  readonly message: string
  readonly help?: string
}

export type Form<T> = Result<T, FormProblem>
