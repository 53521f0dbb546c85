/// <reference lib="dom" />
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareChromium } from '@sansheng/config/chromium';
import { makeTones } from '@sansheng/config/sound/sound';
import { type Sound, writeWav } from '@sansheng/shared/wav';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { onTestFailed, onTestFinished } from 'vitest';

const PASSWORD = 'Sansheng-demo-1';

/** A headless Chromium whose microphone hears one tone. */
export async function openBrowser({ toneHz }: { toneHz: number }): Promise<Browser> {
  const dir = await mkdtemp(join(tmpdir(), 'sansheng-microphone-'));
  const file = join(dir, 'tone.wav');
  await writeFile(file, writeWav(makeTones(48_000, [[toneHz, 10_000]])));
  const browser = await chromium.launch({
    executablePath: await prepareChromium(() => {}),
    args: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}`,
      '--autoplay-policy=no-user-gesture-required',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  onTestFinished(async () => {
    await browser.close();
    await rm(dir, { recursive: true, force: true });
  });
  return browser;
}

/** A seat in front of the real screens. */
export interface BrowserSeat {
  page: Page;
  /** The one element of a test id. */
  see(testId: string): Locator;
  /** What the page complained of. */
  complaints: string[];
}

const viewport = { width: 1366, height: 768 };

/** Signs in by the sign-in page, then goes to `path`: '/' is the seat's own console. */
export async function openSeat(
  where: Browser | BrowserContext,
  url: string,
  employeeNo: string,
  path = '/',
  { leavesMessages = false } = {},
): Promise<BrowserSeat> {
  const page = 'newContext' in where ? await where.newPage({ viewport }) : await where.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(growEar);
  onTestFailed(() => console.error(`--- page of ${employeeNo}: ${page.url()}\n${complaints.join('\n')}`));
  const see = (testId: string) => page.getByTestId(testId);
  await page.goto(url);
  await see('sign-in-number').fill(employeeNo);
  await see('sign-in-password').fill(PASSWORD);
  await see('sign-in-submit').click();
  await see('sign-in-submit').waitFor({ state: 'detached' });
  if (path !== '/') await page.goto(url + path);
  // What other stories say to everybody would lie over what is to be pressed.
  if (!leavesMessages)
    await page.addLocatorHandler(page.locator('.message-note').first(), (note) =>
      note.getByRole('button').first().click(),
    );
  return { page, see, complaints };
}

/** Puts an ear to whatever the page's phone hears. */
function growEar(): void {
  const Original = RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('track', ({ track }) => {
        const context = new AudioContext();
        const analyser = context.createAnalyser();
        analyser.fftSize = 8192;
        analyser.smoothingTimeConstant = 0;
        context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
        Object.assign(window, { ear: analyser });
      });
    }
  };
}

/** Which of these tones are in the ear of the page now, well above what else is there. */
export async function tonesHeard(page: Page, tonesHz: number[]): Promise<number[]> {
  return page.evaluate((tones) => {
    const { ear } = window as unknown as { ear?: AnalyserNode };
    if (ear === undefined) return [];
    const levels = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(levels);
    const binOf = (hz: number) => Math.round((hz * ear.fftSize) / ear.context.sampleRate);
    return tones.filter((hz) => Math.max(...levels.slice(binOf(hz) - 1, binOf(hz) + 2)) > -55);
  }, tonesHz);
}

/** Decodes a recording as the browser that plays it does. First the seat's channel, then the customer's. */
export async function decodeRecording(page: Page, path: string): Promise<[Sound, Sound]> {
  const { rate, channels } = await page.evaluate(async (address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const context = new OfflineAudioContext(2, 8000, 8000);
    const sound = await context.decodeAudioData(await response.arrayBuffer());
    const channelOf = (index: number) => Array.from(sound.getChannelData(index));
    return { rate: sound.sampleRate, channels: [channelOf(0), channelOf(1)] };
  }, path);
  const [left = [], right = []] = channels.map((samples) => Int16Array.from(samples, (value) => value * 32_767));
  return [
    { rate, samples: Int16Array.from(left) },
    { rate, samples: Int16Array.from(right) },
  ];
}
