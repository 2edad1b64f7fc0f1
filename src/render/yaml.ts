/** A value as YAML, for `-o yaml` and the resolved configuration. */
import { stringify } from 'yaml'

export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
}
