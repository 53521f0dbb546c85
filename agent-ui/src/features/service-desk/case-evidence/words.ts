export const caseEvidenceWords = {
  caseEvidence: {
    take: '证据包',
    title: '导出证据包',
    hint: '一个 zip：经过及其哈希链的核对结果、关联通话、附件原件和清单。含客户信息和限阅内容；导出人、时间、理由写入审计日志。',
    reason: '导出理由',
  },
  audit: { things: { caseEvidence: '证据包' } },
};
