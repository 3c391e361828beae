'use client';

import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { cssVariablesResolver, theme } from '#components/ui/theme.ts';
import { createQueryClient } from '#lib/client/query-client.ts';

/** What every page stands in: theme, query cache, URL state, dialogs and notices. */
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
          <Notifications position="bottom-right" limit={4} autoClose={6000} />
          <ModalsProvider>{children}</ModalsProvider>
        </MantineProvider>
      </QueryClientProvider>
    </NuqsAdapter>
  );
}

// The kit's scroll lock writes a style element and looks for its nonce under this global name.
function allowScrollLock(nonce: string | undefined): void {
  if (typeof window !== 'undefined') Object.assign(window, { __webpack_nonce__: nonce });
}
