/** One vector that did not come out as it should. */
export type Miss = { id: string; expected: unknown; got: unknown };

export type CorpusResult = { passed: number; failed: number; misses: readonly Miss[] };

/** A set of vectors. `run` answers undefined when the folder lacks it. */
export type Corpus = {
  name: string;
  /** Share of vectors, in percent, below which the run fails. */
  required: number;
  run: (folder: string) => Promise<CorpusResult | undefined>;
};
