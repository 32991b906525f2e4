import { z } from 'zod';

// zod asks at the making of each schema whether it may generate code; the content security policy says no, and the
// browser reports the question as a violation. A bundler may run shared chunks before this one, so everything that
// makes a schema is loaded only after this line.
z.config({ jitless: true });

void import('./app/start');
