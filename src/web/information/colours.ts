// The colours that a run can be given: told apart in light and dark. Pure.

export const COLOURS: readonly { readonly value: string; readonly name: string }[] = [
  { value: "#d64545", name: "red" },
  { value: "#d97706", name: "orange" },
  { value: "#b8a000", name: "yellow" },
  { value: "#2f9e5b", name: "green" },
  { value: "#0f9aa0", name: "teal" },
  { value: "#4a6cf0", name: "blue" },
  { value: "#9554d6", name: "purple" },
  { value: "#d14d93", name: "pink" },
];
