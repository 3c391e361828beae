/** Operators of two operands, in their symbolic form; `eq`, `and` and the like are folded into it. */
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or'
  | 'matches'
  | 'between'
  | 'instanceof';

type At = { at: number };

export type PropertyNode = At & { kind: 'property'; name: string; safe: boolean };

/** An expression, parsed. `at` is where it starts in the text. */
export type Node =
  | (At & { kind: 'literal'; value: unknown })
  | (At & { kind: 'list'; items: readonly Node[] })
  | (At & { kind: 'map'; entries: readonly { key: Node; value: Node }[] })
  | PropertyNode
  | (At & { kind: 'method'; name: string; args: readonly Node[]; safe: boolean })
  | (At & { kind: 'function'; name: string; args: readonly Node[] })
  | (At & { kind: 'variable'; name: string })
  | (At & { kind: 'type'; name: string; dimensions: number })
  | (At & { kind: 'new'; type: string; args: readonly Node[] })
  | (At & {
      kind: 'newArray';
      type: string;
      /** undefined stands for empty brackets. */
      dimensions: readonly (Node | undefined)[];
      items: readonly Node[] | undefined;
    })
  | (At & { kind: 'bean'; name: string })
  | (At & { kind: 'index'; index: Node })
  | (At & { kind: 'select'; which: 'all' | 'first' | 'last'; criteria: Node; safe: boolean })
  | (At & { kind: 'project'; body: Node; safe: boolean })
  | (At & { kind: 'chain'; parts: readonly Node[] })
  | (At & { kind: 'unary'; operator: '+' | '-' | '!'; operand: Node })
  | (At & { kind: 'binary'; operator: BinaryOperator; left: Node; right: Node })
  | (At & { kind: 'ternary'; test: Node; yes: Node; no: Node })
  | (At & { kind: 'elvis'; value: Node; otherwise: Node })
  | (At & { kind: 'assign'; target: Node; value: Node })
  | (At & { kind: 'increment'; operator: '++' | '--'; prefix: boolean; target: Node });
