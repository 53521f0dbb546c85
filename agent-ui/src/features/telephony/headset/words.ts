export const headsetWords = {
  headset: {
    title: '耳麦按键',
    none: '未连接；连接后可用耳麦接听、挂断、静音。',
    linked: '已连接 {{name}}',
    link: '连接',
    change: '更换',
    unavailable: '此浏览器不支持耳麦按键，请用 Chrome 或 Edge 并通过 https:// 打开。',
  },
};
