/** Texts that broke something somewhere: shells, option parsers, paths, templates, proxies' rules, terminals, prototypes, sheer length. */

const SHELL = [
  '$(id)', '`id`', '; id', '&& id', '|| id', '| id', '> /tmp/x', '< /etc/passwd', '$IFS$9id', '${IFS}id', 'a;id', "a'; id; '", 'a"; id; "', 'a\\nid', '$((1+1))', '!!', '*', '?', '~root', '{a,b}', '<(id)', '#{id}', "$'\\x41'", 'a & id',
]
const OPTIONS = ['--upload-pack=id', '-oProxyCommand=id', '--help', '-', '--', '-rf', '--config=core.fsmonitor=id', '-c core.pager=id', '--output=/etc/passwd', '-e id']
const PATHS = ['..', '../..', '../../etc/passwd', '/../../etc/passwd', 'a/../../b', '..\\..\\windows', '/etc/passwd:/x', '/var/run/docker.sock', 'file:///etc/passwd', '\\\\host\\share', 'a/./../..', '%2e%2e/%2e%2e', '..%2f..', 'C:\\x', '/proc/self/environ:ro', './.git/../..']
const TEMPLATES = ['{{ env "X" }}', '{{.}}', '{{', '}}', '{% raw %}', '${X}', '$X', '<%= 1 %>', '#set($x=1)', '[[ x ]]', '{{ printf "%s" (env "HOME") }}']
const PROXY = ['`) || Host(`evil.example', 'a`', 'a.localhost`) && PathPrefix(`/', 'Host(`x`)', 'a@internal', 'api@internal', 'x@docker', 'a.localhost:8080', 'http://169.254.169.254/', 'a.localhost/x', '*.localhost', '_acme.localhost', 'a..localhost', '.localhost']
const PROTOCOLS = ['ext::sh -c id', 'fd::17', 'http://a/b', 'git://a/b', 'javascript:alert(1)', 'https://u:p@h/x', 'ssh://-oProxyCommand=id/x']
const CONTROLS = ['a\nb', 'a\r\nX-Evil: 1', 'a\rb', 'a\tb', 'a\u0000b', '\u0000', 'a\u001b[31mb', '\u001b]0;x\u0007', 'a\u0008b', 'a\u007fb', 'a\u009bb', 'a b', ' ', ' a', 'a ']
const UNICODE = ['a\u202eb', 'a\u200bb', 'a\u2066b\u2069', '\ufeffa', 'аpple', 'ﬁle', 'ａ', 'é', '你好', '😀', 'a\u0301', '\ud800', 'İ', 'ß']
const MARKUP = ['<script>alert(1)</script>', '"><img src=x onerror=id>', "' OR 1=1 --", "'; DROP TABLE runs; --"]
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'A', 'a_b', '-a', 'a-', '.', '']
const LENGTHS = ['a'.repeat(300), `/${'a'.repeat(300)}`, 'a'.repeat(70_000), '-'.repeat(70_000), 'a.'.repeat(30_000), '/'.repeat(60_000), `${'a-'.repeat(30_000)}!`, `${'*'.repeat(60_000)}/`]

export const PAYLOADS: readonly string[] = [...SHELL, ...OPTIONS, ...PATHS, ...TEMPLATES, ...PROXY, ...PROTOCOLS, ...CONTROLS, ...UNICODE, ...MARKUP, ...NAMES, ...LENGTHS]

/** Letters, digits, dots, hyphens, underscores and slashes in a plain arrangement steer nothing, whatever they were meant for. */
export function isHarmless(text: string): boolean {
  return text.length <= 255 && /^[A-Za-z0-9_/][A-Za-z0-9._/-]*$/.test(text) && !text.includes('..') && !text.includes('//')
}
