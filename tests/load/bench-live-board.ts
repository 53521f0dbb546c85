/// <reference lib="dom" />
import { parseArgs } from 'node:util';
import { prepareChromium } from '@sansheng/config/chromium';
import { StackError } from '@sansheng/config/stack';
import { runStep } from '@sansheng/config/stack/steps';
import { buildUi, uiRoot } from '@sansheng/config/ui-build';
import { chromium, type Page } from 'playwright-core';
import { showSteps } from '../../config/start/show-steps.mjs';
import { createAgentsStore } from '../../server/src/telephony/agents/index.ts';
import type { LiveState } from '../../server/src/telephony/live-state/index.ts';
import { eventually } from '../support/eventually.ts';
import { type CallCenter, startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

const usage = `npm run bench:live-board [-- --seats 1000 --changes 100 --seconds 20]
How smooth the live console stays in a lead's browser: so many seats, so many of them changing state each second, so
that differences come twice a second. Frames and long tasks of the page, at rest and while its list is scrolled.`;

interface Smoothness {
  /** Between two frames. */
  frameMs: { p50: number; p95: number; p99: number; longest: number };
  /** Tasks of more than 50 ms, which a hand on the mouse feels. */
  longTasks: number;
  longestTaskMs: number;
  /** Share of the time in which the page's thread was at work. */
  busy: number;
  differences: number;
}

/** Seats that are there and registered, without browsers of their own. */
async function signInSeats(center: CallCenter, count: number) {
  const state: LiveState = { redis: center.redis, keys: center.keys, ringSeats: () => {} };
  const agents = createAgentsStore(state);
  const seatIds = Array.from({ length: count }, (_, i) => String(30_001 + i));
  for (const [i, agentId] of seatIds.entries()) {
    const team = i % 20;
    await agents.signInSeat({
      agentId,
      name: `坐席${i + 1}`,
      teamId: `team-${team}`,
      teamName: `第 ${team + 1} 组`,
      queues: ['service'],
      silentMs: 3_600_000,
    });
    await agents.seatAlive(agentId, { isRegistered: true, hasMicrophone: true, isHeard: true });
  }
  return { agents, seatIds };
}

/** Until `isOver`: the seats go ready and not ready, one after another. */
async function keepChanging(
  { agents, seatIds }: Awaited<ReturnType<typeof signInSeats>>,
  perSecond: number,
  isOver: () => boolean,
): Promise<void> {
  const begunAtMs = performance.now();
  for (let done = 0; !isOver(); ) {
    const due = ((performance.now() - begunAtMs) / 1000) * perSecond;
    for (; done < due; done += 1) {
      const round = Math.floor(done / seatIds.length);
      const agentId = seatIds[(done * 7) % seatIds.length] ?? '';
      await agents.askState(agentId, round % 2 === 0 ? 'ready' : 'notReady', round % 2 === 0 ? '' : 'break');
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function measure(
  page: Page,
  seconds: number,
  scrolls: boolean,
  seenDifferences: () => number,
): Promise<Smoothness> {
  const differencesBefore = seenDifferences();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const readBusy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  const busyBefore = await readBusy();
  const seen = await page.evaluate(
    ({ ms, isScrolling }) =>
      new Promise<{ frames: number[]; tasks: number[] }>((resolve) => {
        const tasks: number[] = [];
        const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)));
        observer.observe({ type: 'longtask' });
        const frames: number[] = [];
        const list = document.querySelector('.ant-table-tbody-virtual-holder');
        const endAtMs = performance.now() + ms;
        let atMs = performance.now();
        const look = (nowMs: number) => {
          frames.push(nowMs - atMs);
          atMs = nowMs;
          if (isScrolling)
            list?.dispatchEvent(new WheelEvent('wheel', { deltaY: 60, bubbles: true, cancelable: true }));
          if (nowMs < endAtMs) requestAnimationFrame(look);
          else {
            observer.disconnect();
            resolve({ frames: frames.slice(1), tasks });
          }
        };
        requestAnimationFrame(look);
      }),
    { ms: seconds * 1000, isScrolling: scrolls },
  );
  const busy = ((await readBusy()) - busyBefore) / seconds;
  await session.detach();
  const sorted = seen.frames.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1));
  return {
    frameMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), longest: at(1) },
    longTasks: seen.tasks.length,
    longestTaskMs: Math.round(Math.max(0, ...seen.tasks)),
    busy: Number(busy.toFixed(3)),
    differences: seenDifferences() - differencesBefore,
  };
}

async function openBoard(center: CallCenter, seats: number) {
  const browser = await chromium.launch({
    executablePath: await prepareChromium(() => {}),
    args: ['--use-fake-ui-for-media-stream', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  let differences = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"live.changed"')) differences += 1;
    }),
  );
  await page.goto(center.url);
  await page.getByTestId('sign-in-number').fill('3001');
  await page.getByTestId('sign-in-password').fill('Sansheng-demo-1');
  await page.getByTestId('sign-in-submit').click();
  await page.getByTestId('sign-in-submit').waitFor({ state: 'detached' });
  await page.goto(`${center.url}/live`);
  await eventually(
    async () => (await page.locator('.live-seats .figures').first().textContent())?.includes(`${seats}`),
    {
      withinMs: 60_000,
      what: `${seats} seats on the board`,
    },
  );
  return { browser, page, seenDifferences: () => differences };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seats: { type: 'string', default: '1000' },
      changes: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  });
  const [seats, changes, seconds] = [Number(values.seats), Number(values.changes), Number(values.seconds)];
  if (values.help || ![seats, changes, seconds].every((value) => Number.isInteger(value) && value > 0)) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const onStep = showSteps();
  await runStep(onStep, 'Screens', async () => ({ value: undefined, detail: await buildUi() }));
  const stack = await runStep(onStep, 'Stack', async () => ({ value: await startTestStack() }));
  const runs: Record<string, Smoothness> = {};
  try {
    const center = await startCenter(stack.addresses, { workers: false, settings: { UI_ROOT: uiRoot } });
    try {
      await runStep(onStep, 'Server', async () => ({ value: await center.open() }));
      const room = await runStep(onStep, `${seats} seats`, async () => ({ value: await signInSeats(center, seats) }));
      const { browser, page, seenDifferences } = await openBoard(center, seats);
      let isOver = false;
      const changing = keepChanging(room, changes, () => isOver);
      try {
        for (const [name, scrolls] of [
          ['watching', false],
          ['scrolling', true],
        ] as const) {
          runs[name] = await runStep(onStep, name, async () => ({
            value: await measure(page, seconds, scrolls, seenDifferences),
          }));
        }
      } finally {
        isOver = true;
        await changing;
        await browser.close();
      }
    } finally {
      await center.close();
    }
  } finally {
    await stack.stop();
  }
  console.log('\n             frame ms p50   p95   p99  longest   long tasks  longest ms   busy   differences');
  for (const [name, { frameMs, longTasks, longestTaskMs, busy, differences }] of Object.entries(runs)) {
    const cells: [number | string, number][] = [
      [frameMs.p50, 12],
      [frameMs.p95, 6],
      [frameMs.p99, 6],
      [frameMs.longest, 9],
      [longTasks, 13],
      [longestTaskMs, 12],
      [`${(busy * 100).toFixed(0)} %`, 7],
      [differences, 14],
    ];
    console.log(`${name.padEnd(12)}${cells.map(([value, width]) => String(value).padStart(width)).join('')}`);
  }
  console.log(JSON.stringify({ seats, changesPerSecond: changes, runs }));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
}
