// Makes `import … from 'electron'` find the stand-in. Use: node --import <this file> out/main/index.js
// A plain module, because it runs before anything could load TypeScript; the stand-in itself is TypeScript, whose
// types Node 24 strips. Node wants file extensions in imports and TypeScript does not, so they are added here.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const standIn = new URL('./index.ts', import.meta.url).href;
const helpers = new URL('../', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'electron' || specifier === 'electron/main')
      return { url: standIn, shortCircuit: true };
    if (specifier.startsWith('.') && context.parentURL?.startsWith(helpers)) {
      const url = new URL(`${specifier}.ts`, context.parentURL);
      if (existsSync(fileURLToPath(url))) return nextResolve(url.href, context);
    }
    return nextResolve(specifier, context);
  },
});
