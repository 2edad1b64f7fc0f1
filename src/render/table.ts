/** Rows in columns, as wide as their widest cell and two spaces apart. It knows widths and colours, not what the cells mean. */
import type { Paint } from './paint.js'
import { cutTo, padTo, padToRight, widthOf } from './width.js'

export interface Cell {
  readonly text: string
  readonly paint?: (text: string) => string
}

export interface Column {
  readonly title: string
  readonly align?: 'right'
  /** Longer texts are cut. */
  readonly maxWidth?: number
}

/** A column in which every cell is empty is left out. */
export function tableText(columns: readonly Column[], rows: readonly (readonly Cell[])[], paint: Paint): string {
  const used = columns.map((column, index) => ({ column, index })).filter(({ index }) => rows.some((row) => (row[index]?.text ?? '') !== ''))
  const fitted = rows.map((row) => used.map(({ column, index }) => fit(row[index] ?? { text: '' }, column)))
  const widths = used.map(({ column }, at) => Math.max(widthOf(column.title), ...fitted.map((row) => widthOf(row[at]?.text ?? ''))))
  const head = used.map(({ column }) => ({ text: column.title, paint: paint.bold }))
  return [head, ...fitted].map((row) => lineOf(row, used.map(({ column }) => column), widths)).join('\n')
}

function fit(cell: Cell, { maxWidth }: Column): Cell {
  return maxWidth === undefined ? cell : { ...cell, text: cutTo(cell.text, maxWidth) }
}

function lineOf(cells: readonly Cell[], columns: readonly Column[], widths: readonly number[]): string {
  const padded = cells.map((cell, at) => {
    const painted = cell.paint && cell.text !== '' ? cell.paint(cell.text) : cell.text
    return columns[at]?.align === 'right' ? padToRight(painted, widths[at] ?? 0) : padTo(painted, widths[at] ?? 0)
  })
  return padded.join('  ').trimEnd()
}
