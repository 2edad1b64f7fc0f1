/** The section `proxy` of mistd.yaml. The keys of the other mode are refused by a rule, so they are not looked at here. */
import type { AcmeSettings, CertificateFiles, ExternalProxySettings, ManagedProxySettings, ProxySettings } from '../model/settings.js'
import type { TreeNode } from '../manifest/tree.js'
import { child, itemsOf, numberOf, textOf } from '../manifest/tree.js'
import { SETTINGS_DEFAULTS as DEFAULTS } from './defaults.js'
import { milliseconds } from './milliseconds.js'

export function proxyOf(node: TreeNode | undefined): ProxySettings {
  return textOf(child(node, 'mode')) === 'external' ? externalProxyOf(node) : managedProxyOf(node)
}

function managedProxyOf(node: TreeNode | undefined): ManagedProxySettings {
  return {
    mode: DEFAULTS['proxy.mode'],
    image: textOf(child(node, 'image')) ?? DEFAULTS['proxy.image'],
    address: textOf(child(node, 'address')) ?? DEFAULTS['proxy.address'],
    httpPort: numberOf(child(node, 'httpPort')) ?? DEFAULTS['proxy.httpPort'],
    httpsPort: numberOf(child(node, 'httpsPort')) ?? DEFAULTS['proxy.httpsPort'],
    apiPort: numberOf(child(node, 'apiPort')) ?? DEFAULTS['proxy.apiPort'],
    acme: acmeOf(child(node, 'acme')),
    certificates: itemsOf(child(node, 'certificates')).map(certificateOf),
  }
}

function acmeOf(node: TreeNode | undefined): AcmeSettings {
  const [caFile, dnsEnvFile] = [textOf(child(node, 'caFile')), textOf(child(node, 'dnsEnvFile'))]
  return {
    server: textOf(child(node, 'server')) ?? DEFAULTS['proxy.acme.server'],
    ...(caFile !== undefined && { caFile }),
    ...(dnsEnvFile !== undefined && { dnsEnvFile }),
    dnsPropagation: textOf(child(node, 'dnsPropagation')) === 'unchecked' ? 'unchecked' : DEFAULTS['proxy.acme.dnsPropagation'],
    lifetimeMs: milliseconds(child(node, 'lifetime'), DEFAULTS['proxy.acme.lifetime']),
  }
}

function certificateOf(node: TreeNode): CertificateFiles {
  return { certFile: textOf(child(node, 'certFile')) ?? '', keyFile: textOf(child(node, 'keyFile')) ?? '' }
}

function externalProxyOf(node: TreeNode | undefined): ExternalProxySettings {
  const [api, secureEntryPoint, certResolver] = ['api', 'secureEntryPoint', 'certResolver'].map((key) => textOf(child(node, key)))
  return {
    mode: 'external',
    directory: textOf(child(node, 'directory')) ?? '',
    ...(api !== undefined && { api }),
    entryPoint: textOf(child(node, 'entryPoint')) ?? DEFAULTS['proxy.entryPoint'],
    servers: textOf(child(node, 'servers')) === 'name' ? 'name' : DEFAULTS['proxy.servers'],
    ...(secureEntryPoint !== undefined && { secureEntryPoint }),
    httpsPort: numberOf(child(node, 'httpsPort')) ?? DEFAULTS['proxy.httpsPort'],
    ...(certResolver !== undefined && { certResolver }),
  }
}
