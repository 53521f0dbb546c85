import { readdirSync, readFileSync } from 'node:fs';

const server = new URL('../../server/src/', import.meta.url);

/** Loads every file of the server that defines a transition; definedTransitions then has them all. */
export async function loadTransitions(): Promise<void> {
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  for (const file of files) {
    const url = new URL(file, server);
    if (/ = defineTransition\(/.test(readFileSync(url, 'utf8'))) await import(url.href);
  }
}
