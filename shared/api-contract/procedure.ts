import type { z } from 'zod';

/** One remote call: its kind, and the schemas its input and output are parsed with. */
export type Procedure<
  Type extends 'query' | 'mutation' | 'subscription' = 'query' | 'mutation' | 'subscription',
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> = { type: Type; input: Input; output: Output };

export function query<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { type: 'query', input, output } as const;
}

export function mutation<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { type: 'mutation', input, output } as const;
}

/** `output` is the schema of one event. */
export function subscription<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
) {
  return { type: 'subscription', input, output } as const;
}

export type Contract = Readonly<Record<string, Readonly<Record<string, Procedure>>>>;

export type InputOf<P extends Procedure> = z.input<P['input']>;
export type ParsedInputOf<P extends Procedure> = z.output<P['input']>;
export type OutputOf<P extends Procedure> = z.output<P['output']>;
