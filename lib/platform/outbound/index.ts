export {
  createOutbound,
  type OutboundAnswer,
  type OutboundLimits,
  type OutboundRequest,
} from './outbound.ts';
