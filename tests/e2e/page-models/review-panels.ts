import type { Page } from '@playwright/test';

type StateLabel = 'Observed' | 'Partly' | 'Not observed' | 'No opportunity' | 'Not assessable';
type FeedbackLabel = 'Strengths' | 'One thing to develop' | 'Next step';

/** What is said beside the recording: the checklist, the ratings, the written feedback, and sealing it all. */
export class ReviewPanels {
  readonly searchField;
  readonly filter;
  readonly submitDialog;

  constructor(readonly page: Page) {
    this.searchField = page.getByRole('searchbox', { name: 'Search the checklist' });
    this.filter = page.getByRole('combobox', { name: 'Lines to show' });
    this.submitDialog = page.getByRole('dialog', { name: 'Submit this review?' });
  }

  async open(tab: 'Checklist' | 'Rating' | 'Feedback') {
    await this.page.getByRole('tab', { name: tab }).click();
  }

  /** One line of the checklist; it takes the keys o p n - x, Backspace, E, Enter and the arrows. */
  line(indicatorCode: string) {
    return this.page.getByRole('group', { name: startingWithCode(indicatorCode) });
  }

  state(indicatorCode: string, state: StateLabel) {
    return this.line(indicatorCode).getByRole('radio', { name: state, exact: true });
  }

  /** Presses a state; pressing the chosen one again unmarks the line. */
  async tick(indicatorCode: string, state: StateLabel) {
    await this.state(indicatorCode, state).click();
  }

  async linkSelected(indicatorCode: string) {
    await this.line(indicatorCode)
      .getByRole('button', { name: /^Link .+, the selected moment/ })
      .click();
  }

  /** The moments linked to a line, each with a button that plays and one that unlinks. */
  evidence(indicatorCode: string) {
    return this.line(indicatorCode).getByRole('list', { name: `Evidence for ${indicatorCode}` });
  }

  async showDetails(indicatorCode: string) {
    await this.line(indicatorCode)
      .getByRole('button', { name: `Details of ${indicatorCode}` })
      .click();
  }

  note(indicatorCode: string) {
    return this.line(indicatorCode).getByRole('textbox', { name: `Note on ${indicatorCode}` });
  }

  /** One competency on the rating panel. */
  competency(competencyCode: string) {
    return this.page.getByRole('region', { name: startingWithCode(competencyCode) });
  }

  value(competencyCode: string, label: string) {
    return this.competency(competencyCode).getByRole('radio', { name: label, exact: true });
  }

  async rate(competencyCode: string, label: string) {
    await this.value(competencyCode, label).click();
  }

  rationaleField(competencyCode: string) {
    return this.competency(competencyCode).getByRole('textbox', { name: 'Rationale' });
  }

  /** Writes a rationale and leaves the field, which hands it on at once. */
  async rationale(competencyCode: string, text: string) {
    await this.rationaleField(competencyCode).fill(text);
    await this.rationaleField(competencyCode).blur();
  }

  async linkSelectedToCompetency(competencyCode: string) {
    await this.competency(competencyCode)
      .getByRole('button', { name: /^Link .+, the selected moment/ })
      .click();
  }

  ratingEvidence(competencyCode: string) {
    return this.competency(competencyCode).getByRole('list', { name: /^Evidence for / });
  }

  feedbackField(part: FeedbackLabel) {
    return this.page.getByRole('textbox', { name: part });
  }

  async feedback(part: FeedbackLabel, text: string) {
    await this.feedbackField(part).fill(text);
    await this.feedbackField(part).blur();
  }

  /** Answers the question whether to seal the review, whatever is still open. */
  async confirmSubmit() {
    await this.submitDialog.getByRole('button', { name: /^Submit (review|with )/ }).click();
  }
}

/** Names begin with the code, which must not match a longer one such as `1` in `10`. */
function startingWithCode(code: string): RegExp {
  return new RegExp(`^${code.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')} `);
}
