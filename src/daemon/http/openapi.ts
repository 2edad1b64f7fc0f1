/** The OpenAPI document, made from the route table: what is not in the table does not exist, what is in it is described. */
import type { Route } from './exchange.js'
import type { Schema } from './schemas.js'

export function openApiDocument(routes: readonly Route[], version: string): Schema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mist',
      version,
      description: 'Status, logs and events of one host. Nothing here changes anything; a webhook only says "look again".',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, basic: { type: 'http', scheme: 'basic', description: 'Any user, the token as password.' } } },
    paths: Object.fromEntries(pathsOf(routes).map((path) => [toTemplate(path), pathItem(routes.filter((route) => route.path === path))])),
  }
}

/** `/apps/:app` → `/apps/{app}` */
export function toTemplate(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}')
}

function pathsOf(routes: readonly Route[]): readonly string[] {
  return [...new Set(routes.map(({ path }) => path))]
}

function pathItem(routes: readonly Route[]): Schema {
  return Object.fromEntries(routes.map((route) => [route.method.toLowerCase(), operation(route)]))
}

function operation({ summary, path, query = {}, access, answers, method }: Route): Schema {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const inQuery = Object.entries(query).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
  return {
    summary,
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] }),
    ...(access === 'reader' && { security: [{}, { bearer: [] }, { basic: [] }] }),
    ...(method === 'POST' && { requestBody: { content: { '*/*': { schema: { type: 'string', format: 'binary' } } } } }),
    responses: Object.fromEntries(Object.entries(answers).map(([status, { description, type, schema }]) => [status, { description, content: { [type]: schema ? { schema } : {} } }])),
  }
}
