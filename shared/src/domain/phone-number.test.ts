import { describe, expect, it } from 'vitest';
import { calledNumber, canonicalNumber, dialledNumber, readNumber, showNumber } from './phone-number.ts';

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
  // National service numbers, as long as a telephone's or behind an area code that has lost its 0.
  ['95105105', null, '95105105', 'serviceNumber'],
  ['01095588', null, '95588', 'serviceNumber'],
  ['+861095588', null, '95588', 'serviceNumber'],
  ['+862112345', null, '12345', 'serviceNumber'],
  ['8695588', null, '95588', 'serviceNumber'],
  ['11185', null, '11185', 'serviceNumber'],
  ['116114', null, '116114', 'serviceNumber'],
  ['118114', null, '118114', 'serviceNumber'],
  ['1008611', null, '1008611', 'serviceNumber'],
  ['125800', null, '125800', 'serviceNumber'],
  // A second line on the same card, or a cheap way over long distance, before the number.
  ['1259313800001111', '+8613800001111', '13800001111', 'mobile'],
  ['12593013800001111', '+8613800001111', '13800001111', 'mobile'],
  ['17951075588888888', '+8675588888888', '0755 8888 8888', 'landline'],
  ['118334813800001111', '+8613800001111', '13800001111', 'mobile'],
  ['12590230013800001111', '+8613800001111', '13800001111', 'mobile'],
  ['12583113800001111', '+8613800001111', '13800001111', 'mobile'],
  ['+8612593013800001111', '+8613800001111', '13800001111', 'mobile'],
  // As people paste and tables write them.
  ['\u202d+86 138 0000 1111\u202c', '+8613800001111', '13800001111', 'mobile'],
  ['\u200b13800001111', '+8613800001111', '13800001111', 'mobile'],
  ['0755—88888888', '+8675588888888', '0755 8888 8888', 'landline'],
  ['0755–8888–8888', '+8675588888888', '0755 8888 8888', 'landline'],
  ["'13800001111", '+8613800001111', '13800001111', 'mobile'],
  ['13800001111(办公)', '+8613800001111', '13800001111', 'mobile'],
  ['13800001111（办公）', '+8613800001111', '13800001111', 'mobile'],
  ['13800001111.0', '+8613800001111', '13800001111', 'mobile'],
  ['', null, '', 'withheld'],
  ['0', null, '', 'withheld'],
  ['00000000', null, '', 'withheld'],
  ['\u200b', null, '', 'withheld'],
  ['Not available', null, '', 'withheld'],
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

it.each([
  ['13800001111', '+8613800001111', '013800001111', '8613800001111', '008613800001111', '1259313800001111'],
  ['01088881234', '+861088881234', '861088881234', '1088881234', '88881234', '010-8888 1234'],
  ['95588', '01095588', '+8695588', '+861095588'],
  ['+442079460000', '00442079460000'],
  ['1000', ' 1000 ', '10-00'],
])('of %s the number is the same in every spelling', (first, ...others) => {
  const canonical = canonicalNumber(readNumber(first, beijing));
  expect(canonical).not.toBe('');
  expect(others.map((other) => canonicalNumber(readNumber(other, beijing)))).toEqual(others.map(() => canonical));
});

it.each(['', 'anonymous', 'unavailable', 'Restricted', '0', '"x" <sip:anonymous@anonymous.invalid>'])(
  'who withholds the number (%s) is nobody',
  (raw) => expect(canonicalNumber(readNumber(raw, beijing))).toBe(''),
);

it.each([
  ['4008887777', '04008887777', '864008887777', '+864008887777', '00864008887777'],
  ['01088880000', '+861088880000', '861088880000', '1088880000', '88880000', '+861088880000;phone-context=cn'],
  ['95512', '01095512', '+861095512', '8695512'],
  ['4000', '+864000', '00864000'],
])('the hotline %s is found as %s and the rest', (hotline, ...dialled) => {
  expect(dialled.map((one) => calledNumber(one, beijing))).toEqual(dialled.map(() => calledNumber(hotline, beijing)));
});

it.each([
  ['+8613800138000', '13800138000'],
  ['1088881234', '01088881234'],
  ['12593013800001111', '13800001111'],
  ['00442079460000', '+442079460000'],
  ['01095588', '95588'],
])('%s is dialled as %s', (raw, dialled) => {
  expect(dialledNumber(readNumber(raw, beijing))).toBe(dialled);
});
