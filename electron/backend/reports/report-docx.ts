import {
  AlignmentType,
  BorderStyle,
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { ReportBlock } from '#shared/reports/report-blocks';

/** Widths in twentieths of a point. A page of A4 between margins of 2 cm. */
const PAGE_WIDTH = 9_638;
const LABEL_WIDTH = 2_600;
/** Times and codes are short; the words of people get the rest. */
const COLUMN_PARTS = [13, 35.3, 35.3, 16.4];

const RULE = { style: BorderStyle.SINGLE, size: 4, color: 'B9B2A6' } as const;
const NO_RULE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const RULED = { top: RULE, bottom: RULE, left: NO_RULE, right: NO_RULE } as const;
const CELL_MARGINS = { top: 60, bottom: 60, left: 80, right: 80 } as const;

/** Writes a report as a word processor's file (Office Open XML, `.docx`). */
export async function writeDocx(
  blocks: readonly ReportBlock[],
  { title, language }: { title: string; language: string },
): Promise<Uint8Array> {
  const document = new Document({
    title,
    creator: 'Concordance',
    styles: {
      default: {
        document: { run: { font: 'Calibri', size: 21, language: { value: language } } },
        title: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 120 } } },
        heading2: { run: { size: 27, bold: true }, paragraph: { spacing: { before: 320, after: 100 } } },
        heading3: { run: { size: 23, bold: true }, paragraph: { spacing: { before: 220, after: 60 } } },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: 1_134, bottom: 1_134, left: 1_134, right: 1_134 } } },
        children: blocks.flatMap(writeBlock),
      },
    ],
  });
  return Packer.toBuffer(document);
}

function writeBlock(block: ReportBlock): (Paragraph | Table)[] {
  switch (block.type) {
    case 'title':
      return [new Paragraph({ heading: HeadingLevel.TITLE, children: linesOf(block.text) })];
    case 'heading': {
      const heading = block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3;
      return [new Paragraph({ heading, keepNext: true, children: linesOf(block.text) })];
    }
    case 'facts':
      return [
        tableOf(
          block.rows.map(({ label, value }) => [label, value]),
          [LABEL_WIDTH, PAGE_WIDTH - LABEL_WIDTH],
        ),
      ];
    case 'paragraph':
      return [
        new Paragraph({
          spacing: { after: 100 },
          children: linesOf(block.text, block.tone === 'note' ? { italics: true, color: '5C574D' } : {}),
        }),
      ];
    case 'labelled':
      return [
        new Paragraph({
          spacing: { after: 80 },
          children: [...linesOf(`${block.label}: `, { bold: true }), ...linesOf(block.text)],
        }),
      ];
    case 'table':
      return [
        tableOf(
          block.rows.map((row) => row.map(({ text }) => text)),
          columnWidths(block),
          block.columns,
        ),
        // Without it two tables in a row become one.
        new Paragraph({ spacing: { after: 60 }, children: [] }),
      ];
    case 'signatures':
      return block.lines.map(
        (line) =>
          new Paragraph({
            spacing: { before: 700 },
            alignment: AlignmentType.LEFT,
            border: { top: { ...RULE, space: 4 } },
            children: linesOf(line),
          }),
      );
  }
}

function columnWidths({ columns, widths = COLUMN_PARTS }: Extract<ReportBlock, { type: 'table' }>): number[] {
  const parts = columns.map((_, at) => widths[at] ?? 100 / columns.length);
  const whole = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => Math.floor((part * PAGE_WIDTH) / whole));
}

function tableOf(
  rows: readonly (readonly string[])[],
  columnWidths: readonly number[],
  columns?: readonly string[],
): Table {
  const rowOf = (texts: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: texts.map(
        (text, at) =>
          new TableCell({
            width: { size: columnWidths[at] ?? 1_000, type: WidthType.DXA },
            borders: RULED,
            margins: CELL_MARGINS,
            children: [
              new Paragraph({
                children: linesOf(text, isHead || (!columns && at === 0) ? { bold: true } : {}),
              }),
            ],
          }),
      ),
    });
  return new Table({
    width: { size: PAGE_WIDTH, type: WidthType.DXA },
    columnWidths: [...columnWidths],
    rows: [...(columns ? [rowOf(columns, true)] : []), ...rows.map((row) => rowOf(row, false))],
  });
}

/** Characters that XML 1.0 cannot carry, lone halves of pairs among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The runs of a text, broken where the writer broke it. */
function linesOf(
  text: string,
  format: { bold?: boolean; italics?: boolean; color?: string } = {},
): TextRun[] {
  return text
    .toWellFormed()
    .replace(NOT_XML, '')
    .split(/\r\n|\r|\n/)
    .map((line, at) => new TextRun({ text: line, ...format, ...(at > 0 && { break: 1 }) }));
}
