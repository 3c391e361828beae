'use client';

import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import classes from './config.module.css';

interface Props {
  links: readonly { title: string; url: string }[];
  form: {
    getInputProps: (field: string) => object;
    insertListItem: (field: string, item: unknown) => void;
    removeListItem: (field: string, index: number) => void;
    key: (field: string) => string;
  };
  isReadOnly: boolean;
}

/** The places an application's people go to: dashboards, code, chat. They stand in its header. */
export function LinksFields({ links, form, isReadOnly }: Props) {
  return (
    <>
      {links.length === 0 ? <p className={classes.quiet}>No links yet.</p> : null}
      {links.map((_, index) => (
        // A row is known by its place: two links may read the same while they are being typed.
        <div key={form.key(`links.${index}`)} className={classes.link}>
          <TextInput
            aria-label={`Name of link ${index + 1}`}
            placeholder="Dashboard"
            {...form.getInputProps(`links.${index}.title`)}
          />
          <TextInput
            aria-label={`Address of link ${index + 1}`}
            placeholder="https://"
            {...form.getInputProps(`links.${index}.url`)}
          />
          {isReadOnly ? null : (
            <ActionIcon
              aria-label={`Remove link ${index + 1}`}
              title="Remove"
              onClick={() => form.removeListItem('links', index)}
            >
              <IconTrash size={15} stroke={1.75} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {isReadOnly ? null : (
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => form.insertListItem('links', { title: '', url: '' })}
          >
            Add a link
          </Button>
        </div>
      )}
    </>
  );
}
