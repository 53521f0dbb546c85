import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

/** Where the parts of the local stack listen. All on loopback, but for RTP. */
export interface StackPorts {
  redis: number;
  mariadb: number;
  asteriskHttp: number;
  ami: number;
  /** UDP, the trunk's side. */
  sip: number;
  /** UDP, on which the server hears of Asterisk's SIP messages. */
  sipWatch: number;
  /** UDP, first and last port of the media. */
  rtpMin: number;
  rtpMax: number;
}

/** A TCP port that is free on loopback now. */
export function findFreeTcpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A UDP port that is free on loopback now. */
export function findFreeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/** Whether a TCP port can be listened on. */
export function isTcpPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Whether a UDP port can be bound. */
export function isUdpPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, host, () => socket.close(() => resolve(true)));
  });
}

const rtpRangeSize = 400;

/** Free ports for every part. The media range lies below the ports that the system hands out by itself. */
export async function findFreeStackPorts(): Promise<StackPorts> {
  const [redis, mariadb, asteriskHttp, ami, sip, sipWatch] = await Promise.all([
    findFreeTcpPort(),
    findFreeTcpPort(),
    findFreeTcpPort(),
    findFreeTcpPort(),
    findFreeUdpPort(),
    findFreeUdpPort(),
  ]);
  for (;;) {
    const rtpMin = randomInt(5_000, 15_500) * 2;
    const probes = [rtpMin, rtpMin + rtpRangeSize / 2, rtpMin + rtpRangeSize - 1];
    const free = await Promise.all(probes.map((port) => isUdpPortFree(port, '0.0.0.0')));
    if (free.every(Boolean))
      return { redis, mariadb, asteriskHttp, ami, sip, sipWatch, rtpMin, rtpMax: rtpMin + rtpRangeSize - 1 };
  }
}
