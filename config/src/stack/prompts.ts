import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Programs } from './programs.ts';
import { runCommand } from './run-command.ts';
import { makeTones, resample } from '../sound/sound.ts';
import { readWav, writeWav } from '@sansheng/shared/wav';

/** `number-0`, `number-1` and so on: what longer numbers are put together from. */
function numbers(words: string[], from = 0, step = 1): Record<string, string> {
  return Object.fromEntries(words.map((word, i) => [`number-${from + i * step}`, word]));
}

/** What the center says, by language and name: played as `sound:sansheng/zh/greeting`. */
const texts = {
  zh: {
    greeting: '您好，欢迎致电三声客服中心。为了保证服务质量，您的通话可能会被录音。',
    'please-hold': '现在坐席全忙，请您稍候，我们会尽快为您接通。',
    menu: '普通业务请按一，投诉请按二，重听请按零。',
    'thank-you-goodbye': '感谢您的来电，再见。',
    closed: '您好，感谢致电三声客服中心。现在是非工作时间。',
    'closed-voicemail': '需要留言，请按一。',
    'closed-queue': '转接值班服务，请按二。',
    'closed-callback': '需要我们给您回电，请按三。',
    'callback-noted': '好的，我们上班后会给您回电。',
    'callback-soon': '对不起，现在线路繁忙，我们会尽快给您回电。',
    'callback-instead': '现在线路繁忙，我们已为您保留位置，轮到您时会马上给您回电。再见。',
    'voicemail-greeting': '请在提示音后留言，留言结束请按井号键。',
    'voicemail-saved': '您的留言已经收到，我们会尽快与您联系。',
    'lines-busy': '对不起，现在线路繁忙，请您稍后再拨。',
    'you-are-number': '您现在排在第',
    'in-line': '位。',
    'many-before-you': '前面等待的客户较多。',
    'wait-at-most': '预计等待不超过',
    minute: '分钟。',
    minutes: '分钟。',
    'callback-press': '如果不想继续等待，请按',
    'callback-keeps-place': '，我们为您保留位置，轮到您时给您回电。',
    'callback-confirmed': '好的，您的位置已经保留，轮到您时我们会马上给您回电。再见。',
    'seat-key': '您有一个来电，接听请按一。',
    'seat-number': '工号',
    'serves-you': '为您服务。',
    'vote-question': '请对本次服务作出评价。非常满意请按五，满意请按四，一般请按三，不满意请按二，非常不满意请按一。',
    'vote-thanks': '感谢您的评价，再见。',
    ...numbers('零一二三四五六七八九十'.split('')),
    // What the made-up customer of `npm run call` says.
    'demonstration-customer': '喂，您好。我想查询一下我的账单，上个月的费用好像不太对，麻烦您帮我看一下。',
  },
  en: {
    greeting: 'Hello, and welcome to the Sansheng service center. This call may be recorded to keep our service good.',
    'please-hold': 'All our seats are busy. Please hold the line; we will be with you as soon as we can.',
    menu: 'For general service press one. For complaints press two. To hear this again press zero.',
    'thank-you-goodbye': 'Thank you for calling. Goodbye.',
    closed: 'Thank you for calling the Sansheng service center. We are closed at present.',
    'closed-voicemail': 'To leave a message press one.',
    'closed-queue': 'For the service on duty press two.',
    'closed-callback': 'To be called back press three.',
    'callback-noted': 'We will call you back when we are open.',
    'callback-soon': 'We are sorry. All our lines are busy. We will call you back as soon as we can.',
    'callback-instead':
      'All our lines are busy. Your place is kept, and we will call you back when it is your turn. Goodbye.',
    'voicemail-greeting': 'Please leave your message after the tone, and press the hash key when you have finished.',
    'voicemail-saved': 'Your message has been received. We will be in touch with you soon.',
    'lines-busy': 'We are sorry. All our lines are busy. Please call again later.',
    'you-are-number': 'You are number',
    'in-line': 'in the queue.',
    'many-before-you': 'There are many callers before you.',
    'wait-at-most': 'You will wait at most',
    minute: 'minute.',
    minutes: 'minutes.',
    'callback-press': 'If you would rather not wait, press',
    'callback-keeps-place': 'and we will keep your place and call you back when it is your turn.',
    'callback-confirmed': 'Thank you. Your place is kept, and we will call you as soon as it is your turn. Goodbye.',
    'seat-key': 'There is a call for you. To take it, press one.',
    'seat-number': 'Seat',
    'serves-you': 'at your service.',
    'vote-question': 'Please rate our service, from one, very poor, to five, very good.',
    'vote-thanks': 'Thank you for your rating. Goodbye.',
    ...numbers(Array.from({ length: 21 }, (_, n) => String(n))),
    ...numbers(['30', '40', '50', '60', '70', '80', '90'], 30, 10),
  },
};

const voices = { zh: 'cmn', en: 'en-us' };

/**
 * Makes the prompts as 8 kHz WAV below `soundDir/sansheng/<language>/`, once per text. Spoken by espeak-ng; without it
 * a short melody stands in for each, and the returned detail says so.
 */
export async function makePrompts(soundDir: string, programs: Programs, wordsPerMinute: number): Promise<string> {
  const speaks = programs.has('espeak-ng');
  const marker = createHash('sha256').update(JSON.stringify({ texts, voices, speaks, wordsPerMinute })).digest('hex');
  const markerFile = join(soundDir, 'sansheng', '.texts');
  const kind = speaks ? 'spoken by espeak-ng' : 'melodies instead of speech: espeak-ng is missing';
  if ((await readFile(markerFile, 'utf8').catch(() => '')) === marker) return kind;
  for (const language of ['zh', 'en'] as const) {
    const folder = join(soundDir, 'sansheng', language);
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(texts[language])) {
      const sound = speaks ? await speak(programs, voices[language], text, wordsPerMinute) : makeMelody(name);
      await writeFile(join(folder, `${name}.wav`), writeWav(sound));
    }
  }
  await writeFile(markerFile, marker);
  return kind;
}

async function speak(programs: Programs, voice: string, text: string, wordsPerMinute: number) {
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-'));
  try {
    const file = join(folder, 'speech.wav');
    const { code, output } = await runCommand(
      programs.command('espeak-ng', ['-v', voice, '-s', String(wordsPerMinute), '-a', '120', '-w', file, text]),
    );
    if (code !== 0) throw new Error(`espeak-ng ended with code ${code}: ${output.trim()}`);
    return resample(readWav(await readFile(file)), 8000);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A melody of its own for each prompt, so that they can be told apart by ear. */
function makeMelody(name: string) {
  const scale = [523, 587, 659, 784, 880];
  const digest = createHash('sha256').update(name).digest();
  return makeTones(
    8000,
    Array.from({ length: 5 }, (_, i) => [scale[(digest[i] ?? 0) % scale.length] ?? 523, 350] as [number, number]),
  );
}
