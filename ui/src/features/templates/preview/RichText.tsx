import { Ago, Moment } from '@/components/Time';
import type { Inline } from './inline';

function Node({ node }: { node: Inline }) {
  if (typeof node === 'string') return <span className="whitespace-pre-wrap">{node}</span>;
  switch (node.mark) {
    case 'bold':
      return (
        <strong className="font-semibold">
          <RichText nodes={node.of} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <RichText nodes={node.of} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <RichText nodes={node.of} />
        </s>
      );
    case 'underline':
      return (
        <u>
          <RichText nodes={node.of} />
        </u>
      );
    case 'mention':
      return (
        <span className="rounded bg-accent-bg px-0.5 text-accent">
          <RichText nodes={node.of} />
        </span>
      );
    case 'code':
      return <code className="rounded bg-sunken px-1 font-mono text-xs">{node.text}</code>;
    case 'block':
      return (
        <code className="my-1 block rounded border border-line bg-sunken p-2 font-mono text-xs whitespace-pre-wrap">
          {node.text}
        </code>
      );
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noreferrer" className="text-accent underline">
          <RichText nodes={node.of} />
        </a>
      );
    case 'time': {
      const time = new Date(node.seconds * 1000).toISOString();
      return (
        <span className="*:whitespace-normal">
          {node.relative ? <Ago time={time} /> : <Moment time={time} />}
        </span>
      );
    }
  }
}

/** Marked text of a chat. Links open beside; nothing in it is ever taken as HTML. */
export function RichText({ nodes }: { nodes: readonly Inline[] }) {
  return nodes.map((node, i) => <Node key={i} node={node} />);
}
