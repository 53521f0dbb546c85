import { readdir } from 'node:fs/promises';
import { EntitySchema } from 'typeorm';

const folder = new URL('../tables/', import.meta.url);

/** Every table of the center: what the files of features hold beside their rows. */
export async function readTables(): Promise<EntitySchema[]> {
  const names = await readdir(folder, { recursive: true });
  const modules = await Promise.all(
    names
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .sort()
      .map((name) => import(new URL(name.replaceAll('\\', '/'), folder).href) as Promise<object>),
  );
  return modules.flatMap((module) => Object.values(module)).filter((one) => one instanceof EntitySchema);
}
