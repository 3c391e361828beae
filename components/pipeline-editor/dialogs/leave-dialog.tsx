'use client';

import { Button, Group, Modal } from '@mantine/core';

interface LeaveDialogProps {
  isOpen: boolean;
  changeCount: number;
  onLeave(): void;
  onStay(): void;
}

/** The question before unsaved changes are left behind. */
export function LeaveDialog({ isOpen, changeCount, onLeave, onStay }: LeaveDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onStay} title="Leave without saving?" size={420}>
      <p>{changeCount === 1 ? 'One change is' : `${changeCount} changes are`} not saved and would be lost.</p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onLeave}>
          Leave and lose them
        </Button>
        <Button onClick={onStay} data-autofocus>
          Stay here
        </Button>
      </Group>
    </Modal>
  );
}
