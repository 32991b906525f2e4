import type { Gathered } from '#shared/api-contract/debrief-contract';
import classes from './gathering-screen.module.css';

type LeftOutListProps = { gathered: Gathered; ownProfileId: string };

/** Reviews of the session that take no part, each with the reason. */
export function LeftOutList({ gathered: { leftOut, debrief }, ownProfileId }: LeftOutListProps) {
  // Under aliases the names of corrections would tell who is there; what matters is that something was left out.
  const isNamed = debrief.naming === 'names';
  if (leftOut.length === 0) return null;
  return (
    <div className={classes.leftOut}>
      <h3>Not part of it</h3>
      <ul>
        {leftOut.map((each) => (
          <li key={each.review.id}>
            {describe(each, each.review.reviewer.profileId === ownProfileId, isNamed)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function describe({ review, reason }: Gathered['leftOut'][number], isOwn: boolean, isNamed: boolean): string {
  const whose = isOwn ? 'Your review' : isNamed ? `The review of ${review.reviewer.name}` : 'A review';
  const whom = isOwn ? 'you' : 'its reviewer';
  switch (reason) {
    case 'draft':
      return `${isOwn ? 'Your own review' : whose} is a draft. It takes part once it is submitted.`;
    case 'other-framework':
      return `${whose} is under another framework or edition (${review.framework.id}, edition ${review.framework.edition}). What is rated on different scales cannot be compared.`;
    case 'corrected':
      return `${whose} of before was replaced by a correction, which counts in its place.`;
    case 'same-person':
      return `${whose} is a second one by ${whom}. What was submitted last counts.`;
    case 'too-many':
      return `${whose} came after ten others. A debrief hears ten reviewers at most.`;
  }
}
