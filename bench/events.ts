import { z } from 'zod';

const Message = z.object({ kind: z.string(), application: z.string().optional() });

/** The live stream of the product, as a browser reads it. Calls back for each change of an application's clusters. */
export async function openEvents(options: {
  url: string;
  headers: Record<string, string>;
  application: string;
  onChange: () => void;
}): Promise<{ close(): void }> {
  const leaving = new AbortController();
  const response = await fetch(`${options.url}/api/events`, {
    headers: { ...options.headers, accept: 'text/event-stream' },
    signal: leaving.signal,
  });
  if (!response.ok || !response.body) throw new Error(`The live stream answered ${response.status}.`);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const read = async () => {
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) if (concerns(message, options.application)) options.onChange();
    }
  };
  read().catch(() => undefined);
  return { close: () => leaving.abort() };
}

function concerns(message: string, application: string): boolean {
  const data = message.split('\n').find((line) => line.startsWith('data: '));
  const event = Message.safeParse(data ? JSON.parse(data.slice(6)) : undefined);
  return (
    event.success && event.data.kind === 'infrastructure.changed' && event.data.application === application
  );
}
