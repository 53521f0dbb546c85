import { describe, expect, it } from 'vitest';
import { findMainArchive, formatDeb822Source, parseDeb822Sources, parseOneLineSources } from './apt-sources.ts';

describe('apt sources', () => {
  it('reads the one-line style with and without options', () => {
    const text = [
      '# deb http://old.example/debian buster main',
      'deb http://archive.example/debian bookworm main contrib # a remark',
      'deb-src http://archive.example/debian bookworm main',
      'deb [arch=amd64 signed-by=/usr/share/keyrings/k.gpg] https://party.example/apt stable party',
    ].join('\n');
    expect(parseOneLineSources(text)).toEqual([
      { uris: ['http://archive.example/debian'], suites: ['bookworm'], components: ['main', 'contrib'] },
      {
        uris: ['https://party.example/apt'],
        suites: ['stable'],
        components: ['party'],
        signedBy: '/usr/share/keyrings/k.gpg',
      },
    ]);
  });

  it('reads deb822 stanzas, leaves out disabled ones and keeps an embedded key whole', () => {
    const text = `# the main archive
Types: deb deb-src
URIs: http://archive.example/debian
# in between
Suites: trixie trixie-updates
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc=
 -----END PGP PUBLIC KEY BLOCK-----

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: trixie
Components: main

Types: deb-src
URIs: http://source.example/debian
Suites: trixie
Components: main
`;
    const sources = parseDeb822Sources(text);
    expect(sources).toHaveLength(1);
    expect(sources[0]).toMatchObject({ suites: ['trixie', 'trixie-updates'], components: ['main'] });
    const stanza = formatDeb822Source(sources[0]!, 'forky', ['main'], 'amd64');
    expect(stanza).toContain('Suites: forky\n');
    expect(stanza).toContain('Signed-By: \n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc=\n');
    expect(parseDeb822Sources(stanza)[0]?.signedBy).toBe(sources[0]?.signedBy);
  });

  it('finds the main archive among security updates, third parties and a CD', () => {
    const main = { uris: ['http://archive.example/debian'], suites: ['bookworm'], components: ['main'] };
    const sources = [
      { uris: ['cdrom:[Debian]/'], suites: ['bookworm'], components: ['main'] },
      { uris: ['http://security.example/debian'], suites: ['bookworm-security'], components: ['main'] },
      { uris: ['https://party.example/apt'], suites: ['stable'], components: ['party'] },
      main,
    ];
    expect(findMainArchive(sources, 'bookworm')).toBe(main);
    expect(findMainArchive(sources.slice(0, 3), 'bookworm')).toBeNull();
  });
});
