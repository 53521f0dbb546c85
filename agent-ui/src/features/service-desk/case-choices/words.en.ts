import type { caseChoicesWords as Words } from './words.ts';

export const caseChoicesWords: typeof Words = {
  caseChoices: {
    category: 'Category',
    area: 'Area',
    categoryHint: 'Pinyin initials or words, e.g. dw',
    departmentHint: 'Name or pinyin initials',
    areaHint: 'Name or pinyin initials',
    personHint: 'Number or name',
    none: 'Nothing found',
    noAreas: 'No areas yet: add them in the desk settings',
  },
};
