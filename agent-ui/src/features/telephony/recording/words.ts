export const recordingWords = {
  event: {
    'recording.started': '开始录音',
    'recording.omitted': '不录音：客户不同意',
    'recording.omittedByQueue': '不录音：队列设置',
    'recording.omittedDiskFull': '不录音：磁盘已满',
    'recording.paused': '坐席 {{agent}} 暂停录音',
    'recording.resumed': '暂停 {{paused}} 后继续录音（{{why}}）',
  },
  recording: {
    pause: '暂停录音',
    resume: '继续录音',
    recording: '录音中',
    paused: '录音已暂停',
    left: '{{time}} 后自动继续',
    off: '不录音',
    resumedBy: { seat: '坐席操作', limit: '到时自动', callEnded: '通话结束' },
  },
  errors: { notRecorded: '这通电话没有在录音。' },
};
