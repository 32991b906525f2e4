import { z } from 'zod';
import { idSchema } from '../model/identifiers';

export const nothing = z.void();
export const bySession = z.object({ sessionId: idSchema });
export const byExport = z.object({ exportId: idSchema });
