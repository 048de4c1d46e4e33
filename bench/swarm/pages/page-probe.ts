// Runs in every page before its own scripts.
import { watchPage } from './page-watch.js';

if (location.protocol === 'http:') watchPage({ lag: true });
