import { readRecording } from '#recording';

/** What the page offers to the test that opened it. */
export interface RecordingPage {
  /** The recording as JSON, samples as plain arrays; or the words of the refusal. */
  read(bytes: readonly number[]): Promise<string>;
}

const page: RecordingPage = {
  read: async (bytes) => {
    try {
      const recording = await readRecording(Uint8Array.from(bytes), { file: 'a.h5' });
      return JSON.stringify(recording, (_, value) => (value instanceof Float64Array ? [...value] : value));
    } catch (error) {
      return (error as Error).message;
    }
  },
};
Object.assign(globalThis, { recordingPage: page });
