import { z } from 'zod';

// zod asks at the making of each schema whether it may generate code; the content security policy says no, and the
// browser reports the question as a violation. Imported before everything that makes a schema.
z.config({ jitless: true });
