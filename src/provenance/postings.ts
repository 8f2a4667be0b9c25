// Where each anchor (a word, or three in a row) stands in the outputs: a hash table of linked lists in
// typed arrays. Newest first, at most MAX_STORED per anchor: what stands in more outputs is boilerplate.

const MAX_STORED = 64;
const MAX_PER_TEXT = 4;
const NO_ENTRY = -1;

/** Anchor key → places `(text, position)`. */
export class Postings {
  private keys = new Uint32Array(1 << 10);
  private heads = new Int32Array(1 << 10);
  private counts = new Uint16Array(1 << 10);
  private used = 0;
  private texts = new Uint32Array(1 << 10);
  private positions = new Uint32Array(1 << 10);
  private nexts = new Int32Array(1 << 10);
  private size = 0;

  /** Slot of a key, or -1. */
  find(key: number): number {
    const mask = this.keys.length - 1;
    for (let slot = key & mask; ; slot = (slot + 1) & mask) {
      const found = this.keys[slot];
      if (found === key) return slot;
      if (found === 0) return NO_ENTRY;
    }
  }

  /** In how many texts the key of a slot stands (also beyond what is stored). */
  countAt(slot: number): number {
    return this.counts[slot] ?? 0;
  }

  /** First place of a slot; -1 ends the chain. */
  first(slot: number): number {
    return this.heads[slot] ?? NO_ENTRY;
  }

  next(place: number): number {
    return this.nexts[place] ?? NO_ENTRY;
  }

  textAt(place: number): number {
    return this.texts[place] ?? 0;
  }

  positionAt(place: number): number {
    return this.positions[place] ?? 0;
  }

  add(key: number, text: number, position: number): void {
    if (this.used > this.keys.length * 0.6) this.growTable();
    const slot = this.slotFor(key);
    const head = this.heads[slot] ?? NO_ENTRY;
    const count = this.counts[slot] ?? 0;
    if (head === NO_ENTRY || this.texts[head] !== text) {
      if (count < 0xffff) this.counts[slot] = count + 1;
    }
    if (count >= MAX_STORED || this.isFull(head, text)) return;
    if (this.size === this.texts.length) this.growPlaces();
    this.texts[this.size] = text;
    this.positions[this.size] = position;
    this.nexts[this.size] = head;
    this.heads[slot] = this.size++;
  }

  /** A copy with the places of the texts that `isLive` names. */
  compacted(isLive: (text: number) => boolean): Postings {
    const copy = new Postings();
    const chain: number[] = [];
    for (let slot = 0; slot < this.keys.length; slot++) {
      const key = this.keys[slot] ?? 0;
      if (key === 0) continue;
      for (let at = this.first(slot); at !== NO_ENTRY; at = this.next(at)) chain.push(at);
      for (let at = chain.pop(); at !== undefined; at = chain.pop()) {
        if (isLive(this.textAt(at))) copy.add(key, this.textAt(at), this.positionAt(at));
      }
    }
    return copy;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.keys.length * 10 + this.texts.length * 12;
  }

  /** True where the newest places of a chain are all in `text`: a text that repeats itself. */
  private isFull(head: number, text: number): boolean {
    let place = head;
    for (let seen = 0; seen < MAX_PER_TEXT; seen++) {
      if (place === NO_ENTRY || this.texts[place] !== text) return false;
      place = this.next(place);
    }
    return true;
  }

  private slotFor(key: number): number {
    const mask = this.keys.length - 1;
    let slot = key & mask;
    while (this.keys[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & mask;
    if (this.keys[slot] === 0) {
      this.keys[slot] = key;
      this.heads[slot] = NO_ENTRY;
      this.counts[slot] = 0;
      this.used++;
    }
    return slot;
  }

  private growTable(): void {
    const { keys, heads, counts } = this;
    this.keys = new Uint32Array(keys.length * 2);
    this.heads = new Int32Array(keys.length * 2);
    this.counts = new Uint16Array(keys.length * 2);
    for (let old = 0; old < keys.length; old++) {
      const key = keys[old] ?? 0;
      if (key === 0) continue;
      const slot = this.slotFor(key);
      this.heads[slot] = heads[old] ?? NO_ENTRY;
      this.counts[slot] = counts[old] ?? 0;
      this.used--;
    }
  }

  private growPlaces(): void {
    const size = this.texts.length * 2;
    this.texts = grown(this.texts, new Uint32Array(size));
    this.positions = grown(this.positions, new Uint32Array(size));
    this.nexts = grown(this.nexts, new Int32Array(size));
  }
}

function grown<T extends Uint32Array | Int32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
