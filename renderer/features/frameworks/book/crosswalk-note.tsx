import { Link } from 'wouter';
import type { FrameworkReference } from '#shared/model/framework';
import { paths } from '../../../app/routes';
import { Uncertain } from '../uncertain';
import classes from './crosswalk-note.module.css';
import { type CrosswalkView, RELATION_WORDS, UNMAPPED_WORDS } from './crosswalk-view';

type CrosswalkNoteProps = { code: string; framework: FrameworkReference; view: CrosswalkView };

/** Where one item is in the other framework, each place a link to it. */
export function CrosswalkNote({ code, framework, view }: CrosswalkNoteProps) {
  const line = view.lines.get(code);
  if (!line) return <p className={classes.note}>{UNMAPPED_WORDS}</p>;
  return (
    <div className={classes.note} data-relation={line.relation}>
      <span>{RELATION_WORDS[line.relation]}</span>
      {line.to.map((target) => (
        <span key={target}>
          {' '}
          <PlaceLink code={target} here={framework} view={view} />
        </span>
      ))}
      {line.note && <span className={classes.remark}> {line.note}</span>}
      <Uncertain reason={line.uncertain} />
    </div>
  );
}

type PlaceLinkProps = { code: string; here: FrameworkReference; view: CrosswalkView };

/** Leads to an item of the other framework, which then is read beside this one. */
export function PlaceLink({ code, here, view: { other, texts } }: PlaceLinkProps) {
  return (
    <Link href={paths.framework(other, { at: code, beside: here })} className={classes.link}>
      <b>{code}</b> {texts.get(code)}
    </Link>
  );
}
