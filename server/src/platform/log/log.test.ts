import { expect, it } from 'vitest';
import { createLogger, logOfCall } from './log.ts';

it('blanks secrets wherever a line may carry them, and names the call', () => {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', name: 'test' }, { write: (line) => void lines.push(line) });
  logOfCall(log, 'c1').info(
    {
      password: 'sesame',
      body: { password: 'sesame', sipPassword: 'sesame', employeeNo: '1001' },
      request: { headers: { cookie: 'sesame', authorization: 'sesame' } },
      csrfToken: 'sesame',
    },
    'line',
  );
  expect(lines[0]).not.toContain('sesame');
  expect(JSON.parse(lines[0] as string)).toMatchObject({ callId: 'c1', level: 'info', body: { employeeNo: '1001' } });
});
