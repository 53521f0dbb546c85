export const deskListWords = { deskList: { work: '处理' } };
