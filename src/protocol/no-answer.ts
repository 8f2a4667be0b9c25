/** The reason of a call that is not recorded, as its runner gives it; the server then says more. */
export const NO_RECORDED_ANSWER = "no recorded answer to this request";
