/** Types that the product brings. A center's own come beside them, from the database. */
import { CaseType, type CaseTypeData } from '../../../contracts/service-desk/case-types.ts';
import { claimStep } from './claim-step.ts';
import { complaint } from './complaint.ts';
import { enquiry } from './enquiry.ts';
import { memo } from './memo.ts';
import { outage } from './outage.ts';
import { workOrder } from './work-order.ts';

const data: CaseTypeData[] = [complaint, workOrder, outage, memo, enquiry, claimStep];

/** Throws ZodError for one that is not what a type has to be. */
export const shippedCaseTypes = (): CaseType[] => data.map((one) => CaseType.parse(one));
