// Loaded into every process that `npm start` starts: when the parent is gone, however it went, the
// channel to it closes and the process ends in order. Nothing is left behind holding ports or data.
import process from 'node:process';

process.channel?.unref();
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
