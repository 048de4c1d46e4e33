// The parts that every figure rests on: node bench/run.mjs swarm/pages/parts.test
import './barcode.test.js';
import './counting-proxy.test.js';
import './figures.test.js';
import './stall-watch.test.js';
import './token-bucket.test.js';
