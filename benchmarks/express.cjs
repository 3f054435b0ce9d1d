// The same smallest skill behind Amazon's own adapter for Express, for comparison. node express.cjs PORT PROCESSES
// What it trusts and what is signed come from the environment, as for the Python servers; nobody goes to the network.
const cluster = require('cluster');
const fs = require('fs');
const { EventEmitter } = require('events');
const Module = require('module');

if (cluster.isPrimary) {
  for (let i = 0; i < Number(process.argv[3]); i++) cluster.fork();
  process.on('SIGTERM', () => process.exit(0));
} else {
  serve();
}

function serve() {
  const roots = fs.readFileSync(process.env.SSL_CERT_FILE, 'utf8').match(/-----BEGIN[^]*?-----END CERTIFICATE-----/g);
  const load = Module._load;
  Module._load = (name, parent, isMain) =>
    name === 'tls' && /express-adapter/.test(parent.filename) ? { rootCertificates: roots } : load(name, parent, isMain);
  require('https').get = (address, answer) => {
    const response = Object.assign(new EventEmitter(), { statusCode: 200, setEncoding() {} });
    setImmediate(() => {
      answer(response);
      response.emit('data', fs.readFileSync(process.env.BENCH_CHAIN, 'utf8'));
      response.emit('end');
    });
    return Object.assign(new EventEmitter(), { end() {} });
  };

  const installed = Module.createRequire(process.env.BENCH_NODE + '/');
  const { SkillBuilders } = installed('ask-sdk-core');
  const { ExpressAdapter } = installed('ask-sdk-express-adapter');

  const skill = SkillBuilders.custom()
    .addRequestHandlers({
      canHandle: (input) => input.requestEnvelope.request.type === 'IntentRequest',
      handle: (input) => input.responseBuilder.speak('Hello').getResponse(),
    })
    .withSkillId(process.env.SKILL_ID)
    .create();

  const app = installed('express')();
  app.post('/alexa', new ExpressAdapter(skill, true, true).getRequestHandlers());
  app.listen(Number(process.argv[2]), '127.0.0.1');
}
