'use client';

import { Button } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ApplicationHeader } from '#components/layout/application-header.tsx';
import { ConsoleFrame } from '#components/layout/console-frame.tsx';
import { DetailsDrawer } from '#components/ui/details-drawer.tsx';
import { WithDetails } from '#components/ui/with-details.tsx';
import { ControlPieces } from './control-pieces.tsx';
import { GraphPieces } from './graph-pieces.tsx';
import { ListPieces } from './list-pieces.tsx';
import { samplesAt } from './samples.ts';
import { ServerGroupDetails } from './server-group-details.tsx';
import { StatusPieces } from './status-pieces.tsx';
import { TextPieces } from './text-pieces.tsx';

const sections = ['status', 'lists', 'graphs', 'texts', 'controls'] as const;

/** All pieces in the frame they are made for. */
export function Gallery({ now }: { now: number }) {
  const [samples] = useState(() => samplesAt(now));
  const [section, setSection] = useQueryState(
    'section',
    parseAsStringLiteral(sections).withDefault('status'),
  );
  const [isStarred, setIsStarred] = useState(true);
  const [hasDetails, setHasDetails] = useState(false);
  return (
    <ConsoleFrame
      viewer={{ id: 'gallery', name: 'Maria Rossi', username: 'maria', admin: true }}
      approvals={2}
      starred={['storefront', 'payments', 'catalog', 'search-indexer']}
      notices={[
        {
          id: '1',
          status: 'WAITING',
          title: 'storefront: Deploy to production #142',
          detail: '1.4.1 → 1.4.2 in prod-eu',
          href: '/gallery?section=graphs',
          at: now - 240_000,
        },
      ]}
      sources={[
        {
          id: 'applications',
          label: 'Applications',
          find: (typed) =>
            ['storefront', 'payments', 'catalog', 'search-indexer']
              .filter((name) => name.includes(typed.toLowerCase()))
              .map((name) => ({ id: name, label: name, description: 'team web', href: '/gallery' })),
        },
      ]}
    >
      <ApplicationHeader
        name="storefront"
        health="degraded"
        team="web"
        owner="ana@shop.example"
        isStarred={isStarred}
        onStar={setIsStarred}
        menu={
          <Button leftSection={<IconRocket size={15} stroke={1.75} />} onClick={() => setHasDetails(true)}>
            Show details
          </Button>
        }
      />
      <WithDetails
        details={
          hasDetails ? (
            <DetailsDrawer title="storefront v012" onClose={() => setHasDetails(false)}>
              <ServerGroupDetails logLines={samples.logLines} />
            </DetailsDrawer>
          ) : null
        }
      >
        <nav aria-label="Pieces" style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {sections.map((name) => (
            <Button
              key={name}
              size="xs"
              variant={name === section ? 'light' : 'default'}
              aria-pressed={name === section}
              onClick={() => void setSection(name)}
            >
              {name}
            </Button>
          ))}
        </nav>
        {section === 'status' ? <StatusPieces samples={samples} /> : null}
        {section === 'lists' ? <ListPieces samples={samples} /> : null}
        {section === 'graphs' ? <GraphPieces samples={samples} /> : null}
        {section === 'texts' ? <TextPieces samples={samples} /> : null}
        {section === 'controls' ? <ControlPieces /> : null}
      </WithDetails>
    </ConsoleFrame>
  );
}
