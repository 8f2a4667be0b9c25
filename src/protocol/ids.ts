// Names and identifiers that cross a process or reach the disk.
import { Type } from "@sinclair/typebox";
import { NAME_PATTERN } from "#src/protocol/create-id.ts";

export const Name = Type.String({ pattern: NAME_PATTERN });
/** A session or run id: a letter and eleven letters or digits, as `createId()` makes them. */
export const Id = Type.String({ pattern: "^[a-z][a-z0-9]{11}$" });
/** A node id, unique within its run: `n1`, `n2`, … in order of arrival. */
export const NodeId = Type.String({ pattern: "^n[0-9]+$" });
