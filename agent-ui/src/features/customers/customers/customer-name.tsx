import type { ComponentProps } from 'react';
import { TierMark } from './tier-mark.tsx';

/** Of a customer in a list; a dash for a number without a file. */
export function CustomerName({ name, tier }: { name: string | null } & ComponentProps<typeof TierMark>) {
  return (
    <>
      {name ?? '–'} <TierMark tier={tier} />
    </>
  );
}
