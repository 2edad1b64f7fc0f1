/** Name and tag of an image as it is written. An id or a digest says nothing about versions. */
export function nameAndTag(image: string): { readonly name: string; readonly tag: string } | undefined {
  const [, name, tag] = /^([^@]+):([^:/@]+)$/.exec(image) ?? []
  return name !== undefined && tag !== undefined && name !== 'sha256' ? { name, tag } : undefined
}
