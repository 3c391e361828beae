'use client';

import { ActionIcon } from '@mantine/core';
import { IconExternalLink, IconStar, IconStarFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StatusChip } from '#components/status/status-chip.tsx';
import { Fact, PageHeader } from '#components/ui/page-header.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { places } from './places.ts';

interface ApplicationHeaderProps {
  name: string;
  /** A health of the status table; absent while nothing is known. */
  health?: string;
  team?: string | null;
  /** The e-mail address of whom to ask. */
  owner?: string;
  links?: readonly { title: string; url: string }[];
  isStarred: boolean;
  onStar: (isStarred: boolean) => void;
  /** A menu of further actions. */
  menu?: ReactNode;
}

/** Head of all pages of one application. */
export function ApplicationHeader(props: ApplicationHeaderProps) {
  const { name, health, team, owner, links = [], isStarred, onStar, menu } = props;
  const starLabel = isStarred ? `Unstar ${name}` : `Star ${name}`;
  return (
    <PageHeader
      title={name}
      chips={
        <>
          {health ? <StatusChip status={health} /> : null}
          {team ? <Tag>team {team}</Tag> : null}
        </>
      }
      facts={
        links.length > 0
          ? links.map(({ title, url }) => (
              <a key={`${title} ${url}`} href={url} target="_blank" rel="noreferrer">
                <Fact icon={<IconExternalLink size={13} stroke={1.75} aria-hidden />}>{title}</Fact>
              </a>
            ))
          : undefined
      }
      actions={
        <>
          {owner ? (
            <span>
              Owner <a href={`mailto:${owner}`}>{owner}</a>
            </span>
          ) : null}
          <ActionIcon
            aria-label={starLabel}
            title={starLabel}
            aria-pressed={isStarred}
            onClick={() => onStar(!isStarred)}
          >
            {isStarred ? (
              <IconStarFilled size={16} color="var(--fd-wait)" aria-hidden />
            ) : (
              <IconStar size={16} stroke={1.75} aria-hidden />
            )}
          </ActionIcon>
          {menu}
        </>
      }
      tabs={[
        { label: 'Clusters', href: places.clusters(name) },
        { label: 'Pipelines', href: places.pipelines(name) },
        { label: 'Tasks', href: places.tasks(name) },
        { label: 'Config', href: places.config(name) },
      ]}
    />
  );
}
