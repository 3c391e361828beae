'use client';

import { TextInput, Tooltip } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, memo, useRef, useState } from 'react';
import { stageIcon } from '#components/graph/stage-icons.ts';
import { type StageDescription, stageGroups } from '#lib/stages/fields.ts';
import classes from './editor.module.css';

/** Marks a stage type that is being dragged. */
export const DRAGGED_TYPE = 'application/x-foredeck-stage';

interface PaletteProps {
  descriptions: readonly StageDescription[];
  onAdd(description: StageDescription): void;
}

/** The kinds of stages by group: drag one to the canvas, or click or press Enter to add it behind the selection. */
export const Palette = memo(function Palette({ descriptions, onAdd }: PaletteProps) {
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const found = searchStages(descriptions, search);
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && found[0]) {
      onAdd(found[0]);
      setSearch('');
    } else if (event.key === 'ArrowDown') {
      list.current?.querySelector('button')?.focus();
    } else if (event.key === 'Escape') setSearch('');
    else return;
    event.preventDefault();
  };
  return (
    <nav className={classes.palette} aria-label="Stages to add">
      <TextInput
        aria-label="Add a stage"
        placeholder="Add a stage"
        leftSection={<IconSearch size={15} stroke={1.75} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={onSearchKey}
        className={classes.paletteSearch}
      />
      <div className={classes.paletteList} ref={list}>
        {stageGroups.map((group) => {
          const members = found.filter((description) => description.group === group);
          if (members.length === 0) return null;
          return (
            <section key={group} aria-label={group}>
              <h2 className={classes.paletteGroup}>{group}</h2>
              {members.map((description) => (
                <PaletteItem
                  key={description.type}
                  description={description}
                  onAdd={onAdd}
                  isStop={description === firstOf(found)}
                />
              ))}
            </section>
          );
        })}
        {found.length === 0 ? <p className={classes.faint}>No stage is called that.</p> : null}
      </div>
    </nav>
  );
});

/** The first entry as it stands in the list, where groups follow their own order. */
function firstOf(found: readonly StageDescription[]): StageDescription | undefined {
  return stageGroups.flatMap((group) => found.filter((description) => description.group === group))[0];
}

interface PaletteItemProps extends Pick<PaletteProps, 'onAdd'> {
  description: StageDescription;
  /** One stop for the Tab key in the whole list; arrows go on from there. */
  isStop: boolean;
}

function PaletteItem({ description, onAdd, isStop }: PaletteItemProps) {
  const StageTypeIcon = stageIcon(description.type, description.icon);
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(DRAGGED_TYPE, description.type);
    event.dataTransfer.effectAllowed = 'copy';
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const items = [
      ...(event.currentTarget.closest(`.${classes.paletteList}`)?.querySelectorAll('button') ?? []),
    ];
    const index = items.findIndex((item) => item.isSameNode(event.currentTarget));
    items[index + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  };
  return (
    <Tooltip label={description.description} position="right" multiline maw={280} openDelay={600}>
      <button
        type="button"
        className={classes.paletteItem}
        draggable
        tabIndex={isStop ? 0 : -1}
        onDragStart={onDragStart}
        onKeyDown={onKeyDown}
        onClick={() => onAdd(description)}
        data-stage-type={description.type}
      >
        <StageTypeIcon size={16} stroke={1.75} aria-hidden />
        <span>{description.label}</span>
      </button>
    </Tooltip>
  );
}

/** What is wanted most stands first in its group; the rest follows in its own order. */
const USUAL = [
  'deployManifest',
  'scaleManifest',
  'undoRolloutManifest',
  'kayentaCanary',
  'deleteManifest',
  'patchManifest',
  'rollingRestartManifest',
  'bakeManifest',
  'runJob',
  'jenkins',
  'manualJudgment',
  'wait',
  'checkPreconditions',
  'evaluateVariables',
  'webhook',
  'pipeline',
];

/** Stages whose name, type or purpose holds the words; those whose name begins so first. */
export function searchStages(descriptions: readonly StageDescription[], search: string): StageDescription[] {
  const wanted = search.trim().toLowerCase();
  const place = ({ type }: StageDescription) => (USUAL.includes(type) ? USUAL.indexOf(type) : USUAL.length);
  const offered = descriptions
    .filter((description) => !description.isHidden)
    .toSorted((left, right) => place(left) - place(right));
  if (wanted === '') return offered;
  const rank = ({ label, type, description }: StageDescription) => {
    if (label.toLowerCase().startsWith(wanted)) return 0;
    if (`${label} ${type}`.toLowerCase().includes(wanted)) return 1;
    return description.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return offered
    .filter((description) => rank(description) < 3)
    .toSorted((left, right) => rank(left) - rank(right));
}
