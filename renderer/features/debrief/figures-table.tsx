import type { AgreementFigure } from '#shared/agreement/agreement-report';
import { writeFigure, writeInterval } from '#shared/agreement/agreement-words';
import classes from './agreement-section.module.css';

type FiguresTableProps = {
  name: string;
  figures: readonly AgreementFigure[];
  /** What one unit is, in the plural. */
  noun: string;
  /** Units behind a figure that has no value; one that has says how many it stands on. */
  units: number;
};

/** Figures with what stands behind each: its interval and its units; where there is none, why. */
export function FiguresTable({ name, figures, noun, units }: FiguresTableProps) {
  return (
    <table className={classes.table} aria-label={name}>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Value</th>
          <th scope="col">95 % interval</th>
          <th scope="col">In common</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((each) => (
          <tr key={each.id}>
            <th scope="row">{each.label}</th>
            <td>{writeFigure(each.figure)}</td>
            <td>{writeInterval(each)}</td>
            <td>
              {each.figure.isDefined ? each.figure.units : units} {noun}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
