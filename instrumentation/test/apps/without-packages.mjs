// Imported first: makes the packages named in WITHOUT look as if they were not installed.
import { registerHooks } from 'node:module';

const missing = (process.env.WITHOUT ?? '').split(',');

registerHooks({
  resolve(specifier, context, next) {
    if (!missing.includes(specifier)) return next(specifier, context);
    throw Object.assign(new Error(`Cannot find package '${specifier}'`), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
  },
});
