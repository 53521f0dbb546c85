/** Chunk of a HEP packet that holds the message itself. */
const PAYLOAD = 0x000f;
const HEADER_BYTES = 6;

/**
 * The SIP message in a packet of the Homer Encapsulation Protocol, version 3, as Asterisk's res_hep sends them: `HEP3`,
 * the length, then chunks of vendor, type, length, each 16 bits, and data. Null: not such a packet.
 */
export function readHep(packet: Buffer): string | null {
  if (packet.length < HEADER_BYTES || packet.toString('latin1', 0, 4) !== 'HEP3') return null;
  for (let at = HEADER_BYTES; at + HEADER_BYTES <= packet.length; ) {
    const length = packet.readUInt16BE(at + 4);
    if (length < HEADER_BYTES || at + length > packet.length) return null;
    if (packet.readUInt16BE(at) === 0 && packet.readUInt16BE(at + 2) === PAYLOAD)
      return packet.toString('utf8', at + HEADER_BYTES, at + length);
    at += length;
  }
  return null;
}
