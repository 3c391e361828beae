/** The picture with its library: the heaviest part of the page, fetched while the document itself is. */
export const loadCanvas = () => import('./editor-canvas.tsx');
