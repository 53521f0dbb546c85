export const deskWords = { nav: { desk: '坐席工作台' } };
