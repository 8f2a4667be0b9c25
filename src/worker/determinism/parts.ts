// Parts of the program that have a name of their own: what a subrun asks for times and random numbers is
// told from what others ask, whenever it is started. Runs in the user's process.

type EnterPart = <Result>(name: string, work: () => Result) => Result;

let enter: EnterPart = (_name, work) => work();

/** Says how a part is entered. */
export function onEnterPart(listener: EnterPart): void {
  enter = listener;
}

/** Calls `work` as the part of this name; what it returns and throws is passed on. */
export function enterPart<Result>(name: string, work: () => Result): Result {
  return enter(name, work);
}
