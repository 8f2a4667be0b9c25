// The module "ao" in a program that is not recorded, for `import`.
export { log, subrun } from "./index.cjs";
