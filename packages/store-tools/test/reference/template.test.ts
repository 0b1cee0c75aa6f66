import { describe, expect, test } from "vitest";
import { InvalidReferenceError } from "../../src/index.ts";
import { parseTemplate, type Variable } from "../../src/reference/template.ts";

const variables = new Map<string, Variable>([
  ["i", 7],
  ["u", "server/path"],
  ["f", parseTemplate("{{c}}")],
  ["g", parseTemplate("{{a}}-{{b * 2}}")],
]);
const render = (text: string) => parseTemplate(text)(variables);

test.each([
  ["plain text", "plain text"],
  ["", ""],
  ["http://{{u}}_{{i}}", "http://server/path_7"],
  ["{{ i }}{{i}}", "77"],
  ["{{(i + 1) * 1000}}", "8000"],
  ["{{i+1*10}}", "17"],
  ["{{ 10 - 2 - 3 }}", "5"],
  ["{{i // 2}} {{-i // 2}} {{-i % 4}} {{i % -4}}", "3 -4 1 -1"],
  ["{{ 2 * -3 }}{{ - - 4 }}{{0 * -1}}", "-640"],
  ["{{ 'a' + \"b\" + u }}", "abserver/path"],
  ["{{f(c='text')}}", "text"],
  ["{{ f( c = i + 1 ) }}", "8"],
  ["{{g(a='}}', b=4)}}", "}}-8"],
  ["{{f(c=f(c=u))}}", "server/path"],
  ["{ {i} }", "{ {i} }"],
  ["}}{{i}}", "}}7"],
])("%j is %j", (text, expected) => {
  expect(render(text)).toBe(expected);
});

describe("what is not understood is an error", () => {
  test.each([
    "{{",
    "{{}}",
    "{{i",
    "{{i}",
    "{{i i}}",
    "{{i +}}",
    "{{(i}}",
    "{{i / 2}}",
    "{{i ** 2}}",
    "{{i | abs}}",
    "{{u.upper()}}",
    "{{u[0]}}",
    "{{1.5}}",
    "{{1e3}}",
    "{{'%03d' % i}}",
    "{{'a\\'b'}}",
    "{{'a' * 3}}",
    "{{u + 1}}",
    "{{missing}}",
    "{{f}}",
    "{{u(c=1)}}",
    "{{f('text')}}",
    "{{f(c='text'}}",
    "{{f(d='text')}}",
    "{{i // 0}}",
    "{{i % 0}}",
    "{{9007199254740992}}",
    "{{9007199254740991 * 3}}",
    "{% for x in y %}{{x}}{% endfor %}",
    "{# nothing #}",
    `{{${"(".repeat(1000)}i${")".repeat(1000)}}}`,
    `{{${"-".repeat(100_000)}i}}`,
  ])("%.40s", (text) => {
    expect(() => render(text)).toThrow(InvalidReferenceError);
  });
});
