export {
  artifactName,
  distinctArtifacts,
  matchesOf,
  type Resolved,
  resolveAll,
  resolveExpected,
  wantsPrior,
} from './match-artifact.ts';
