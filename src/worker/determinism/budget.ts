// How many questions may still be placed. Runs in the user's process. Grows with the recorded calls, so
// that a long run's are placed to its end, and a hot loop is not slowed for long.

export interface Budget {
  /** True where one more may be placed. */
  take(): boolean;
  /** A recorded call was made. */
  grow(): void;
}

const AT_START = 4000;
const PER_CALL = 100;

export function createBudget(): Budget {
  let left = AT_START;
  return {
    take: () => {
      if (left <= 0) return false;
      left -= 1;
      return true;
    },
    grow: () => {
      left = left + PER_CALL < AT_START ? left + PER_CALL : AT_START;
    },
  };
}
