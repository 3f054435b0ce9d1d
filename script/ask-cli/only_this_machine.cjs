// Loaded before Amazon's command line, and before every Node program that it starts: no connection leaves this machine.
const dgram = require("dgram");
const dns = require("dns");
const net = require("net");

const ours = (host) => !host || host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
const refuse = (host) => {
  throw new Error(`script/ask: a connection to ${host} was refused; only the desk on this machine is called`);
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given; // Node hands over what it has normalized
  const host = typeof first === "object" && first !== null ? first.host : typeof second === "string" ? second : undefined;
  if (!ours(host)) refuse(host);
  return connect.apply(this, given);
};

for (const holder of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(holder).filter((each) => /^(lookup|resolve|reverse)/.test(each))) {
    const ask = holder[name];
    holder[name] = function (host, ...rest) {
      if (!ours(host)) refuse(host);
      return ask.call(this, host, ...rest);
    };
  }
}

dgram.Socket.prototype.send = () => refuse("another machine");
