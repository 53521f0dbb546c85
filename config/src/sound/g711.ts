/** 16-bit samples as A-law (G.711), one byte each. */
export function encodeAlaw(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0;
    const sign = sample >= 0 ? 0x80 : 0;
    const magnitude = Math.min(32_635, sample >= 0 ? sample : -sample - 1);
    let exponent = 7;
    for (let mask = 0x4000; exponent > 0 && (magnitude & mask) === 0; mask >>= 1) exponent -= 1;
    const mantissa = (magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f;
    bytes[i] = (sign | (exponent << 4) | mantissa) ^ 0x55;
  }
  return bytes;
}

export function decodeAlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => {
    const value = byte ^ 0x55;
    const exponent = (value >> 4) & 7;
    const mantissa = ((value & 0x0f) << 4) + 8;
    const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
    return value & 0x80 ? magnitude : -magnitude;
  });
}

export function decodeUlaw(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => {
    const value = ~byte & 0xff;
    const magnitude = ((((value & 0x0f) << 3) + 0x84) << ((value >> 4) & 7)) - 0x84;
    return value & 0x80 ? -magnitude : magnitude;
  });
}
