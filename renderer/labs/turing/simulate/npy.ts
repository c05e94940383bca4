/**
 * A float32 array as an .npy file, version 1.0: magic, version, header length, a Python dictionary padded with spaces so that
 * the values start at a multiple of 64 bytes.
 */
export function encodeNpy(shape: readonly number[], data: Float32Array): Uint8Array {
  const size = shape.reduce((a, b) => a * b, 1);
  if (size !== data.length)
    throw new RangeError(`shape ${shape.join('×')} does not hold ${data.length} values`);
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${tuple}), }`;
  const preamble = 10;
  const headerLength = Math.ceil((preamble + dictionary.length + 1) / 64) * 64 - preamble;
  const header = dictionary.padEnd(headerLength - 1, ' ') + '\n';
  const bytes = new Uint8Array(preamble + headerLength + 4 * size);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, headerLength & 0xff, headerLength >> 8]);
  bytes.set(new TextEncoder().encode(header), preamble);
  const values = new DataView(bytes.buffer, preamble + headerLength);
  data.forEach((value, index) => values.setFloat32(4 * index, value, true));
  return bytes;
}
