import type { NotificationSetting } from './schema.ts';

/** Channels whose address is a web address of a chat that wants `{ text }`. */
const chats = new Set(['slack', 'googlechat', 'microsoftteams']);
/** Channels whose address gets everything, for programs. */
const programs = new Set(['webhook', 'cdevents']);

/** Whether people read it there, rather than programs. */
export const isChat = (type: string): boolean => chats.has(type);

/** Why nothing can be sent to this channel and address, and which of the two is to be mended; undefined when something can. */
export function channelFault({
  type,
  address,
}: Pick<NotificationSetting, 'type' | 'address'>):
  | { readonly field: 'type' | 'address'; readonly message: string }
  | undefined {
  if (!chats.has(type) && !programs.has(type))
    return {
      field: 'type',
      message: `Foredeck has no channel "${type}": use "webhook", or a chat's incoming web address.`,
    };
  const text = (address ?? '').trim();
  if (!/^https?:\/\//i.test(text))
    return { field: 'address', message: `"${text}" is not a web address: a ${type} message needs one.` };
  return undefined;
}
