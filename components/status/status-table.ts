import {
  type Icon,
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconClockHour4,
  IconCloudOff,
  IconHandStop,
  IconPlayerPause,
  IconPlayerSkipForward,
  IconPlayerStop,
  IconQuestionMark,
  IconShieldHalf,
} from '@tabler/icons-react';

/** The five inks of the console, plus the accent for what is chosen. */
export type Tone = 'ok' | 'run' | 'wait' | 'bad' | 'idle' | 'accent';

export interface StatusLook {
  word: string;
  icon: Icon;
  tone: Tone;
  /** Something is happening right now: the icon may turn. */
  isActive?: boolean;
}

/**
 * Every status of the console in one table, so that meaning never rests on color alone.
 * Upper case: executions, stages and tasks (Spinnaker's names; WAITING = running, but on a person).
 * camelCase: health of pods and server groups, approvals, accounts.
 */
export const statusTable = {
  NOT_STARTED: { word: 'Not started', icon: IconCircleDashed, tone: 'idle' },
  RUNNING: { word: 'Running', icon: IconCircleDashed, tone: 'run', isActive: true },
  WAITING: { word: 'Waiting for approval', icon: IconHandStop, tone: 'wait' },
  PAUSED: { word: 'Paused', icon: IconPlayerPause, tone: 'wait' },
  SUSPENDED: { word: 'Suspended', icon: IconPlayerPause, tone: 'wait' },
  BUFFERED: { word: 'Queued', icon: IconClockHour4, tone: 'idle' },
  REDIRECT: { word: 'Repeating', icon: IconCircleDashed, tone: 'run', isActive: true },
  SUCCEEDED: { word: 'Succeeded', icon: IconCircleCheck, tone: 'ok' },
  SKIPPED: { word: 'Skipped', icon: IconPlayerSkipForward, tone: 'idle' },
  FAILED_CONTINUE: { word: 'Failed, ignored', icon: IconAlertTriangle, tone: 'wait' },
  STOPPED: { word: 'Stopped', icon: IconPlayerStop, tone: 'bad' },
  TERMINAL: { word: 'Failed', icon: IconCircleX, tone: 'bad' },
  CANCELED: { word: 'Canceled', icon: IconBan, tone: 'idle' },

  healthy: { word: 'Healthy', icon: IconCircleCheck, tone: 'ok' },
  degraded: { word: 'Degraded', icon: IconCircleX, tone: 'bad' },
  progressing: { word: 'Progressing', icon: IconCircleDashed, tone: 'run', isActive: true },
  disabled: { word: 'Disabled', icon: IconCircleDashed, tone: 'idle' },
  unknown: { word: 'Unknown', icon: IconQuestionMark, tone: 'idle' },

  ready: { word: 'Ready', icon: IconCircleCheck, tone: 'ok' },
  starting: { word: 'Starting', icon: IconCircleDashed, tone: 'run', isActive: true },
  failing: { word: 'Failing', icon: IconCircleX, tone: 'bad' },
  crashLoop: { word: 'Crash loop', icon: IconCircleX, tone: 'bad' },
  imageMissing: { word: 'Image missing', icon: IconCircleX, tone: 'bad' },
  stopping: { word: 'Stopping', icon: IconCircleMinus, tone: 'idle' },
  completed: { word: 'Completed', icon: IconCircleCheck, tone: 'idle' },

  pending: { word: 'Waiting', icon: IconHandStop, tone: 'wait' },
  approved: { word: 'Approved', icon: IconCircleCheck, tone: 'ok' },
  rejected: { word: 'Rejected', icon: IconCircleX, tone: 'bad' },
  expired: { word: 'Expired', icon: IconClockHour4, tone: 'idle' },

  delivered: { word: 'Delivered', icon: IconCircleCheck, tone: 'ok' },
  underway: { word: 'Under way', icon: IconCircleDashed, tone: 'run', isActive: true },
  undelivered: { word: 'Not delivered', icon: IconCircleX, tone: 'bad' },

  connected: { word: 'Connected', icon: IconCircleCheck, tone: 'ok' },
  connecting: { word: 'Connecting', icon: IconCircleDashed, tone: 'run', isActive: true },
  stale: { word: 'Stale', icon: IconCircleDashed, tone: 'idle' },
  unreachable: { word: 'Unreachable', icon: IconCloudOff, tone: 'bad' },
  production: { word: 'production', icon: IconShieldHalf, tone: 'wait' },
} satisfies Record<string, StatusLook>;

export type Status = keyof typeof statusTable;

/** Statuses of executions, stages and tasks. */
export type ExecutionStatus = Extract<Status, Uppercase<Status>>;

/** The look of a status; a name the table does not know is shown as written, without a claim. */
export function statusLook(status: string): StatusLook {
  return isStatus(status) ? statusTable[status] : { word: status, icon: IconQuestionMark, tone: 'idle' };
}

export function isStatus(status: string): status is Status {
  return Object.hasOwn(statusTable, status);
}
