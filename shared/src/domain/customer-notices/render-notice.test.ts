import { describe, expect, it } from 'vitest';
import type { CaseType } from '../../contracts/service-desk/case-types.ts';
import { shippedCaseTypes } from '../cases/types/index.ts';
import { checkNotices, renderNotice, variablesOf } from './render-notice.ts';
import { noticeTemplates } from './templates.ts';

const types = shippedCaseTypes();
const outage = types.find(({ key }) => key === 'outage') as CaseType;
const given = {
  type: outage,
  caseNo: 'QX20261130-0001',
  fields: {
    service: 'gas',
    areas: '望京花园',
    expectedEndAt: Date.parse('2026-11-30T14:30:00+08:00'),
    cause: '管道老化',
  },
  timeZone: 'Asia/Shanghai',
};

describe('a notice', () => {
  it.each([
    ['zh', '望京花园燃气抢修仍在进行，预计 2026-11-30 14:30 恢复。给您带来不便，敬请谅解。'],
    ['en', 'Repair of Gas in 望京花园 goes on; it should be over by 2026-11-30 14:30. We apologize for the trouble.'],
  ] as const)('names times, choices and places in words: %s', (language, text) => {
    expect(renderNotice('outageNewEnd', { ...given, language })).toEqual({ kind: 'rendered', text });
  });

  it.each([[undefined], [null], ['  ']])('is refused for a variable that is empty: %s', (words) => {
    const fields = { ...given.fields, words };
    expect(renderNotice('outageAnnounced', { ...given, fields, language: 'zh' })).toEqual({
      kind: 'empty',
      variable: 'words',
    });
  });

  it('takes what a customer wrote as it is, and no variable out of it', () => {
    const fields = { ...given.fields, words: '{cause} $& <b>' };
    const { text } = renderNotice('outageAnnounced', { ...given, fields, language: 'zh' }) as { text: string };
    expect(text).toContain('{cause} $& <b>');
    expect(text).not.toContain('管道老化');
  });
});

describe('the templates', () => {
  it('are there for all that customers are told, and tell only what customers may read', () => {
    expect(checkNotices(types)).toEqual([]);
  });

  it('name the same variables in both languages', () => {
    for (const { zh, en } of Object.values(noticeTemplates))
      expect(variablesOf(zh).toSorted()).toEqual(variablesOf(en).toSorted());
  });

  it('are refused where a field is not for customers, or none is there', () => {
    const hidden = outage.fields.map((field) => ({ ...field, visibility: 'internal' as const }));
    expect(checkNotices([{ ...outage, fields: hidden }])).toContain(
      'outage: outageNewEnd tells customers expectedEndAt',
    );
    const transitions = outage.transitions.map((one) => ({
      ...one,
      effects: [{ do: 'notify' as const, template: 'gone', whom: 'customer' as const }],
    }));
    expect(checkNotices([{ ...outage, transitions }])).toContain('outage: no template gone');
  });
});
