/** Below this rate (Hz) the 20–450 Hz band of surface EMG is cut off so far that no fatigue index means anything: refused. */
export const lowestRateHz = 400;
