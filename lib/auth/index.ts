export { type Actor, actorName, type Context, systemContext } from './context.ts';
export {
  type Authorization,
  can,
  type Guarded,
  requireAdmin,
  requirePermission,
  requireSignedIn,
} from './policy.ts';
export { actorAsOfNow, authenticate, hashToken } from './sessions/authenticate.ts';
export { authOptions, prepareAuthEnvironment } from './sessions/next-auth.ts';
export { hashPassword } from './sessions/password.ts';
