/** Which backup a person means, as it was typed. */
import type { BackupWish } from '../../engine/restore/choose.js'
import type { WriteContext } from '../command.js'

export function wishOf({ third: id, options }: Pick<WriteContext, 'third' | 'options'>, key: string): BackupWish {
  return { key, ...(id !== undefined && { id }), ...(options['unsigned'] === true && { unsigned: 'taken' }) }
}
