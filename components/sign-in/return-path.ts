/** The page to go to after sign-in, only if it is one of ours: another site must not receive people from here. */
export function returnPath(from: unknown): string {
  if (typeof from !== 'string' || !/^\/(?![/\\])/.test(from) || from.startsWith('/sign-in')) return '/';
  // A browser drops tabs and line ends inside an address, which would turn "/\t/x" into "//x".
  return /\p{Cc}/u.test(from) ? '/' : from;
}
