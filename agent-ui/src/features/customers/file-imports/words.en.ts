import type { fileImportsWords as Words } from './words.ts';

export const fileImportsWords: typeof Words = {
  fileImports: {
    choose: 'Choose or drop a file',
    states: {
      checking: 'Checking',
      checked: 'Checked, nothing imported yet',
      importing: 'Importing',
      done: 'Imported',
      failed: 'Not imported',
      cancelled: 'Cancelled',
    },
    failures: {
      unreadable: 'The file cannot be read. Save it as xlsx or as csv in UTF-8.',
      empty: 'The file has no data.',
      tooManyLines: 'Too many lines. Split the file.',
      changedMeanwhile: 'After the check, a number was assigned to another customer. Check again.',
      internal: 'The import failed. Nothing was imported.',
    },
    counts: { added: 'New', changed: 'Changed', skipped: 'Skipped', faulty: 'With errors' },
    go: 'Import {{n}}',
    nothing: 'Nothing to import',
    line: 'Line',
    column: 'Column',
    fault: 'Problem',
    faultsCut: 'Only the first {{n}} are listed',
    another: 'Import another',
  },
};
