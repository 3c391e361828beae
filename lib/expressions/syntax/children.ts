import type { Node } from './ast.ts';

/** The nodes directly below a node. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'method':
    case 'function':
    case 'new':
      return node.args;
    case 'newArray':
      return [...node.dimensions, ...(node.items ?? [])].filter((child) => child !== undefined);
    case 'index':
      return [node.index];
    case 'select':
      return [node.criteria];
    case 'project':
      return [node.body];
    case 'chain':
      return node.parts;
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'ternary':
      return [node.test, node.yes, node.no];
    case 'elvis':
      return [node.value, node.otherwise];
    case 'assign':
      return [node.target, node.value];
    case 'increment':
      return [node.target];
    case 'literal':
    case 'property':
    case 'variable':
    case 'type':
    case 'bean':
      return [];
  }
}
