import { type GraphLayout, nodeHeight, nodeWidth } from './layout.ts';

interface Size {
  width: number;
  height: number;
}

export interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

const padding = 24;
// Below this a stage's name cannot be read: then a part of the graph is shown at a readable size.
const smallestReadable = 0.7;
const readable = 0.85;

/** The whole graph, centered and never enlarged; or, when that would be too small to read, the part around `focus`. */
export function initialViewport(layout: GraphLayout, canvas: Size, focus: string | null): Viewport {
  const room = { width: canvas.width - padding * 2, height: canvas.height - padding * 2 };
  const fit = Math.min(1, room.width / layout.width, room.height / layout.height);
  if (fit >= smallestReadable) {
    return {
      x: (canvas.width - layout.width * fit) / 2,
      y: (canvas.height - layout.height * fit) / 2,
      zoom: fit,
    };
  }
  const at = (focus === null ? undefined : layout.positions.get(focus)) ?? leftmost(layout);
  const centered = {
    x: canvas.width / 2 - (at.x + nodeWidth / 2) * readable,
    y: canvas.height / 2 - (at.y + nodeHeight / 2) * readable,
  };
  return {
    x: within(centered.x, canvas.width, layout.width * readable),
    y: within(centered.y, canvas.height, layout.height * readable),
    zoom: readable,
  };
}

function leftmost(layout: GraphLayout): { x: number; y: number } {
  let first = { x: 0, y: 0 };
  let isFound = false;
  for (const at of layout.positions.values()) {
    if (isFound && at.x >= first.x) continue;
    first = at;
    isFound = true;
  }
  return first;
}

// Keeps the edge of the graph at the edge of the canvas instead of showing empty ground beyond it.
function within(offset: number, canvas: number, content: number): number {
  if (content + padding * 2 <= canvas) return (canvas - content) / 2;
  return Math.min(padding, Math.max(canvas - content - padding, offset));
}
