/** A problem in our own words, which hold nothing of a request: the only messages that are logged. */
export class UssdProblem extends Error {}
