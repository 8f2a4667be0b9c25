// A set of 32-bit keys that grows with what it holds and never beyond a fixed size: exact while small,
// then one bit per key. It never forgets a key; once it is a bit field it may claim one too many.

/** Slots of the exact form before it turns into bits: 16 MB, about 2.7 million keys. */
const EXACT_SLOTS = 1 << 22;

/** Keys seen so far. `bitsLog2` sets the size of the final form: 29 is 64 MB. */
export class SeenSet {
  private slots: Uint32Array = new Uint32Array(1 << 10);
  private size = 0;
  private bits: Uint32Array | null = null;
  private readonly bitsLog2: number;
  private readonly exactSlots: number;

  constructor(bitsLog2: number, exactSlots = EXACT_SLOTS) {
    this.bitsLog2 = bitsLog2;
    this.exactSlots = exactSlots;
  }

  /** Adds a key other than 0. */
  add(key: number): void {
    if (this.bits !== null) this.setBit(this.bits, key);
    else if (this.insert(this.slots, key)) {
      this.size++;
      if (this.size > this.slots.length * 0.65) this.grow();
    }
  }

  has(key: number): boolean {
    if (this.bits !== null) {
      const bit = key >>> (32 - this.bitsLog2);
      return (((this.bits[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
    }
    const mask = this.slots.length - 1;
    for (let slot = key & mask; ; slot = (slot + 1) & mask) {
      const found = this.slots[slot];
      if (found === key) return true;
      if (found === 0) return false;
    }
  }

  /** Bytes held. */
  get bytes(): number {
    return (this.bits ?? this.slots).byteLength;
  }

  /** Calls `visit` with each key while the set is exact; an inexact one has no keys to tell. */
  forEach(visit: (key: number) => void): void {
    const mask = this.slots.length - 1;
    // Not in order of the slots: put into a smaller table in that order, the keys would pile up.
    for (let index = 0; index <= mask; index++) {
      const key = this.slots[Math.imul(index, 0x9e3779b1) & mask] ?? 0;
      if (key !== 0) visit(key);
    }
  }

  private insert(slots: Uint32Array, key: number): boolean {
    const mask = slots.length - 1;
    for (let slot = key & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot];
      if (found === key) return false;
      if (found === 0) {
        slots[slot] = key;
        return true;
      }
    }
  }

  private grow(): void {
    const old = this.slots;
    if (old.length * 2 > this.exactSlots) {
      const bits = new Uint32Array(1 << (this.bitsLog2 - 5));
      for (const key of old) if (key !== 0) this.setBit(bits, key);
      this.bits = bits;
      this.slots = new Uint32Array(0);
      return;
    }
    this.slots = new Uint32Array(old.length * 2);
    for (const key of old) if (key !== 0) this.insert(this.slots, key);
  }

  /** The high bits name the place: the low ones already served as slot of the exact form. */
  private setBit(bits: Uint32Array, key: number): void {
    const bit = key >>> (32 - this.bitsLog2);
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }
}
