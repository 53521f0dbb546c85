import {
  type CountryCode,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/max';

export type NumberKind = 'mobile' | 'landline' | 'serviceNumber' | 'international' | 'withheld' | 'malformed';

export interface ReadNumber {
  /** Null when there is none: withheld, malformed, and short numbers (10086) that no one can dial from abroad. */
  e164: string | null;
  /** As people of the center's country write it: 13800138000, 010 8888 1234, 400 810 0000, +44 20 7946 0000. */
  shown: string;
  kind: NumberKind;
}

export interface NumberPlan {
  /** ISO 3166 alpha-2 of the center. */
  country: string;
  /** Area code of the center without the trunk 0: Beijing is 10. Local landline numbers get it. */
  areaCode: string;
}

const withheldWords =
  /^(anonymous|unavailable|not[ _-]?available|restricted|private|unknown|withheld|unassigned|hidden|blocked|0+)$/i;
/** Short numbers of carriers, banks, cities and emergency services; those of 95 and 96 may be as long as a telephone's. */
const chineseShortNumber = /^(1[12]\d|11\d{3}|11[68]114|100\d{2,4}|12\d{3}|1258\d\d|95\d{3,6}|96\d{3,4})$/;
const chineseAreaCode = /^0(10|2\d|[3-9]\d\d)/;
const chineseMobile = /^1[3-9]\d{9}$/;
/** What second lines on one card (12583, 118334) and cheap long-distance ways (17951) put before the caller's number. */
const chinesePrefix =
  /^(12583\d|12593|12590(230)?|11833\d{1,2}|11808|10193|179\d\d)(?=0{0,2}1[3-9]\d{9}$|0[1-9]\d{8,10}$)0?(?=0\d|1[3-9])/;

/**
 * Reads a caller's or a dialled number as carriers, people and SIP headers write it.
 * `raw` may be a bare number, the user part of a SIP address, or a whole name-addr.
 */
export function readNumber(raw: string, plan: NumberPlan): ReadNumber {
  const text = plainText(userPart(raw));
  if (text === '' || withheldWords.test(text)) return { e164: null, shown: '', kind: 'withheld' };
  const digits = text.replace(/[\s().\-/]/g, '').replace(/^00(?=[1-9])/, '+');
  const malformed: ReadNumber = { e164: null, shown: text.slice(0, 32), kind: 'malformed' };
  if (!/^\+?\d{3,20}$/.test(digits)) return malformed;

  if (plan.country === 'CN') {
    const known = readChinese(digits);
    if (known !== null) return known;
  }
  const isLocal = /^[2-9]\d{6,7}$/.test(digits) && plan.areaCode !== '';
  const bare = plan.country === 'CN' ? digits.replace(/^\+?86/, '').replace(chinesePrefix, '') : digits;
  const candidates = isLocal ? [plan.areaCode + digits] : [digits, `+${digits}`, bare];
  for (const candidate of candidates) {
    const number = parsePhoneNumberFromString(candidate, plan.country as CountryCode);
    if (number?.isValid()) return describe(number, plan.country);
  }
  // The country without its plus, before a number that no telephone has.
  const short = plan.country === 'CN' && digits.startsWith('86') ? digits.slice(2) : '';
  if (chineseShortNumber.test(short)) return { e164: null, shown: short, kind: 'serviceNumber' };
  // Abroad the tables may be behind; a length that fits is believed when the country was spelled out.
  const foreign = digits.startsWith('+') ? parsePhoneNumberFromString(digits) : undefined;
  if (foreign?.isPossible() && foreign.country !== plan.country) return describe(foreign, plan.country);
  return malformed;
}

/** Mobile and short numbers of China; null for all others. */
function readChinese(digits: string): ReadNumber | null {
  const isWithCountry = digits.startsWith('+86');
  const bare = digits.replace(/^\+86/, '').replace(chinesePrefix, '');
  const mobile = bare.replace(/^(0|86)(?=1[3-9]\d{9}$)/, '');
  // Carriers open mobile ranges faster than number tables follow: the shape is enough.
  if (chineseMobile.test(mobile)) return { e164: `+86${mobile}`, shown: mobile, kind: 'mobile' };
  // With the country before it, an area code has lost its 0.
  const withArea = isWithCountry && !bare.startsWith('0') ? `0${bare}` : bare;
  const short = [bare, withArea.replace(chineseAreaCode, '')].find((one) => chineseShortNumber.test(one));
  return short === undefined ? null : { e164: null, shown: short, kind: 'serviceNumber' };
}

/**
 * What tells one number from another, whatever the spelling: by it live state, limits and lists know who somebody is.
 * E.164, a short number, or a text that is no number as it came; '' of who withholds it: such callers are nobody's
 * equal.
 */
export function canonicalNumber({ e164, shown }: ReadNumber): string {
  return e164 ?? shown.replace(/[\s().\-/]/g, '');
}

/** Whether a canonical number is one that can be dialled, and not a text. */
export const isDialable = (canonical: string): boolean => /^\+?\d{3,20}$/.test(canonical);

/** As it is dialled: within the country as people there dial it, else with the country. */
export function dialledNumber(number: ReadNumber): string {
  return number.kind === 'international' ? canonicalNumber(number) : number.shown.replace(/\D/g, '');
}

/**
 * What tells one of the center's own numbers from another. Of an extension that a neighbouring exchange sends by itself
 * (4000) no table knows: its digits.
 */
export function calledNumber(raw: string, plan: NumberPlan): string {
  const canonical = canonicalNumber(readNumber(raw, plan));
  return plan.country === 'CN' ? canonical.replace(/^(\+|00)86(?=\d{1,6}$)/, '') : canonical;
}

/** How a stored number is shown: `stored` is E.164 or, when it could not be read, what the carrier sent. */
export function showNumber(stored: string, country: string): string {
  const number = stored.startsWith('+') ? parsePhoneNumberFromString(stored) : undefined;
  return number === undefined ? stored : describe(number, country).shown;
}

function describe(number: PhoneNumber, country: string): ReadNumber {
  // The tables name no country for ranges they do not know; the calling code still does.
  const isHome = number.country
    ? number.country === country
    : number.countryCallingCode === getCountryCallingCode(country as CountryCode);
  if (!isHome) {
    return { e164: number.number, shown: number.formatInternational(), kind: 'international' };
  }
  const type = number.getType();
  if (type === 'MOBILE') return { e164: number.number, shown: number.nationalNumber, kind: 'mobile' };
  const isService = type !== 'FIXED_LINE' && type !== 'FIXED_LINE_OR_MOBILE' && type !== 'VOIP';
  return { e164: number.number, shown: number.formatNational(), kind: isService ? 'serviceNumber' : 'landline' };
}

/** Without what people, tables and phones put around a number: marks nobody sees, dashes of all lengths, a note in brackets. */
function plainText(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\([^()\d]*\)$/, '')
    .replace(/^['‘’`]/, '')
    .replace(/^(\d{7,})\.0$/, '$1')
    .trim();
}

/** `"Wang" <sip:+86138...;phone-context=x@host;user=phone>` -> `+86138...` */
function userPart(raw: string): string {
  const bracketed = /<([^>]*)>/.exec(raw)?.[1] ?? raw;
  const address = bracketed.normalize('NFKC').trim();
  const user = address.replace(/^(sips?|tel):/i, '').replace(/[@;].*$/s, '');
  try {
    return decodeURIComponent(user).replaceAll('"', '').trim();
  } catch {
    return user;
  }
}
