export const recordingRefusalWords = {
  recording: {
    refuses: '客户不同意录音',
    refusesHint: '打开后，与该客户的通话不再录音',
  },
};
