import type { settingKitWords as Words } from './words.ts';

export const settingKitWords: typeof Words = {
  nav: { admin: 'Admin' },
  settingUsers: {
    hotline: 'hotline {{name}}',
    menu: 'menu “{{name}}”',
    overflow: 'overflow of “{{name}}”',
    closedLine: 'closed line of “{{name}}”',
    borrowing: 'borrowed agents of “{{name}}”',
    queue: 'queue “{{name}}”',
    person: '{{name}}',
    category: 'category “{{name}}” under it',
  },
  admin: {
    title: 'Administration',
    empty: 'Nothing here yet',
    emptyHint: 'Start with "Add" at the top right.',
    addTitle: 'Add: {{what}}',
    editTitle: 'Edit: {{what}}',
    removeSure: 'Delete {{name}}?',
    saved: 'Saved',
    faster: '{{who}} changed this at {{time}}, so your change was not saved',
    fasterSomebody: 'Somebody changed this after you opened it, so your change was not saved',
    fasterHint:
      'Your input is still here. Fields that they changed and you did not now show their values. Check them, then save again.',
    fasterTheirs: '{{field}}: {{from}} → {{to}} (their change)',
    fasterBoth: '{{field}}: they set {{theirs}}, you have {{own}} (yours is kept)',
    removed: 'Deleted',
    name: 'Name',
    nameEn: 'English name',
    isActive: 'Active',
    active: 'active',
    inactive: 'inactive',
    id: 'Id',
    idHint: 'Lower-case letters, digits, hyphens',
    fieldWrong: 'Please check this field',
    find: 'Filter',
  },
  errors: {
    changedMeanwhileBy: '{{who}} was faster, so this was not saved. See how it stands now, then go on.',
    changedMeanwhile:
      'Somebody changed this after you opened it, so it was not saved. Compare it with the current version, then save again.',
    stillUsed: 'It is still in use. Change that first, then delete it.',
    stillUsedBy: 'Still used by {{users}}. Change that first, then switch it off or delete it.',
  },
};
