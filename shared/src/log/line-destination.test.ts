import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createLineDestination } from './line-destination.ts';

it.skipIf(process.platform !== 'linux')('loses lines and counts them where nothing can be written, and goes on', () => {
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  const log = createLineDestination(full);
  for (let i = 0; i < 3; i += 1) log.write(`{"msg":"${i}"}\n`);
  log.flushSync();
  expect(log.lost).toBe(3);
  log.write('{"msg":"next"}\n');
  log.flushSync();
  expect(log.lost).toBe(4);
});

it('writes lines together and in their order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-log-'));
  const file = join(folder, 'log');
  const fd = openSync(file, 'a');
  onTestFinished(async () => {
    closeSync(fd);
    await rm(folder, { recursive: true });
  });
  const log = createLineDestination(fd);
  const lines = Array.from({ length: 1000 }, (_one, i) => `{"msg":"line ${i}"}\n`);
  for (const line of lines) log.write(line);
  log.flushSync();
  expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
  expect(log.lost).toBe(0);
});
