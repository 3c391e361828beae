export { type FailureOption, failureFlags, failureOptionOf, failureOptions } from './failure-option.ts';
export { templateWords } from './foreign-parts.ts';
export { fillParameters, isShown, parameterFaults } from './parameters.ts';
export {
  type ParameterDefinition,
  type PipelineDefinition,
  parsePipeline,
  type StageDefinition,
} from './parse-pipeline.ts';
export { type Finding, validatePipeline } from './validate-pipeline.ts';
