import { z } from 'zod';
import { idSchema, millisecondsSchema } from '../model/identifiers';

/** What stands in one cell; `place` where it names a moment of the recording, a point where there is no end. */
export const reportCellSchema = z.object({
  text: z.string(),
  place: z
    .object({
      momentId: idSchema,
      /** Where a report speaks of more than one session. */
      sessionId: idSchema.optional(),
      startMs: millisecondsSchema,
      endMs: millisecondsSchema.optional(),
    })
    .optional(),
});
export type ReportCell = z.infer<typeof reportCellSchema>;

/**
 * A part of a report, from top to bottom. The screen, the print and the word processor's file are all made of the same
 * blocks, so that none says more or less than the others.
 */
export const reportBlockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('title'), text: z.string() }),
  z.object({
    type: z.literal('heading'),
    level: z.union([z.literal(2), z.literal(3)]),
    text: z.string(),
    /** What the part is about, such as a competency's code; not shown. */
    about: z.string().optional(),
  }),
  z.object({ type: z.literal('facts'), rows: z.array(z.object({ label: z.string(), value: z.string() })) }),
  /** Words of a person or of the form; `note` for what the form itself says about them. */
  z.object({ type: z.literal('paragraph'), text: z.string(), tone: z.enum(['text', 'note']) }),
  /** A label and what stands after it on the same line. */
  z.object({ type: z.literal('labelled'), label: z.string(), text: z.string() }),
  z.object({
    type: z.literal('table'),
    name: z.string(),
    columns: z.array(z.string()),
    /** Parts of the whole width, a number a column; without them times stand first and words get the rest. */
    widths: z.array(z.number().positive()).optional(),
    rows: z.array(z.array(reportCellSchema)),
  }),
  /** Lines to sign on paper. */
  z.object({ type: z.literal('signatures'), lines: z.array(z.string()) }),
]);
export type ReportBlock = z.infer<typeof reportBlockSchema>;

/** All texts of a report, as one who reads it from top to bottom meets them. */
export function textsOf(blocks: readonly ReportBlock[]): string[] {
  return blocks.flatMap(textsOfBlock);
}

/** The same report with what people wrote passed through a function; labels and places stay. */
export function mapTexts(blocks: readonly ReportBlock[], change: (text: string) => string): ReportBlock[] {
  return blocks.map((block) => withTexts(block, change));
}

function textsOfBlock(block: ReportBlock): readonly string[] {
  switch (block.type) {
    case 'title':
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'facts':
      return block.rows.flatMap(({ label, value }) => [label, value]);
    case 'labelled':
      return [block.label, block.text];
    case 'table':
      return [...block.columns, ...block.rows.flatMap((row) => row.map(({ text }) => text))];
    case 'signatures':
      return block.lines;
  }
}

function withTexts(block: ReportBlock, change: (text: string) => string): ReportBlock {
  switch (block.type) {
    case 'title':
    case 'heading':
    case 'paragraph':
    case 'labelled':
      return { ...block, text: change(block.text) };
    case 'facts':
      return { ...block, rows: block.rows.map(({ label, value }) => ({ label, value: change(value) })) };
    case 'table': {
      const rows = block.rows.map((row) => row.map((cell) => ({ ...cell, text: change(cell.text) })));
      return { ...block, name: change(block.name), rows };
    }
    case 'signatures':
      return block;
  }
}
