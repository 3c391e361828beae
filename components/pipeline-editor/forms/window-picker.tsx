'use client';

import { ActionIcon, Chip, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { JsonObject } from '../document.ts';
import { FieldRow } from '../fields/field-row.tsx';
import classes from '../fields/fields.module.css';
import { AddButton, placeKey } from '../fields/list-widgets.tsx';
import { DAYS, daysOf, hoursOf, withDays, withHours } from './execution-window.ts';

interface WindowPickerProps {
  inputId: string;
  window: unknown;
  isDisabled?: boolean;
  onChange(window: JsonObject): void;
}

/** Days and hours in which a stage may run. */
export function WindowPicker({ inputId, window, isDisabled, onChange }: WindowPickerProps) {
  const days = daysOf(window);
  const hours = hoursOf(window);
  return (
    <>
      <FieldRow
        inputId={`${inputId}.days`}
        label="On these days"
        help="None chosen means every day."
        isGroup
        isDisabled={isDisabled}
      >
        <Chip.Group
          multiple
          value={days.map(String)}
          onChange={(chosen) => onChange(withDays(window, chosen.map(Number)))}
        >
          <div className={classes.days}>
            {DAYS.map((day) => (
              <Chip key={day.value} value={String(day.value)} size="xs" variant="outline">
                {day.label}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </FieldRow>
      <FieldRow
        inputId={inputId}
        label="Between these hours"
        help="None means the whole day; an end before its start goes over midnight."
        isGroup
        isDisabled={isDisabled}
      >
        <div className={classes.group}>
          {hours.map((span, index) => (
            <div key={placeKey(index)} className={classes.span}>
              <TextInput
                id={index === 0 ? inputId : undefined}
                type="time"
                aria-label={`From, ${index + 1}`}
                value={span.from}
                onChange={(event) =>
                  onChange(withHours(window, hours.with(index, { ...span, from: event.currentTarget.value })))
                }
              />
              <span>to</span>
              <TextInput
                type="time"
                aria-label={`To, ${index + 1}`}
                value={span.to}
                onChange={(event) =>
                  onChange(withHours(window, hours.with(index, { ...span, to: event.currentTarget.value })))
                }
              />
              <ActionIcon
                aria-label={`Remove hours ${index + 1}`}
                onClick={() => onChange(withHours(window, hours.toSpliced(index, 1)))}
              >
                <IconX size={15} stroke={1.75} />
              </ActionIcon>
            </div>
          ))}
          <AddButton
            label="Add hours"
            onClick={() => onChange(withHours(window, [...hours, { from: '09:00', to: '17:00' }]))}
          />
        </div>
      </FieldRow>
    </>
  );
}
