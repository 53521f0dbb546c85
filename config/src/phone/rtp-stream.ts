import { type Socket, createSocket } from 'node:dgram';
import { randomBytes } from 'node:crypto';
import { decodeAlaw, decodeUlaw, encodeAlaw } from '../sound/g711.ts';

const samplesPerPacket = 160;
const packetMs = 20;
const keyPayloadType = 101;
const keyCodes = '0123456789*#';
/** A key lasts 160 ms, its end is sent three times, and as much silence follows. */
const keyPackets = 8;
const keyEndPackets = 3;
/** From the beginning of one key to that of the next. */
export const keySpacingMs = (2 * keyPackets + 1) * packetMs;

/** Sends sound as A-law and collects what comes back. 8 kHz, a packet every 20 ms. */
export class RtpStream {
  readonly #socket: Socket;
  readonly #payload: Uint8Array;
  readonly port: number;
  packetsSent = 0;
  packetsReceived = 0;
  /** A key of the other side, once. */
  onKey: (key: string) => void = () => {};
  #keyHeardAt = -1;
  #heard: Int16Array[] = [];
  /** Keys still to be sent; for the first one, how many packets have been sent. */
  #keys: number[] = [];
  #keyPacketsSent = 0;
  #timer: NodeJS.Timeout | null = null;
  #to = { host: '', port: 0 };
  #isClosed = false;

  private constructor(socket: Socket, samples: Int16Array) {
    this.#socket = socket;
    this.port = socket.address().port;
    // Whole packets, so that the loop has no seam in the middle of one.
    const length = Math.max(1, Math.ceil(samples.length / samplesPerPacket)) * samplesPerPacket;
    const padded = new Int16Array(length);
    padded.set(samples);
    this.#payload = encodeAlaw(padded);
    socket.on('message', (packet) => this.#receive(packet));
    socket.on('error', () => {});
  }

  /** `samples` are sent over and over. */
  static async open(host: string, samples: Int16Array): Promise<RtpStream> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, host, resolve);
    });
    return new RtpStream(socket, samples);
  }

  /** Begins to send; a second call changes where to. */
  sendTo(host: string, port: number): void {
    this.#to = { host, port };
    if (this.#timer || this.#isClosed) return;
    const header = Buffer.alloc(12);
    header[0] = 0x80;
    header[1] = 8;
    randomBytes(4).copy(header, 8);
    let sequence = randomBytes(2).readUInt16BE();
    let timestamp = randomBytes(4).readUInt32BE();
    const begunAtMs = performance.now();
    // Counted from the beginning, so that a late timer does not slow the sound down.
    this.#timer = setInterval(() => {
      while (this.packetsSent * packetMs <= performance.now() - begunAtMs) {
        const key = this.#nextKeyPacket();
        header[1] = key ? keyPayloadType | (key.isFirst ? 0x80 : 0) : 8;
        header.writeUInt16BE(sequence, 2);
        // All packets of one key bear the time at which it was pressed.
        header.writeUInt32BE((timestamp - (key?.sinceSamples ?? 0)) >>> 0, 4);
        const at = (this.packetsSent * samplesPerPacket) % this.#payload.length;
        const payload = key?.payload ?? this.#payload.subarray(at, at + samplesPerPacket);
        // A copy: the packet leaves after the address was looked up, when the header may be the next one.
        this.#socket.send([Buffer.from(header), payload], this.#to.port, this.#to.host);
        sequence = (sequence + 1) & 0xffff;
        timestamp = (timestamp + samplesPerPacket) >>> 0;
        this.packetsSent += 1;
      }
    }, 10);
  }

  /** Stops sending until it gets a new destination, and forgets what it has heard and the keys not sent yet. */
  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.packetsSent = 0;
    this.#heard = [];
    this.#keys = [];
    this.#keyPacketsSent = 0;
  }

  /** Presses keys one after another (RFC 4733), instead of the audio. Anything but 0-9, * and # is skipped. */
  press(keys: string): void {
    this.#keys.push(...[...keys].map((key) => keyCodes.indexOf(key)).filter((code) => code >= 0));
  }

  #nextKeyPacket(): { payload: Uint8Array; sinceSamples: number; isFirst: boolean } | null {
    const [code] = this.#keys;
    if (code === undefined) return null;
    const sent = this.#keyPacketsSent;
    this.#keyPacketsSent += 1;
    if (this.#keyPacketsSent > 2 * keyPackets) {
      this.#keys.shift();
      this.#keyPacketsSent = 0;
    }
    if (sent >= keyPackets + keyEndPackets) return null;
    const duration = Math.min(sent + 1, keyPackets) * samplesPerPacket;
    const end = sent >= keyPackets ? 0x80 : 0;
    const payload = Uint8Array.of(code, end | 10, duration >> 8, duration & 0xff);
    return { payload, sinceSamples: sent * samplesPerPacket, isFirst: sent === 0 };
  }

  /** What was heard since the last call. */
  takeHeard(): Int16Array {
    const parts = this.#heard;
    this.#heard = [];
    const all = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  close(): void {
    this.stop();
    this.#isClosed = true;
    this.#socket.close();
  }

  #receive(packet: Buffer): void {
    if (packet.length < 13 || (packet[0] ?? 0) >> 6 !== 2) return;
    const type = (packet[1] ?? 0) & 0x7f;
    // All packets of one key bear one time.
    if (type === keyPayloadType && packet.readUInt32BE(4) !== this.#keyHeardAt) {
      this.#keyHeardAt = packet.readUInt32BE(4);
      this.onKey(keyCodes[packet[12] ?? 16] ?? '');
    }
    if (type !== 8 && type !== 0) return;
    this.packetsReceived += 1;
    const payload = packet.subarray(12 + ((packet[0] ?? 0) & 0x0f) * 4);
    this.#heard.push(type === 8 ? decodeAlaw(payload) : decodeUlaw(payload));
  }
}
