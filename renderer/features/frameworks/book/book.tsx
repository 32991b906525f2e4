import { NativeSelect, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Framework, FrameworkReference } from '#shared/model/framework';
import { useFramework, useFrameworks } from '../../../app/queries/framework-queries';
import { formatFrameworkReference, parseFrameworkReference, paths } from '../../../app/routes';
import { editionLabel, frameworkLabel } from '../../../ui/framework-label';
import { joinedFrameworks } from '../../../ui/joined-frameworks';
import { usePageTitle } from '../../../ui/use-page-title';
import { Disclaimer } from '../disclaimer';
import { countOf, languageName } from '../framework-words';
import classes from './book.module.css';
import { BookActions } from './book-actions';
import { BookPages, type BookPagesHandle } from './book-pages';
import { BOOK_PARTS, type BookPart, countPart, prepareBook, selectRows } from './book-rows';
import { summariseCrosswalk, viewBeside } from './crosswalk-view';

const PART_LABELS: Readonly<Record<BookPart, string>> = {
  all: 'All of it',
  new: 'New in this edition',
  reworded: 'Reworded in this edition',
  uncertain: 'Not certain',
  gates: 'Gates',
};

type BookProps = {
  framework: Framework;
  /** The framework that it is read beside. */
  beside: FrameworkReference | undefined;
  /** The code of the item to open it at. */
  at: string | undefined;
};

/** One framework to read: its contents, its pages, a search, and where its items are in other editions. */
export function Book({ framework, beside, at }: BookProps) {
  const { domains, language } = framework;
  usePageTitle(frameworkLabel(framework));
  const [, navigate] = useLocation();
  const [search, setSearch] = useState('');
  const [part, setPart] = useState<BookPart>('all');
  const pages = useRef<BookPagesHandle>(null);
  const wanted = useDeferredValue(search);
  const book = useMemo(() => prepareBook(framework), [framework]);
  const { rows, found } = useMemo(() => selectRows(book, wanted, part), [book, wanted, part]);

  function goTo(code: string): void {
    setSearch('');
    setPart('all');
    pages.current?.goTo(code);
  }

  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <div className={classes.names}>
          <Link href={paths.frameworks()} className={classes.back}>
            All frameworks
          </Link>
          <h1>
            {framework.title} <span className={classes.edition}>{editionLabel(framework)}</span>
          </h1>
          <Text size="xs" c="dimmed">
            {formatFrameworkReference(framework)} · {languageName(language)}
          </Text>
          <Disclaimer />
        </div>
        <BookActions framework={framework} />
      </header>
      <search className={classes.tools}>
        <TextInput
          type="search"
          size="xs"
          className={classes.search}
          aria-label="Search this framework"
          placeholder="Search codes and texts"
          leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          aria-label="Part to show"
          value={part}
          data={BOOK_PARTS.map((value) => ({
            value,
            label: value === 'all' ? PART_LABELS.all : `${PART_LABELS[value]} (${countPart(book, value)})`,
          }))}
          onChange={(event) =>
            setPart(BOOK_PARTS.find((value) => value === event.currentTarget.value) ?? 'all')
          }
        />
        <BesideChoice
          framework={framework}
          beside={beside}
          onChoose={(other) =>
            navigate(paths.framework(framework, other && { beside: other }), { replace: true })
          }
        />
        <Text role="status" size="xs" c="dimmed" className={classes.found}>
          {found === undefined ? '' : found === 0 ? 'Nothing was found.' : `${countOf(found, 'line')} found`}
        </Text>
      </search>
      <div className={classes.body}>
        <nav aria-label="Contents" className={classes.contents}>
          {domains.map((domain) => (
            <div key={domain.id}>
              <p className={classes.domain}>{domain.title}</p>
              <ul>
                {domain.competencies.map(({ code, title }) => (
                  <li key={code}>
                    <button type="button" onClick={() => goTo(code)}>
                      <span className={classes.code}>{code}</span> {title}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <PagesBeside
          key={beside && formatFrameworkReference(beside)}
          ref={pages}
          framework={framework}
          beside={beside}
          rows={rows}
          isWhole={found === undefined}
          at={at}
          onGoTo={goTo}
        />
      </div>
    </div>
  );
}

type BesideChoiceProps = {
  framework: Framework;
  beside: FrameworkReference | undefined;
  onChoose: (other: FrameworkReference | undefined) => void;
};

/** Chooses the edition or framework to look up every item in; nothing where no crosswalk joins any to this one. */
function BesideChoice({ framework, beside, onChoose }: BesideChoiceProps) {
  const { data: frameworks = [] } = useFrameworks();
  const joined = joinedFrameworks(framework, frameworks);
  if (joined.length === 0) return null;
  return (
    <NativeSelect
      size="xs"
      aria-label="Where did this go in"
      value={beside ? formatFrameworkReference(beside) : ''}
      data={[
        { value: '', label: 'Where did this go in…' },
        ...joined.map((other) => ({
          value: formatFrameworkReference(other),
          label: `Beside: ${frameworkLabel(other)}`,
        })),
      ]}
      onChange={(event) => onChoose(parseFrameworkReference(event.currentTarget.value))}
    />
  );
}

type PagesBesideProps = Omit<React.ComponentProps<typeof BookPages>, 'view'> & {
  beside: FrameworkReference | undefined;
};

/** The pages, with the other framework once it is there. */
function PagesBeside({ beside, ...props }: PagesBesideProps) {
  return beside ? <PagesWithOther beside={beside} {...props} /> : <BookPages {...props} view={undefined} />;
}

function PagesWithOther({ beside, ...props }: PagesBesideProps & { beside: FrameworkReference }) {
  const other = useFramework(beside);
  const view = useMemo(
    () => other.data && viewBeside(props.framework, other.data),
    [props.framework, other.data],
  );
  const remark = other.isError
    ? `${formatFrameworkReference(beside)} is not in this library.`
    : view
      ? `In ${frameworkLabel(view.other)}: ${summariseCrosswalk(view)}.`
      : other.data && 'No crosswalk joins the two.';
  return <BookPages {...props} view={view} remark={remark} />;
}
