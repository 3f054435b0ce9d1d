// Reads APL documents by name from standard input, and prints what Amazon's static validator says of each.
const { StaticAplTemplateValidator } = require("apl-suggester");

console.log = () => {}; // the validator chatters

async function main() {
  const documents = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const found = {};
  for (const [name, document] of Object.entries(documents)) {
    found[name] = await new StaticAplTemplateValidator().validate(document);
  }
  process.stdout.write(JSON.stringify(found));
}

main();
