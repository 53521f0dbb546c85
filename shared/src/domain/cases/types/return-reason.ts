import type { CaseTypeData } from '../../../contracts/service-desk/case-types.ts';

/** Why a department gives a case back: asked with words by every type that is dispatched. */
export const returnReason: CaseTypeData['fields'][number] = {
  key: 'returnReason',
  name: { zh: '退回原因', en: 'Why it is returned' },
  kind: 'choice',
  visibility: 'department',
  choices: [
    { key: 'notOurs', name: { zh: '权属不清', en: 'Not ours' } },
    { key: 'wrongAddress', name: { zh: '地址不符', en: 'Wrong address' } },
    { key: 'noCapacity', name: { zh: '无人可派', en: 'Nobody free' } },
    { key: 'missingFacts', name: { zh: '信息不全', en: 'Facts missing' } },
    { key: 'other', name: { zh: '其他', en: 'Other' } },
  ],
};
