// Makes Node look like the oldest that we support, which has no import hooks in the app's own thread.
Object.defineProperty(process.versions, 'node', { value: '22.15.0', configurable: true });
