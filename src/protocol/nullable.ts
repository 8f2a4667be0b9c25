// The schema of a value that may be null.
import { type TNull, type TSchema, type TUnion, Type } from "@sinclair/typebox";

/** `schema` or null. */
export function nullable<T extends TSchema>(schema: T): TUnion<[T, TNull]> {
  return Type.Union([schema, Type.Null()]);
}
