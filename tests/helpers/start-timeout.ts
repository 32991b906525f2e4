/** How long a `beforeAll` that starts a program may take: a build may come first, beside other work on the machine. */
export const START_TIMEOUT_MILLISECONDS = 180_000;
