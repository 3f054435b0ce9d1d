// What Amazon's adapter for Express makes of the cases in a file, one word each. node limbo_express.cjs CASES.json
const fs = require('fs');
const Module = require('module');
const vm = require('vm');

const installed = Module.createRequire(process.env.BENCH_NODE + '/');
const RealDate = Date;
let now = 0;
let roots = [];
let domain = '';
global.Date = class extends RealDate {
  constructor(...given) {
    given.length ? super(...given) : super(now);
  }
};
const load = Module._load;
Module._load = (name, parent, isMain) =>
  name === 'tls' && /express-adapter/.test(parent.filename) ? { rootCertificates: roots } : load(name, parent, isMain);
const source = installed.resolve('ask-sdk-express-adapter/dist/verifier/index.js');
const text = fs.readFileSync(source, 'utf8').replace(/const CERT_CHAIN_DOMAIN = .*;/, '');
const made = new Module(source, null);
made.filename = source;
made.paths = Module._nodeModulePaths(source);
Object.defineProperty(global, 'CERT_CHAIN_DOMAIN', { get: () => domain });
made._compile(text, source);

const verifier = new made.exports.SkillRequestSignatureVerifier();
const results = {};
for (const each of JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) {
  now = each.validation_time ? RealDate.parse(each.validation_time) : RealDate.now();
  roots = each.trusted_certs;
  domain = each.expected_peer_name.value;
  global.look = () => verifier._validateCertChain([each.peer_certificate, ...each.untrusted_intermediates].join('\n'));
  try {
    vm.runInThisContext('look()', { timeout: 3000 });
    results[each.id] = 'accepted';
  } catch (error) {
    results[each.id] = error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'endless' : 'refused';
  }
}
console.log(JSON.stringify(results));
