'use client';

import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { cssVariablesResolver, theme } from '#components/ui/theme.ts';
import { createQueryClient } from '#lib/client/query-client.ts';

// Nothing is told before somebody has done something, so the first page comes without it.
const Notices = dynamic(() => import('@mantine/notifications').then((module) => module.Notifications), {
  ssr: false,
});

/** What every page stands in: theme, query cache, URL state and notices. */
export function Providers({ nonce, children }: { nonce?: string; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  useState(() => allowScrollLock(nonce));
  return (
    <NuqsAdapter>
      <QueryClientProvider client={queryClient}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariablesResolver}
          defaultColorScheme="auto"
          getStyleNonce={() => nonce ?? ''}
        >
          {children}
          <Notices position="bottom-right" limit={4} autoClose={6000} />
        </MantineProvider>
      </QueryClientProvider>
    </NuqsAdapter>
  );
}

// The kit's scroll lock writes a style element and looks for its nonce under this global name.
function allowScrollLock(nonce: string | undefined): void {
  if (typeof window !== 'undefined') Object.assign(window, { __webpack_nonce__: nonce });
}
