import { isJsonObject, type JsonObject } from '../store/object.ts';

/** An OpenAPI v3 schema as recorded (or as a CustomResourceDefinition gives it). */
export type Schema = JsonObject;

/**
 * What is known of one place in an object: its shape, and how patches and server-side apply merge it.
 * `struct` has named fields, `map` free keys; `any` is taken as it comes.
 */
export interface FieldType {
  readonly kind: 'struct' | 'map' | 'list' | 'string' | 'integer' | 'number' | 'boolean' | 'any';
  /** The schema it was made from, references resolved. */
  readonly schema: Schema;
  /** The named type behind a reference, such as `io.k8s.api.core.v1.PodSpec`. */
  readonly typeName?: string;
  /** Type of a map's values or a list's items. */
  readonly element?: FieldType;
  readonly required: readonly string[];
  readonly listType: 'atomic' | 'set' | 'map';
  readonly mapKeys: readonly string[];
  /** Owned and replaced as a whole by server-side apply. */
  readonly atomic: boolean;
  /** `x-kubernetes-patch-strategy`, split: `merge`, `retainKeys`, `replace`. */
  readonly patchStrategies: readonly string[];
  readonly patchMergeKey?: string;
  readonly default?: unknown;
  /** Unknown fields are kept (`x-kubernetes-preserve-unknown-fields`, free-form objects). */
  readonly open: boolean;
  /** The type of a struct's field. */
  field(name: string): FieldType | undefined;
  /** Names of a struct's fields. */
  fieldNames(): readonly string[];
}

/** Finds the schema a `$ref` names. */
export type Resolve = (name: string) => Schema | undefined;

const REF_PREFIX = '#/components/schemas/';

function refOf(schema: Schema): string | undefined {
  if (typeof schema.$ref === 'string') return schema.$ref.slice(REF_PREFIX.length);
  const first = Array.isArray(schema.allOf) ? schema.allOf[0] : undefined;
  return isJsonObject(first) && typeof first.$ref === 'string'
    ? first.$ref.slice(REF_PREFIX.length)
    : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function kindOf(schema: Schema): FieldType['kind'] {
  if (schema['x-kubernetes-int-or-string'] === true || Array.isArray(schema.oneOf)) return 'any';
  switch (schema.type) {
    case 'object':
      if (isJsonObject(schema.properties)) return 'struct';
      return isJsonObject(schema.additionalProperties) ? 'map' : 'any';
    case 'array':
      return 'list';
    case 'string':
      return schema.format === 'int-or-string' ? 'any' : 'string';
    case 'integer':
    case 'number':
    case 'boolean':
      return schema.type;
    default:
      return isJsonObject(schema.properties) ? 'struct' : 'any';
  }
}

/** Makes field types of schemas; each named type is made once, fields when first asked for (types may be recursive). */
export function fieldTypes(resolve: Resolve): (schema: Schema) => FieldType {
  const named = new Map<string, FieldType>();

  const make = (schema: Schema): FieldType => {
    const ref = refOf(schema);
    if (ref === undefined) return typeOf(schema);
    const target = named.get(ref) ?? typeOf(resolve(ref) ?? {}, ref);
    named.set(ref, target);
    const strategy = schema['x-kubernetes-patch-strategy'];
    const atomic = schema['x-kubernetes-map-type'] === 'atomic';
    if (schema.default === undefined && strategy === undefined && !atomic) return target;
    return {
      ...target,
      default: schema.default ?? target.default,
      atomic: target.atomic || atomic,
      patchStrategies: typeof strategy === 'string' ? strategy.split(',') : target.patchStrategies,
    };
  };

  const typeOf = (schema: Schema, typeName?: string): FieldType => {
    const kind = kindOf(schema);
    const properties = isJsonObject(schema.properties) ? schema.properties : {};
    const fields = new Map<string, FieldType>();
    const listType = schema['x-kubernetes-list-type'];
    const inner = kind === 'list' ? schema.items : schema.additionalProperties;
    const strategy = schema['x-kubernetes-patch-strategy'];
    const mergeKey = schema['x-kubernetes-patch-merge-key'];
    let element: FieldType | undefined;
    return {
      kind,
      schema,
      ...(typeName === undefined ? {} : { typeName }),
      get element() {
        if (kind !== 'list' && kind !== 'map') return undefined;
        element ??= make(isJsonObject(inner) ? inner : {});
        return element;
      },
      required: strings(schema.required),
      listType: listType === 'set' || listType === 'map' ? listType : 'atomic',
      mapKeys: strings(schema['x-kubernetes-list-map-keys']),
      atomic:
        kind === 'list'
          ? listType !== 'set' && listType !== 'map'
          : schema['x-kubernetes-map-type'] === 'atomic',
      patchStrategies: typeof strategy === 'string' ? strategy.split(',') : [],
      ...(typeof mergeKey === 'string' ? { patchMergeKey: mergeKey } : {}),
      ...(schema.default === undefined ? {} : { default: schema.default }),
      open: schema['x-kubernetes-preserve-unknown-fields'] === true || kind === 'any',
      field(name) {
        const known = fields.get(name);
        if (known !== undefined) return known;
        const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
        if (!isJsonObject(property)) return undefined;
        const type = make(property);
        fields.set(name, type);
        return type;
      },
      fieldNames: () => Object.keys(properties),
    };
  };
  return make;
}
