import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Environment } from '@sansheng/config/environment';
import { runCommand } from '@sansheng/config/stack/run-command';
import { type CallLanguage, PROMPT_MS } from '@sansheng/shared/contracts/telephony/prompts';
import type { ConvertedSound } from './convert-sound.ts';

const voices: Record<CallLanguage, string> = { zh: 'cmn', en: 'en-us' };

/** Converts on a thread of its own. Throws when the thread dies, which is a bug. */
export function convertOnThread(bytes: Uint8Array): Promise<ConvertedSound> {
  return new Promise((settle, fail) => {
    const worker = new Worker(new URL('./convert-sound.worker.ts', import.meta.url), {
      workerData: { bytes, longestMs: PROMPT_MS },
    });
    worker.once('message', (converted: ConvertedSound) =>
      settle(converted.kind === 'sound' ? { ...converted, wav: Buffer.from(converted.wav) } : converted),
    );
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`the converter ended with ${code}`)));
  });
}

/** Speaks text with the center's voice. Throws when the program fails. */
export async function speakText(
  command: NonNullable<Environment['SPEECH_COMMAND']>,
  language: CallLanguage,
  text: string,
): Promise<ConvertedSound> {
  const file = join(tmpdir(), `sansheng-speech-${randomUUID()}.wav`);
  try {
    // The text goes by standard input: on the command line one that begins with a hyphen would be an option.
    const args = [...command.args, '-v', voices[language], '-s', '150', '-a', '120', '-w', file, '--stdin'];
    const { code, output } = await runCommand({ ...command, args }, { input: text });
    if (code !== 0) throw new Error(`the voice ended with code ${code}: ${output.trim()}`);
    return await convertOnThread(await readFile(file));
  } finally {
    await rm(file, { force: true });
  }
}
