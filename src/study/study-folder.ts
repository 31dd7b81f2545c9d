/** Read access to a study's files. Paths are relative to the folder, with forward slashes, and cannot leave it. */
export interface StudyFolder {
  /** Name of the folder itself. */
  readonly name: string;
  /** Paths of all files below the folder, sorted. */
  list(): Promise<readonly string[]>;
  /** @throws StudyError when there is no such file. */
  read(path: string): Promise<Uint8Array>;
}
