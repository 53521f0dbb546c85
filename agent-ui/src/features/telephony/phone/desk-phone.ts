import { DeskPhone } from '@sansheng/shared/contracts/telephony/phone';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../../rest/rest.ts';

export const deskPhoneKey = ['phone', 'desk-phone'];
/** Interval of checking for a telephone that is being set up. */
const LOOK_MS = 3000;

/** The account of this seat's desk phone; undefined before it is known. */
export function useDeskPhone(isLookedFor: boolean): DeskPhone | undefined {
  return useQuery({
    queryKey: deskPhoneKey,
    queryFn: () => request(DeskPhone, 'GET', '/phone/desk-phone'),
    refetchInterval: isLookedFor && LOOK_MS,
  }).data;
}
