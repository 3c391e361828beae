export {
  artifactName,
  distinctArtifacts,
  matchesArtifact,
  matchesOf,
  type Resolved,
  resolveAll,
  resolveExpected,
  wantsPrior,
} from './match-artifact.ts';
