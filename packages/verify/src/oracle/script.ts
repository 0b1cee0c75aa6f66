import * as fc from "fast-check";
import { product, selectedShape } from "./array.ts";
import type { Scalar } from "./element.ts";
import { type Layout, type LayoutKind, layouts } from "./layout.ts";
import { axes, type Selection, selections } from "./selection.ts";
import { possibleForm, type ValueForm, valueForms } from "./value.ts";

/** One step of a script. */
export type Action =
  | { readonly do: "get"; readonly selection: Selection }
  | { readonly do: "reopen" }
  | {
      readonly do: "set";
      readonly selection: Selection;
      readonly form: ValueForm;
      /** Shape of the selection's result. */
      readonly shape: readonly number[];
      readonly values: readonly Scalar[];
    };

/** An array, and what is done to it one after another. */
export interface Script {
  readonly layout: Layout;
  readonly actions: readonly Action[];
}

function actions(layout: Layout): fc.Arbitrary<Action> {
  const selection = selections(layout.shape, layout.dimensionNames.length > 0);
  const get = selection.map((chosen): Action => ({ do: "get", selection: chosen }));
  const set = fc
    .record({
      selection,
      form: fc.constantFrom(...valueForms),
      // A few values repeated: a chunk that becomes all fill value again is then no rare thing.
      pool: fc.array(
        fc.oneof({ arbitrary: layout.type.scalar, weight: 3 }, { arbitrary: fc.constant(layout.fill), weight: 1 }),
        {
          minLength: 1,
          maxLength: 7,
        },
      ),
    })
    .map(({ selection: chosen, form, pool }): Action => {
      const shape = selectedShape(axes(chosen, layout.shape));
      const possible = possibleForm(form, layout.type, shape);
      const pick = (i: number): Scalar => pool[possible === "scalar" ? 0 : i % pool.length] as Scalar;
      const values = Array.from({ length: product(shape) }, (_, i) => pick(i));
      return { do: "set", selection: chosen, form: possible, shape, values };
    });
  return fc.oneof(
    { arbitrary: set, weight: 5 },
    { arbitrary: get, weight: 4 },
    { arbitrary: fc.constant<Action>({ do: "reopen" }), weight: 1 },
  );
}

/** Arrays of one kind, with up to six steps each. */
export function scripts(kind: LayoutKind): fc.Arbitrary<Script> {
  return layouts(kind).chain((layout) =>
    fc.array(actions(layout), { minLength: 1, maxLength: 6 }).map((list) => ({ layout, actions: list })),
  );
}
