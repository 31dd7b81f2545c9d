import { type BitalinoFrame, decodeFrame, frameBytes } from './bitalino-frame.ts';

/** A frame that was found, with the bytes passed over since the one before. */
export interface FoundFrame extends BitalinoFrame {
  readonly skippedBytes: number;
}

/** Frames in a row that must pass their CRC and count on before anything is believed. */
const framesToLock = 4;

type Verdict = 'take' | 'skip' | 'slide' | 'wait';

/**
 * Finds frames in bytes that may be cut anywhere; how they are cut changes nothing. It trusts a position only after four
 * frames in a row pass their CRC and count on: 28 bits that noise, zeros or a wrong offset do not have by chance. A frame
 * that then fails is passed over as a whole if the next one is good; if not, it slides on byte by byte until four are good
 * again. So a changed byte costs one frame, a missing or added byte one or two; once in about 256 times a wrong position
 * looks right for one frame more, and once in some 100 000 times the count is 16 too high. Only 4 bits guard a frame: of changes over more than 4 bits, one in 16 is not seen.
 */
export class BitalinoFrameFinder {
  private readonly nChannels: number;
  private readonly length: number;
  private pending: Uint8Array = new Uint8Array();
  private skipped = 0;
  private isLocked = false;
  /** Sequence that the next frame should have, while locked. */
  private expected = 0;

  constructor(nChannels: number) {
    this.nChannels = nChannels;
    this.length = frameBytes(nChannels);
  }

  /** Takes bytes; the frames that are now beyond doubt. */
  push(bytes: Uint8Array): FoundFrame[] {
    const all = new Uint8Array(this.pending.length + bytes.length);
    all.set(this.pending);
    all.set(bytes, this.pending.length);
    return this.find(all, framesToLock, false);
  }

  /** No more bytes come: what is good so far, also where not enough followed to lock. */
  finish(): FoundFrame[] {
    const found = this.find(this.pending, 2, true);
    this.pending = new Uint8Array();
    return found;
  }

  private find(all: Uint8Array, toLock: number, isLast: boolean): FoundFrame[] {
    const found: FoundFrame[] = [];
    let at = 0;
    for (;;) {
      const frame = (after: number) => decodeFrame(all, this.nChannels, at + after * this.length);
      const nFrames = Math.floor((all.length - at) / this.length);
      const verdict = this.isLocked ? this.judge(frame, nFrames, isLast) : lockVerdict(frame, nFrames, toLock);
      if (verdict === 'wait') break;
      if (verdict === 'take') {
        const taken = frame(0) as BitalinoFrame;
        found.push({ ...taken, skippedBytes: this.skipped });
        this.isLocked = true;
        this.expected = (taken.sequence + 1) & 15;
        this.skipped = 0;
        at += this.length;
      } else {
        const nBytes = verdict === 'skip' ? this.length : 1;
        if (verdict === 'skip') this.expected = (this.expected + 1) & 15;
        else this.isLocked = false;
        this.skipped += nBytes;
        at += nBytes;
      }
    }
    this.pending = all.slice(at);
    return found;
  }

  /** What to do with the frame where one is expected, from it and the ones behind it. */
  private judge(frame: FrameAt, nFrames: number, isLast: boolean): Verdict {
    if (nFrames < 1) return 'wait';
    const first = frame(0);
    if (first?.sequence === this.expected) return 'take';
    if (nFrames < 2) return isLast && first ? 'take' : 'wait';
    if (frame(1)?.sequence === ((this.expected + 1) & 15)) return 'skip';
    // Frames are missing, if these are frames.
    const start = first ? 0 : 1;
    const verdict = runVerdict(frame, start, nFrames);
    if (verdict === 'wait') return isLast && first ? 'take' : 'wait';
    return verdict === 'take' && start === 1 ? 'skip' : verdict;
  }
}

type FrameAt = (after: number) => BitalinoFrame | undefined;

function steps(before: BitalinoFrame, after: BitalinoFrame): boolean {
  return after.sequence === ((before.sequence + 1) & 15);
}

/** Whether frames from `start` on have 24 bits for them: 4 each, and 4 for each that counts on. Standing still is none. */
function runVerdict(frame: FrameAt, start: number, nFrames: number): Verdict {
  let before: BitalinoFrame | undefined;
  for (let i = start, bits = 0; ; i++) {
    if (i >= nFrames) return 'wait';
    const next = frame(i);
    if (!next || next.sequence === before?.sequence) return 'slide';
    bits += before && steps(before, next) ? 8 : 4;
    if (bits >= 24) return 'take';
    before = next;
  }
}

/** Whether frames begin here. */
function lockVerdict(frame: FrameAt, nFrames: number, toLock: number): Verdict {
  let before: BitalinoFrame | undefined;
  for (let i = 0; i < toLock; i++) {
    if (i >= nFrames) return 'wait';
    const next = frame(i);
    if (!next || (before && !steps(before, next))) return 'slide';
    before = next;
  }
  return 'take';
}
