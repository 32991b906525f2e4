import { Fragment, type ReactNode } from 'react';
import type { ReportBlock, ReportCell } from '#shared/reports/report-blocks';
import classes from './report-view.module.css';

type ReportViewProps = {
  blocks: readonly ReportBlock[];
  /** BCP 47 tag of its words. */
  language: string;
  /** Shows a place in the recording; without it places are plain text. */
  renderPlace?: (cell: ReportCell, place: NonNullable<ReportCell['place']>) => ReactNode;
  /** What stands on the screen alone under the heading of a part, by what the part is about. */
  renderUnder?: (about: string) => ReactNode;
};

/** A report as it will print. */
export function ReportView({ blocks, language, renderPlace, renderUnder }: ReportViewProps) {
  return (
    <article className={classes.paper} lang={language}>
      {blocks.map((block, index) => {
        const about = block.type === 'heading' ? block.about : undefined;
        return (
          // What is written under a heading stays where it is while the blocks around it change.
          <Fragment key={about ?? index}>
            <Block block={block} renderPlace={renderPlace} />
            {about !== undefined && renderUnder?.(about)}
          </Fragment>
        );
      })}
    </article>
  );
}

type BlockProps = { block: ReportBlock; renderPlace: ReportViewProps['renderPlace'] };

function Block({ block, renderPlace }: BlockProps) {
  switch (block.type) {
    case 'title':
      return <h1 className={classes.title}>{block.text}</h1>;
    case 'heading':
      return block.level === 2 ? (
        <h2 className={classes.section}>{block.text}</h2>
      ) : (
        <h3 className={classes.item}>{block.text}</h3>
      );
    case 'facts':
      return (
        <dl className={classes.facts}>
          {block.rows.map(({ label, value }) => (
            <div key={label} className={classes.fact}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'paragraph':
      return (
        <p className={classes.paragraph} data-tone={block.tone}>
          {block.text}
        </p>
      );
    case 'labelled':
      return (
        <p className={classes.paragraph}>
          <strong>{block.label}:</strong> {block.text}
        </p>
      );
    case 'table':
      return <EvidenceTable block={block} renderPlace={renderPlace} />;
    case 'signatures':
      return (
        <div className={classes.signatures}>
          {block.lines.map((line) => (
            <p key={line} className={classes.signature}>
              {line}
            </p>
          ))}
        </div>
      );
  }
}

type EvidenceTableProps = {
  block: Extract<ReportBlock, { type: 'table' }>;
  renderPlace: ReportViewProps['renderPlace'];
};

function EvidenceTable({ block: { name, columns, widths, rows }, renderPlace }: EvidenceTableProps) {
  return (
    <table className={classes.table} aria-label={name} data-measured={widths !== undefined}>
      {widths && (
        <colgroup>
          {columns.map((column, at) => (
            <col key={column} style={{ width: `${widths[at]}%` }} />
          ))}
        </colgroup>
      )}
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and never move
          <tr key={index}>
            {row.map((cell, at) => (
              <td key={columns[at]}>
                {cell.place && renderPlace ? renderPlace(cell, cell.place) : cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
