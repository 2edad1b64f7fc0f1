/** A diagnostic for readers who may not be readers of the repository. Values were concealed by their place when the report was made; here they are once more by their look. */
import type { Diagnostic, SourcePosition } from '../../../model/diagnostic.js'
import { concealValue } from '../../../render/conceal.js'
import { showControls, stripControls as plainLine } from '../../../render/escape.js'

export function publicDiagnostic(diagnostic: Diagnostic): Diagnostic {
  const { severity, rule, message, help, at, lineText, related } = diagnostic
  return {
    severity, rule,
    message: plainLine(message),
    ...(help !== undefined && { help: plainLine(help) }),
    at: position(at),
    lineText: concealValue(showControls(lineText)),
    related: related.map((one) => ({ at: position(one.at), message: plainLine(one.message) })),
  }
}

function position({ file, line, column, length }: SourcePosition): SourcePosition {
  return { file: plainLine(file), line, column, length }
}
