const storageKey = 'sansheng.alarmSound';
let context: AudioContext | null = null;

/** Whether this browser sounds alarms; on until somebody switches it off. */
export const hasAlarmSound = (): boolean => localStorage.getItem(storageKey) !== 'off';
export function switchAlarmSound(on: boolean): void {
  localStorage.setItem(storageKey, on ? 'on' : 'off');
  if (on) playAlarm('light');
}

/** Two short notes, three for serious alarms. Silent until the page has been clicked, or when turned off. */
export function playAlarm(weight: 'grave' | 'light'): void {
  if (!hasAlarmSound()) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
  const notes = weight === 'grave' ? [880, 660, 880] : [660, 880];
  notes.forEach((hz, i) => {
    const at = (context as AudioContext).currentTime + 0.02 + i * 0.16;
    const oscillator = (context as AudioContext).createOscillator();
    const gain = (context as AudioContext).createGain();
    oscillator.frequency.value = hz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.12, at + 0.02);
    gain.gain.linearRampToValueAtTime(0, at + 0.14);
    oscillator.connect(gain).connect((context as AudioContext).destination);
    oscillator.start(at);
    oscillator.stop(at + 0.15);
  });
}
