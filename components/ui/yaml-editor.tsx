'use client';

import dynamic from 'next/dynamic';
import type { CodeEditorProps } from './code-editor.tsx';
import { TextSkeleton } from './skeletons.tsx';

// CodeMirror is a third of a page's script: it comes when an editor is first shown.
const CodeEditor = dynamic(() => import('./code-editor.tsx').then((module) => module.CodeEditor), {
  ssr: false,
  loading: () => <TextSkeleton lines={8} label="Loading the editor" />,
});

/** An editor for YAML or JSON with marks for what is wrong. */
export function YamlEditor(props: CodeEditorProps) {
  return <CodeEditor {...props} />;
}
