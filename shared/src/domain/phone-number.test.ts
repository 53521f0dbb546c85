import { describe, expect, it } from 'vitest';
import { readNumber, showNumber } from './phone-number.ts';

const beijing = { country: 'CN', areaCode: '10' };

const table: [raw: string, e164: string | null, shown: string, kind: string][] = [
  ['13800138000', '+8613800138000', '13800138000', 'mobile'],
  ['013800138000', '+8613800138000', '13800138000', 'mobile'],
  ['8613800138000', '+8613800138000', '13800138000', 'mobile'],
  ['+8613800138000', '+8613800138000', '13800138000', 'mobile'],
  ['008613800138000', '+8613800138000', '13800138000', 'mobile'],
  ['+86 138-0013-8000', '+8613800138000', '13800138000', 'mobile'],
  ['１３８００１３８０００', '+8613800138000', '13800138000', 'mobile'],
  ['19912345678', '+8619912345678', '19912345678', 'mobile'],
  ['01088881234', '+861088881234', '010 8888 1234', 'landline'],
  ['010-88881234', '+861088881234', '010 8888 1234', 'landline'],
  ['88881234', '+861088881234', '010 8888 1234', 'landline'],
  ['861088881234', '+861088881234', '010 8888 1234', 'landline'],
  ['+861088881234', '+861088881234', '010 8888 1234', 'landline'],
  ['02161234567', '+862161234567', '021 6123 4567', 'landline'],
  ['075588881234', '+8675588881234', '0755 8888 1234', 'landline'],
  ['4008100000', '+864008100000', '400 810 0000', 'serviceNumber'],
  ['8008100000', '+868008100000', '800 810 0000', 'serviceNumber'],
  ['10086', null, '10086', 'serviceNumber'],
  ['95588', null, '95588', 'serviceNumber'],
  ['01012345', null, '12345', 'serviceNumber'],
  ['110', null, '110', 'serviceNumber'],
  ['00442079460000', '+442079460000', '+44 20 7946 0000', 'international'],
  ['+12025550100', '+12025550100', '+1 202 555 0100', 'international'],
  ['+85221234567', '+85221234567', '+852 2123 4567', 'international'],
  ['', null, '', 'withheld'],
  ['anonymous', null, '', 'withheld'],
  ['"Anonymous" <sip:anonymous@anonymous.invalid>', null, '', 'withheld'],
  ['unavailable', null, '', 'withheld'],
  ['Restricted', null, '', 'withheld'],
  ['"Wang" <sip:+8613800138000;phone-context=cn@10.0.0.1:5060;user=phone>', '+8613800138000', '13800138000', 'mobile'],
  ['sip:%2B8613800138000@carrier', '+8613800138000', '13800138000', 'mobile'],
  ['tel:+86-10-8888-1234', '+861088881234', '010 8888 1234', 'landline'],
  ['1380013800', null, '1380013800', 'malformed'],
  ['138001380001', null, '138001380001', 'malformed'],
  ['+8612', null, '+8612', 'malformed'],
  ['alice', null, 'alice', 'malformed'],
  ['%E0%A4%A', null, '%E0%A4%A', 'malformed'],
  ['99999999999999999999999999', null, '99999999999999999999999999', 'malformed'],
];

describe('reading a number in Beijing', () => {
  it.each(table)('%s', (raw, e164, shown, kind) => {
    expect(readNumber(raw, beijing)).toEqual({ e164, shown, kind });
  });
});

it('gives seven-digit numbers the area code of a smaller city', () => {
  expect(readNumber('6123456', { country: 'CN', areaCode: '551' }).e164).toBeNull();
  expect(readNumber('6123456', { country: 'CN', areaCode: '310' }).e164).toBe('+863106123456');
});

it('shows what is stored', () => {
  expect(showNumber('+8613800138000', 'CN')).toBe('13800138000');
  expect(showNumber('+442079460000', 'CN')).toBe('+44 20 7946 0000');
  expect(showNumber('95588', 'CN')).toBe('95588');
  expect(showNumber('', 'CN')).toBe('');
});
