import { readdir } from 'node:fs/promises';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const folder = new URL('../migrations/', import.meta.url);
const fileForm = /^(\d{13})-([a-z0-9]+(?:-[a-z0-9]+)*)\.ts$/;

interface MigrationFile {
  up: (runner: QueryRunner) => Promise<void>;
  down: (runner: QueryRunner) => Promise<void>;
}

/** `1763700000700-fair-share.ts` -> `FairShare1763700000700`: by this name databases remember it, so no file is renamed. */
function nameOf(file: string): string {
  const [, number, words] = fileForm.exec(file) ?? [];
  if (number === undefined || words === undefined)
    throw new Error(`${file} is no migration: its name is 13 digits and words, as in 1763700000700-fair-share.ts`);
  const name = words.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return name.join('') + number;
}

/** What the folder holds, in order of number: the order in which a new database gets its tables. */
export async function readMigrations(): Promise<(new () => MigrationInterface)[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = nameOf(file);
      const { up, down } = (await import(new URL(file, folder).href)) as MigrationFile;
      return class {
        readonly name = name;
        readonly up = up;
        readonly down = down;
      };
    }),
  );
}
