import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './markdown.module.css';
import type { Inline } from './parse-inline.ts';
import { type Block, parseMarkdown } from './parse-markdown.ts';

/** Notes and instructions written by people. Renders elements of its own only; nothing in the text becomes HTML. */
export function Markdown({ source }: { source: string }) {
  return <div className={classes.text}>{parseMarkdown(source).map(renderBlock)}</div>;
}

function renderBlock(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <p key={key}>{block.children.map(renderInline)}</p>;
    case 'heading':
      return (
        <h4 key={key} className={classes.heading}>
          {block.children.map(renderInline)}
        </h4>
      );
    case 'code':
      return <pre key={key}>{block.text}</pre>;
    case 'quote':
      return <blockquote key={key}>{block.children.map(renderInline)}</blockquote>;
    case 'rule':
      return <hr key={key} />;
    case 'list': {
      const List = block.isOrdered ? 'ol' : 'ul';
      return <List key={key}>{block.items.map(renderItem)}</List>;
    }
    default:
      return block satisfies never;
  }
}

function renderItem(item: Inline[], key: number): ReactNode {
  return <li key={key}>{item.map(renderInline)}</li>;
}

function renderInline(inline: Inline, key: number): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <code key={key}>{inline.text}</code>;
    case 'strong':
      return <strong key={key}>{inline.children.map(renderInline)}</strong>;
    case 'emphasis':
      return <em key={key}>{inline.children.map(renderInline)}</em>;
    case 'link':
      return inline.href.startsWith('/') ? (
        <Link key={key} href={inline.href}>
          {inline.children.map(renderInline)}
        </Link>
      ) : (
        <a key={key} href={inline.href} target="_blank" rel="noopener noreferrer">
          {inline.children.map(renderInline)}
        </a>
      );
    default:
      return inline satisfies never;
  }
}
