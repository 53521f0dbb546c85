import { afterEach, beforeEach, expect, it } from 'vitest';
import { Microphone, type MicrophoneState } from './microphone.ts';

/** What a browser returns after its permission prompt: the test answers it. */
class Track extends EventTarget {
  readyState = 'live';
  label = 'built-in';
  stop(): void {
    this.readyState = 'ended';
  }
}
let asked: ((allows: boolean) => Track)[];
beforeEach(() => {
  asked = [];
  const getUserMedia = () =>
    new Promise((resolve, reject) => {
      asked.push((allows) => {
        const track = new Track();
        const tracks = () => [track];
        if (allows) resolve({ active: true, getTracks: tracks, getAudioTracks: tracks });
        else reject(new DOMException('no', 'NotAllowedError'));
        return track;
      });
    });
  const mediaDevices = Object.assign(new EventTarget(), { getUserMedia, enumerateDevices: async () => [] });
  Object.defineProperty(navigator, 'mediaDevices', { value: mediaDevices, configurable: true });
});
afterEach(() => Reflect.deleteProperty(navigator, 'mediaDevices'));

function aMicrophone() {
  const states: MicrophoneState[] = [];
  return { microphone: new Microphone((state) => states.push(state)), states };
}

it('stays off when it is closed before the prompt is answered', async () => {
  const { microphone, states } = aMicrophone();
  const opening = microphone.open();
  microphone.close();
  const track = asked[0]?.(true);
  await opening;
  expect(track?.readyState).toBe('ended');
  expect(microphone.isOpen()).toBe(false);
  expect(states).toEqual(['asking']);
  const again = microphone.open();
  microphone.close();
  asked[1]?.(false);
  await again;
  expect(states).toEqual(['asking', 'asking']);
});

it('is the one that was chosen last, whichever the browser returns first', async () => {
  const { microphone, states } = aMicrophone();
  const opening = microphone.open();
  const choosing = microphone.choose('');
  const last = asked[1]?.(true);
  await choosing;
  const first = asked[0]?.(true);
  await opening;
  expect([first?.readyState, last?.readyState]).toEqual(['ended', 'live']);
  expect(states).toEqual(['asking', 'ok']);
  microphone.close();
  expect(last?.readyState).toBe('ended');
});
