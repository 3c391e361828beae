// What a simulated container prints. Nothing is kept: every line follows from when the container ran and what it is, so
// ten thousand pods have logs at no cost. A reader sees at most the last KEPT lines of a run, as from a ring.

import type { Behavior } from '../kubelet/behavior.ts';
import { readCommand } from '../kubelet/command.ts';
import { fnv32a } from '../objects/names.ts';
import type { Container, Pod } from '../objects/pod.ts';

/** One printed line. */
export interface LogLine {
  atMs: number;
  text: string;
}

/** One run of a container, from start to end; no end: it still runs. */
export interface LogSpan {
  startedMs: number;
  finishedMs: number | undefined;
}

const PERIOD_MS = 10_000;
const KEPT = 1000;
const PATHS = ['/', '/healthz', '/api/info', '/readyz', '/metrics', '/api/echo'];

/** The lines printed in a run up to now, oldest first. Pure. */
export function printedLines(
  pod: Pod,
  container: Container,
  behavior: Behavior,
  span: LogSpan,
  nowMs: number,
): LogLine[] {
  const endMs = Math.min(span.finishedMs ?? nowMs, nowMs);
  const lines: LogLine[] = [];
  const isScripted = readCommand(container.command, container.args) !== undefined;
  if (!isScripted)
    lines.push({
      atMs: span.startedMs,
      text: `level=info msg="starting ${container.image}" pod=${pod.metadata.name}`,
    });
  lines.push(...behavior.lines.map((text) => ({ atMs: span.startedMs, text })));
  if (!isScripted && behavior.runMs === undefined) {
    const port = container.ports?.[0]?.containerPort;
    if (port !== undefined)
      lines.push({ atMs: span.startedMs, text: `level=info msg="listening on :${port}"` });
    const last = Math.floor((endMs - span.startedMs) / PERIOD_MS);
    for (let index = Math.max(1, last - KEPT + 1); index <= last; index++)
      lines.push({ atMs: span.startedMs + index * PERIOD_MS, text: requestLine(pod, container, index) });
  }
  if (span.finishedMs !== undefined && span.finishedMs <= nowMs) {
    if (behavior.lastWords !== undefined && behavior.runMs !== undefined && !isScripted)
      lines.push({ atMs: span.finishedMs, text: behavior.lastWords });
    else if (!isScripted && behavior.exitReason === 'Completed')
      lines.push({ atMs: span.finishedMs, text: 'level=info msg="finished"' });
  }
  return lines.slice(-KEPT);
}

/** When a running container prints again. */
export function nextLineMs(
  behavior: Behavior,
  container: Container,
  span: LogSpan,
  nowMs: number,
): number | undefined {
  if (span.finishedMs !== undefined || behavior.runMs !== undefined) return undefined;
  if (readCommand(container.command, container.args) !== undefined) return undefined;
  return span.startedMs + (Math.floor((nowMs - span.startedMs) / PERIOD_MS) + 1) * PERIOD_MS;
}

function requestLine(pod: Pod, container: Container, index: number): string {
  const dice = fnv32a(`${pod.metadata.uid}/${container.name}/${index}`);
  const path = PATHS[dice % PATHS.length];
  return `level=info msg="request served" method=GET path=${path} status=200 duration=${(dice >>> 8) % 40}ms`;
}
