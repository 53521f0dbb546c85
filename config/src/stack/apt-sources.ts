/** One archive that the machine's package manager uses. */
export interface AptSource {
  uris: string[];
  suites: string[];
  components: string[];
  /** Path of a keyring, or a whole armoured key block; undefined: the machine's trusted keys. */
  signedBy?: string;
}

/** Reads a one-line-style file (`sources.list`): `deb [options] uri suite component...`. */
export function parseOneLineSources(text: string): AptSource[] {
  const sources: AptSource[] = [];
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!match) continue;
    const [, options = '', uri = '', suite = '', components = ''] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1];
    sources.push({
      uris: [uri],
      suites: [suite],
      components: components.split(/\s+/).filter(Boolean),
      ...(signedBy ? { signedBy } : {}),
    });
  }
  return sources;
}

/** Reads a deb822-style file (`*.sources`): stanzas of `Field: value`, continued by indented lines. */
export function parseDeb822Sources(text: string): AptSource[] {
  const withoutComments = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');
  return withoutComments.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map<string, string>();
    let last = '';
    for (const line of stanza.split('\n')) {
      const match = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
      if (match?.[1]) {
        last = match[1].toLowerCase();
        fields.set(last, match[2] ?? '');
      } else if (/^\s/.test(line) && last) {
        fields.set(last, `${fields.get(last)}\n${line}`);
      }
    }
    const words = (name: string) => (fields.get(name) ?? '').split(/\s+/).filter(Boolean);
    if (!words('types').includes('deb') || /^no$/i.test(fields.get('enabled')?.trim() ?? '')) return [];
    const signedBy = fields.get('signed-by');
    return [
      {
        uris: words('uris'),
        suites: words('suites'),
        components: words('components'),
        ...(signedBy?.trim() ? { signedBy: signedBy.trimEnd() } : {}),
      },
    ];
  });
}

/**
 * The distribution's main archive among `sources`: the one that carries its own suite (not `-security`, not a third
 * party's). null when none does.
 */
export function findMainArchive(sources: AptSource[], codename: string): AptSource | null {
  const own = new Set([codename, 'stable', 'oldstable', 'testing', 'unstable', 'sid']);
  return (
    sources.find(
      (source) =>
        source.suites.some((suite) => own.has(suite)) &&
        source.components.includes('main') &&
        source.uris.some((uri) => !uri.startsWith('cdrom:')),
    ) ?? null
  );
}

/** The archive as a deb822 stanza for another suite. */
export function formatDeb822Source(
  source: AptSource,
  suite: string,
  components: string[],
  architecture: string,
): string {
  const lines = [
    'Types: deb',
    `URIs: ${source.uris.filter((uri) => !uri.startsWith('cdrom:')).join(' ')}`,
    `Suites: ${suite}`,
    `Components: ${components.join(' ')}`,
    `Architectures: ${architecture}`,
  ];
  if (source.signedBy) lines.push(`Signed-By: ${source.signedBy}`);
  return `${lines.join('\n')}\n`;
}
