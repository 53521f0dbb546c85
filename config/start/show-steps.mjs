// Plain JavaScript: it also runs before the packages, and with them TypeScript, are installed.

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/**
 * Shows steps: one line each with its time when it is done; on a terminal also a moving line for those that run.
 * @param {NodeJS.WriteStream} out
 * @returns {(step: {name: string, state: 'begun' | 'progress' | 'done' | 'failed', detail?: string, elapsedMs: number}) => void}
 */
export function showSteps(out = process.stdout) {
  /** @type {Map<string, {begunAtMs: number, detail: string, shownAtMs: number}>} */
  const running = new Map();
  /** @type {ReturnType<typeof setInterval> | null} */
  let timer = null;
  let frame = 0;

  const clear = () => {
    if (out.isTTY) out.write('\r\x1b[K');
  };
  const draw = () => {
    if (!out.isTTY || running.size === 0) return;
    const texts = [...running].map(([name, { begunAtMs, detail }]) => {
      const seconds = Math.floor((performance.now() - begunAtMs) / 1000);
      return `${name}${seconds > 0 ? ` ${seconds} s` : ''}${detail ? `: ${detail}` : ''}`;
    });
    const line = `${frames[frame % frames.length]} ${texts.join(' · ')}`;
    out.write(`\r\x1b[K${line.slice(0, (out.columns || 80) - 1)}`);
  };
  const finish = (mark, name, elapsedMs, detail) => {
    running.delete(name);
    clear();
    const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
    out.write(`${mark} ${name.padEnd(16)} ${seconds.padStart(7)}  ${detail ?? ''}`.trimEnd() + '\n');
    if (running.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
    draw();
  };

  return ({ name, state, detail, elapsedMs }) => {
    if (state === 'done') return finish('✔', name, elapsedMs, detail);
    // The reason follows as a sentence of its own.
    if (state === 'failed') return finish('✘', name, elapsedMs, '');
    const now = performance.now();
    const entry = running.get(name) ?? { begunAtMs: now - elapsedMs, detail: '', shownAtMs: now };
    entry.detail = detail ?? '';
    running.set(name, entry);
    if (out.isTTY) {
      timer ??= setInterval(() => {
        frame += 1;
        draw();
      }, 100).unref();
      draw();
    } else if (detail && now - entry.shownAtMs > 5000) {
      // In a log: a sign of life now and then.
      entry.shownAtMs = now;
      out.write(`  ${name}: ${detail}\n`);
    }
  };
}
