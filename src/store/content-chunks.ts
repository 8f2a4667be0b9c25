// Cuts bytes into chunks whose borders depend on the content alone, so that two bodies with a common
// part share its chunks wherever it stands. Pure. FastCDC: Xia et al., USENIX ATC 2016.

/** No chunk but the last of a body is smaller. */
export const MINIMUM_SIZE = 1024;
/** Up to here a cut is made unlikely, from here on likely: most chunks are near this size. */
export const NORMAL_SIZE = 4096;
export const MAXIMUM_SIZE = 16_384;

// 12 bits would give the normal size; two more and two less narrow the spread (the paper's "NC2").
// The highest bits are taken, for they depend on the most bytes: bit n on the last n + 1.
const MASK_BEFORE_NORMAL = 0xfffc_0000 | 0;
const MASK_AFTER_NORMAL = 0xffc0_0000 | 0;

const GEAR = gearTable();

/** Where the chunks of `bytes` end, in order; the last is `bytes.length`. Empty for no bytes. */
export function chunkEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  for (let start = 0; start < bytes.length;) {
    start = chunkEnd(bytes, start);
    ends.push(start);
  }
  return ends;
}

function chunkEnd(bytes: Uint8Array, start: number): number {
  const end = Math.min(bytes.length, start + MAXIMUM_SIZE);
  const normal = Math.min(end, start + NORMAL_SIZE);
  let position = Math.min(end, start + MINIMUM_SIZE);
  let fingerprint = 0;
  for (; position < normal; position++) {
    fingerprint = ((fingerprint << 1) + (GEAR[bytes[position] as number] as number)) | 0;
    if ((fingerprint & MASK_BEFORE_NORMAL) === 0) return position + 1;
  }
  for (; position < end; position++) {
    fingerprint = ((fingerprint << 1) + (GEAR[bytes[position] as number] as number)) | 0;
    if ((fingerprint & MASK_AFTER_NORMAL) === 0) return position + 1;
  }
  return end;
}

/** 256 fixed random numbers (mulberry32). Changing them only costs the sharing with older chunks. */
function gearTable(): Int32Array {
  let state = 0x616f_0001;
  return Int32Array.from({ length: 256 }, () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return mixed ^ (mixed >>> 14);
  });
}
