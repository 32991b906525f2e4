import { z } from 'zod';

// zod writes faster parsers as code where it may. Under a content security policy it may not, and a schema that was
// made before the policy took hold would fail at its first use. Import this before anything that makes a schema.
z.config({ jitless: true });
