/** Texts that customers get by SMS. A variable is the number of the case, or a field of its type that customers may read. */
export interface NoticeTemplate {
  zh: string;
  en: string;
  /** Of an outage or of safety: told day and night. */
  isUrgent: boolean;
}

export const noticeTemplates: Readonly<Record<string, NoticeTemplate>> = {
  complaintTakenUp: {
    zh: '您的投诉已受理，编号 {caseNo}。我们会尽快核实并给您答复。',
    en: 'Your complaint was taken up under the number {caseNo}. We will look into it and answer you soon.',
    isUrgent: false,
  },
  workOrderDone: {
    zh: '您的报修 {caseNo} 已处理完毕：{work}。稍后我们会回访您，如仍有问题请直接告诉我们。',
    en: 'Your repair {caseNo} is done: {work}. We will call you about it; please tell us if anything is still wrong.',
    isUrgent: false,
  },
  outageAnnounced: {
    zh: '{service}抢修通知：{areas}受影响，{words}',
    en: '{service} outage: {areas} is affected. {words}',
    isUrgent: true,
  },
  outageNewEnd: {
    zh: '{areas}{service}抢修仍在进行，预计 {expectedEndAt} 恢复。给您带来不便，敬请谅解。',
    en: 'Repair of {service} in {areas} goes on; it should be over by {expectedEndAt}. We apologize for the trouble.',
    isUrgent: true,
  },
  outageRestored: {
    zh: '{areas}{service}已恢复。如您处仍有异常，请来电告知，抢修编号 {caseNo}。',
    en: '{service} in {areas} is restored. Please call us if anything is still wrong where you are; number {caseNo}.',
    isUrgent: true,
  },
};
