// A few random numbers.
// oxlint-disable-next-line no-console -- the program's output is what is compared.
console.log(Math.random(), crypto.randomUUID());
