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

const withheldWords = /^(anonymous|unavailable|restricted|private|unknown|withheld|unassigned)$/i;
/** Short numbers of carriers, banks, cities and emergency services. */
const chineseShortNumber = /^(1[12]\d|100\d{2,3}|12\d{3}|95\d{3,5}|96\d{3,4})$/;
const chineseAreaCode = /^0(10|2\d|[3-9]\d\d)/;
const chineseMobile = /^1[3-9]\d{9}$/;

/**
 * Reads a caller's or a dialled number as carriers, people and SIP headers write it.
 * `raw` may be a bare number, the user part of a SIP address, or a whole name-addr.
 */
export function readNumber(raw: string, plan: NumberPlan): ReadNumber {
  const text = userPart(raw);
  if (text === '' || withheldWords.test(text)) return { e164: null, shown: '', kind: 'withheld' };
  const digits = text.replace(/[\s().\-/]/g, '').replace(/^00(?=[1-9])/, '+');
  const malformed: ReadNumber = { e164: null, shown: text.slice(0, 32), kind: 'malformed' };
  if (!/^\+?\d{3,20}$/.test(digits)) return malformed;

  if (plan.country === 'CN') {
    const bare = digits.replace(/^\+86/, '');
    const mobile = bare.replace(/^(0|86)(?=1[3-9]\d{9}$)/, '');
    // Carriers open mobile ranges faster than number tables follow: the shape is enough.
    if (!mobile.startsWith('+') && chineseMobile.test(mobile)) {
      return { e164: `+86${mobile}`, shown: mobile, kind: 'mobile' };
    }
    const short = bare.replace(chineseAreaCode, '');
    if (chineseShortNumber.test(bare) || (short !== bare && chineseShortNumber.test(short))) {
      return { e164: null, shown: short, kind: 'serviceNumber' };
    }
  }
  const isLocal = /^[2-9]\d{6,7}$/.test(digits) && plan.areaCode !== '';
  const candidates = isLocal ? [plan.areaCode + digits] : [digits, `+${digits}`];
  for (const candidate of candidates) {
    const number = parsePhoneNumberFromString(candidate, plan.country as CountryCode);
    if (number?.isValid()) return describe(number, plan.country);
  }
  // Abroad the tables may be behind; a length that fits is believed when the country was spelled out.
  const foreign = digits.startsWith('+') ? parsePhoneNumberFromString(digits) : undefined;
  if (foreign?.isPossible() && foreign.country !== plan.country) return describe(foreign, plan.country);
  return malformed;
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
