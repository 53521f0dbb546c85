export const coachingWords = {
  audit: { things: { coaching: '监听与辅导' } },
  lead: {
    coaching: {
      title: '监听与辅导',
      connecting: '正在接入通话…',
      with: '在 {{seat}} 的通话里',
      held: '客户正在听保持音乐。',
      roles: { listen: '监听', whisper: '耳语', barge: '强插' },
      heard: {
        listen: '没有人听得见您。',
        whisper: '只有坐席听得见您，客户听不见。',
        barge: '客户和坐席都听得见您。',
      },
      coached: {
        listen: '{{lead}} 正在监听，没有人听得见',
        whisper: '{{lead}} 正在耳语，只有您听得见',
        barge: '{{lead}} 已加入通话，客户也听得见',
      },
      takeOver: '接管通话',
      takeOverSure: '接管 {{seat}} 的通话？通话归您，坐席进入话后处理。',
      leave: '退出',
    },
  },
  errors: { ownSeatBusy: '您自己的坐席正忙，先结束手上的通话。' },
};
