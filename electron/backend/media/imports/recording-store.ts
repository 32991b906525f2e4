import type { Recording } from '#shared/model/recording';

/** What taking in a recording needs of the library. */
export type RecordingStore = {
  /** The sessions that hold these very bytes. */
  findBySha256(sha256: string): { sessionId: string; title: string }[];
  /**
   * Makes a session around a recording and returns its id. A staged file is moved (renamed, never copied) into the
   * session; `linkedPath` keeps the original where it is.
   */
  addRecording(input: {
    recording: Recording;
    stagedPath?: string;
    linkedPath?: string;
    /** A staged copy in which every time is found exactly; moved too. */
    workingCopyPath?: string;
    title: string;
    /** Calendar date on which it seems to have been recorded. */
    recordedOn?: string;
  }): Promise<string>;
};
