import type { Framework, Scale } from '#shared/model/framework';
import { Uncertain } from '../uncertain';
import classes from './book-front.module.css';

/** What stands before the first domain: where the book comes from, its scales, and its kinds of moment. */
export function BookFront({ framework }: { framework: Framework }) {
  const { description, sourceNote, uncertain, scales, kinds } = framework;
  return (
    <div className={classes.front}>
      {description && <p>{description}</p>}
      <Uncertain reason={uncertain} />
      {sourceNote && (
        <section>
          <h2>Where it comes from</h2>
          <p>{sourceNote}</p>
        </section>
      )}
      {scales.map((scale) => (
        <ScaleTable key={scale.id} scale={scale} />
      ))}
      {kinds.length > 0 && (
        <section>
          <h2>Its own kinds of moment</h2>
          <dl>
            {kinds.map((kind) => (
              <div key={kind.id}>
                <dt>{kind.label}</dt>
                <dd>
                  {kind.description} A key press marks from {kind.leadMs / 1_000} s before to{' '}
                  {kind.lagMs / 1_000} s after.
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function ScaleTable({ scale: { title, values, noOpportunity, uncertain } }: { scale: Scale }) {
  return (
    <section>
      <h2>Scale: {title}</h2>
      <Uncertain reason={uncertain} />
      <dl aria-label={`Values of “${title}”, from low to high`}>
        {values.map(({ id, label, anchor }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>{anchor}</dd>
          </div>
        ))}
        <div>
          <dt>Beside it</dt>
          <dd>
            “No opportunity” and “Not assessable” are no low values and are never counted as such.
            {noOpportunity && ` ${noOpportunity}`}
          </dd>
        </div>
      </dl>
    </section>
  );
}
