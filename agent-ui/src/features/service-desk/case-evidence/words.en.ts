import type { caseEvidenceWords as Words } from './words.ts';

export const caseEvidenceWords: typeof Words = {
  caseEvidence: {
    take: 'Evidence pack',
    title: 'Export the evidence pack',
    hint: 'A zip: what happened with the check of its chain of hashes, linked calls, attached files and a manifest. It holds customer data and restricted entries; who exported it, when and why goes into the audit log.',
    reason: 'Why it is exported',
  },
  audit: { things: { caseEvidence: 'Evidence pack' } },
};
