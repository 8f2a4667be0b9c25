// `set` of an edit: single values by their paths, on the side of a call that has them. Pure.
import { AoError } from "#src/errors.ts";
import type { EditRequest } from "#src/protocol/edit.ts";
import { isObject, joinPath } from "#src/protocol/json.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import {
  type PlaceState,
  type Steps,
  pathsNear,
  placeState,
  reach,
  stepsOf,
  withValueAt,
} from "./edit-paths.ts";
import { nearKey } from "./near-key.ts";

/** Both sides as they now are; undefined where there is nothing that could be set. */
export type Sides = Readonly<Record<EditSide, unknown>>;

export interface SetResult {
  readonly side: EditSide;
  readonly value: unknown;
  /** The paths that were not there before. */
  readonly added: readonly string[];
}

const SIDES: readonly EditSide[] = ["input", "output"];
/** Paths that an error has in its details, and in its text. */
const LISTED = 100;
const NAMED = 12;

/**
 * Sets the values, one after the other, on one side.
 * @throws AoError `bad_input` naming the paths there are, where one is wrong, nearly one that is there, or
 * on another side.
 */
export function setValues(
  nodeId: string,
  sides: Sides,
  sets: NonNullable<EditRequest["set"]>,
): SetResult {
  let side: EditSide | null = null;
  let now = sides;
  const added: string[] = [];
  for (const { path, value } of sets) {
    const place = findPlace(nodeId, now, path);
    if (side !== null && place.side !== side) {
      throw new AoError(
        "bad_input",
        `Cannot set "${path}" of ${nodeId}: it is in the ${place.side}, and the paths before it in the ${side}`,
        { hint: "a call has one edit, of its input or of its output" },
      );
    }
    side = place.side;
    if (place.state === "addable") {
      refuseSlip(nodeId, path, { sides: now, place });
      added.push(path);
    }
    now = { ...now, [side]: withValueAt(now[side], place.steps, value) };
  }
  const chosen = side ?? "input";
  return { side: chosen, value: now[chosen], added };
}

interface Place {
  readonly side: EditSide;
  readonly steps: Steps;
  readonly state: PlaceState;
}

/** Where a path leads: what is there before what could be added, a named side before either. */
function findPlace(nodeId: string, sides: Sides, path: string): Place {
  const steps = stepsOf(path);
  if (steps === null) {
    throw new AoError("bad_input", `Cannot set "${path}" of ${nodeId}: that is no path`, {
      hint: "paths are written like messages[1].content",
    });
  }
  const named = namedPlaces(sides, steps);
  const plain = SIDES.map((side) => placeAt(sides, side, steps));
  for (const state of ["there", "addable"] as const) {
    const [first] = named.filter((place) => place.state === state);
    if (first !== undefined) return first;
    const [one, other] = plain.filter((place) => place.state === state);
    if (one !== undefined && other === undefined) return one;
    if (one !== undefined) throw ambiguous(nodeId, path, { state, sides });
  }
  throw wrongPath(nodeId, path, { sides, places: named.length > 0 ? [...named, ...plain] : plain });
}

/** A new key that is nearly one that is there: what was meant would stay as it is. */
function refuseSlip(
  nodeId: string,
  path: string,
  { sides, place }: { readonly sides: Sides; readonly place: Place },
): void {
  const { side, steps } = place;
  const key = steps.at(-1);
  const { value } = reach(sides[side], steps.slice(0, -1));
  if (typeof key !== "string" || !isObject(value)) return;
  const meant = nearKey(key, Object.keys(value));
  if (meant === null) return;
  const at = steps.slice(0, -1).reduce<string>((sum, step) => joinPath(sum, step), "");
  const didYouMean = `did you mean "${prefixed(side, joinPath(at, meant))}"?`;
  throw wrongPath(nodeId, path, { sides, places: [place], didYouMean });
}

/** `input.…` and `output.…` say which side is meant. */
function namedPlaces(sides: Sides, steps: Steps): Place[] {
  const side = SIDES.find((name) => name === steps[0]);
  return side === undefined || steps.length < 2 ? [] : [placeAt(sides, side, steps.slice(1))];
}

function placeAt(sides: Sides, side: EditSide, steps: Steps): Place {
  return { side, steps, state: placeState(sides[side], steps) };
}

function ambiguous(
  nodeId: string,
  path: string,
  found: { readonly state: PlaceState; readonly sides: Sides },
): AoError {
  const forms = SIDES.map((side) => prefixed(side, path));
  if (found.state === "there") {
    return new AoError(
      "bad_input",
      `Cannot set "${path}" of ${nodeId}: its input and its output both have it`,
      { hint: `say ${forms.join(" or ")}`, details: { paths: forms } },
    );
  }
  const paths = SIDES.flatMap((side) => pathsOf(found.sides, side, stepsOf(path) ?? []));
  return new AoError("bad_input", `Cannot set "${path}" of ${nodeId}: there is no such path`, {
    hint: `${listed(paths)}; ${forms.join(" or ")} would add it`,
    details: { paths: paths.slice(0, LISTED) },
  });
}

interface WrongPath {
  readonly sides: Sides;
  /** What the path could have been. */
  readonly places: readonly Place[];
  readonly didYouMean?: string;
}

function wrongPath(
  nodeId: string,
  path: string,
  { sides, places, didYouMean }: WrongPath,
): AoError {
  const depths = places.map(({ side, steps }) => reach(sides[side], steps).depth);
  const deepest = Math.max(...depths);
  const nearest = places.filter((_, index) => depths[index] === deepest);
  const paths = nearest.flatMap(({ side, steps }) => pathsOf(sides, side, steps));
  return new AoError("bad_input", `Cannot set "${path}" of ${nodeId}: there is no such path`, {
    hint: [didYouMean, paths.length === 0 ? "it has no values to set" : listed(paths)]
      .filter((part) => part !== undefined)
      .join(" "),
    details: { paths: paths.slice(0, LISTED) },
  });
}

function pathsOf(sides: Sides, side: EditSide, steps: Steps): string[] {
  return pathsNear(sides[side], steps).map((path) => prefixed(side, path));
}

function prefixed(side: EditSide, path: string): string {
  return path.startsWith("[") ? `${side}${path}` : `${side}.${path}`;
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, NAMED).join(", ");
  return `there are ${shown}${paths.length > NAMED ? `, … (${paths.length})` : ""}`;
}
