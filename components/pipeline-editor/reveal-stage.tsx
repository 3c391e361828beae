'use client';

import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { nodeHeight, nodeWidth } from '#components/graph/layout.ts';

/** Room kept free around a stage, where bars lie over the canvas. Pixels of the screen. */
const MARGIN = { top: 64, right: 32, bottom: 96, left: 32 };

/** Moves the canvas just as far as needed to show a stage, when it was selected or moved out of sight. */
export function RevealStage({ stageKey }: { stageKey: string | undefined }) {
  const { getViewport, setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const x = useStore((store) => store.nodes.find((node) => node.id === stageKey)?.position.x);
  const y = useStore((store) => store.nodes.find((node) => node.id === stageKey)?.position.y);
  useEffect(() => {
    if (x === undefined || y === undefined || width === 0) return;
    const { x: left, y: top, zoom } = getViewport();
    const moveX = shift(x * zoom + left, nodeWidth * zoom, MARGIN.left, width - MARGIN.right);
    const moveY = shift(y * zoom + top, nodeHeight * zoom, MARGIN.top, height - MARGIN.bottom);
    if (moveX === 0 && moveY === 0) return;
    void setViewport({ x: left + moveX, y: top + moveY, zoom }, { duration: 160 });
  }, [x, y, width, height, getViewport, setViewport]);
  return null;
}

function shift(start: number, size: number, low: number, high: number): number {
  if (start < low) return low - start;
  return start + size > high ? high - start - size : 0;
}
