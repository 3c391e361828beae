import { describe, expect, test } from 'vitest';
import { contextOf, evaluate } from '../index.ts';

/** The text stays as it was written: it failed, or came to nothing. */
const kept = Symbol('kept');
const context = {
  s: 'Hello World',
  empty: '',
  blank: '  ',
  n: 7,
  d: 2.5,
  neg: -3,
  big: 1700000000000,
  t: true,
  nul: null,
  list: [1, 2, 3, 4],
  words: ['b', 'a', 'c'],
  nested: [[1, 2], [3]],
  maps: [{ n: 'x', v: 1 }, { n: 'y', v: 2 }, { n: 'z' }],
  map: { a: 1, b: { c: 'deep' }, 'k-e-y': 'dash', 'x.y': 'dot' },
  emptyList: [],
  emptyMap: {},
  js: '{"a":[1,2,{"b":null}]}',
  yml: 'a: 1\nb: [x, y]\n',
  when: 'ok',
  trigger: {
    type: 'manual',
    parameters: { tag: 'v1', 'my-param': 'p', count: '3' },
    buildInfo: {
      number: 12,
      scm: [
        { branch: 'master', sha1: 'm' },
        { branch: 'feat', sha1: 'f' },
      ],
    },
  },
  execution: {
    id: 'E',
    application: 'app',
    name: 'pipe',
    status: 'RUNNING',
    buildTime: 1700000000000,
    startTime: 1700000000001,
    authentication: { user: 'ana' },
    trigger: { type: 'manual', parameters: { tag: 'v1' } },
    stages: [
      {
        id: 's1',
        refId: '1',
        name: 'Build',
        type: 'wait',
        status: 'SUCCEEDED',
        startTime: 5,
        endTime: 9,
        context: { waitTime: 3 },
        outputs: { out: 'o1', artifacts: [{ type: 'docker/image', name: 'web' }] },
        requisiteStageRefIds: [],
      },
      {
        id: 's2',
        refId: '2',
        name: 'Judge',
        type: 'manualJudgment',
        status: 'SUCCEEDED',
        context: { judgmentInput: 'yes' },
        outputs: {},
        requisiteStageRefIds: ['1'],
      },
      {
        id: 's3',
        refId: '3',
        name: 'Fail',
        type: 'webhook',
        status: 'TERMINAL',
        context: { webhook: { statusCodeValue: 500 } },
        outputs: {},
        requisiteStageRefIds: ['2'],
      },
    ],
  },
};

function check(text: string, expected: unknown): void {
  const { value, failed } = evaluate(text, contextOf(context), { now: () => 1_700_000_000_000 });
  if (expected === kept) expect([value, failed]).toEqual([text, true]);
  else expect(value).toEqual(expected);
}

describe('numbers keep Java’s types', () => {
  test.each<[string, unknown]>([
    ['${1 + 2 * 3}', 7],
    ['${(1 + 2) * 3}', 9],
    ['${7 / 2}', 3],
    ['${7.0 / 2}', 3.5],
    ['${7 % 3}', 1],
    ['${-7 / 2}', -3],
    ['${-7 % 3}', -1],
    ['${2 ^ 10}', 1024],
    ['${2 ^ 0}', 1],
    ['${2.0 ^ 3}', 8],
    ['${10 div 3}', 3],
    ['${10 mod 3}', 1],
    ["${1 + 'a'}", '1a'],
    ["${'a' + 1 + 2}", 'a12'],
    ["${1 + 2 + 'a'}", '3a'],
    ["${'a' * 3}", 'aaa'],
    ["${'5' - 3}", '2'],
    ["${'d' - 3}", 'a'],
    ['${1 / 0}', kept],
    ['${1.0 / 0}', 'Infinity'],
    ['${2147483647 + 1}', -2147483648],
    ['${2147483647L + 1}', 2147483648],
    ['${2147483648}', kept],
    ['${0x1F}', 31],
    ['${1e3}', 1000],
    ['${5L}', 5],
    ['${1.5f + 1}', 2.5],
    ['${-n}', -7],
    ['${+n}', 7],
    ['${n - -1}', 8],
    ['${big + 1}', 1700000000001],
    ['${big / 1000}', 1700000000],
    ['${d * 2}', 5],
  ])('%s', check);
});

describe('numbers are written as Java writes them', () => {
  test.each<[string, unknown]>([
    ['x${7.0}', 'x7.0'],
    ['x${d * 2}', 'x5.0'],
    ['x${1e10}', 'x1.0E10'],
    ['x${0.0001}', 'x1.0E-4'],
    ['x${big}', 'x1700000000000'],
    ['x${1/3.0}', 'x0.3333333333333333'],
  ])('%s', check);
});

describe('values are compared', () => {
  test.each<[string, unknown]>([
    ['${1 < 2}', true],
    ['${1 lt 2 and 2 gt 1}', true],
    ['${1 eq 1.0}', true],
    ["${'a' < 'b'}", true],
    ["${'a' == 'A'}", false],
    ['${nul == null}', true],
    ['${null < 1}', true],
    ['${1 == "1"}', false],
    ['${n >= 7 && n <= 7}', true],
    ['${n ne 7}', false],
    ['${!t}', false],
    ['${not t}', false],
    ['${t or undefinedThing}', true],
    ['${n between {1, 10}}', true],
    ["${'b' between {'a','c'}}", true],
    ["${s matches 'Hello.*'}", true],
    ["${s matches 'ello'}", false],
    ["${'x' instanceof T(String)}", true],
    ['${5 instanceof T(Integer)}', true],
    ['${5 instanceof T(Long)}', false],
    ['${null instanceof T(String)}', false],
    ['${{1,2} == {1,2}}', true],
    ['${list == {1,2,3,4}}', true],
    ['${1 && true}', kept],
  ])('%s', check);
});

describe('ternary and Elvis choose', () => {
  test.each<[string, unknown]>([
    ["${t ? 'y' : 'n'}", 'y'],
    ["${nul ?: 'dflt'}", 'dflt'],
    ["${empty ?: 'dflt'}", 'dflt'],
    ["${blank ?: 'dflt'}", '  '],
    ["${s ?: 'd'}", 'Hello World'],
    ["${missing ?: 'd'}", 'd'],
    ["${false ?: 'd'}", false],
    ['${0 ?: 5}', 0],
    ["${emptyList ?: 'd'}", []],
    ['${t ? f ? 1 : 2 : 3}', kept],
    ["${t ? (n > 5 ? 'a' : 'b') : 'c'}", 'a'],
    ['${nul ? 1 : 2}', kept],
  ])('%s', check);
});

describe('safe navigation stops at null', () => {
  test.each<[string, unknown]>([
    ['${nul?.x}', kept],
    ['${nul?.x?.y ?: 1}', 1],
    ['${map?.a}', 1],
    ['${map.b?.c}', 'deep'],
    ['${map.zz?.c}', kept],
    ['${map.zz.c}', kept],
    ['${nul?.toString()}', kept],
    ['${s?.length()}', 11],
    ["${map['zz']?.c ?: 'no'}", 'no'],
    ['${nul?.?[true] ?: 4}', 4],
  ])('%s', check);
});

describe('things are reached by index and key', () => {
  test.each<[string, unknown]>([
    ["${map['k-e-y']}", 'dash'],
    ["${map['x.y']}", 'dot'],
    ['${map["a"]}', 1],
    ['${map[a]}', 1],
    ['${list[0]}', 1],
    ['${list[4]}', kept],
    ['${list[-1]}', kept],
    ['${s[0]}', 'H'],
    ['${nested[0][1]}', 2],
    ['${maps[1].v}', 2],
    ["${#root['s']}", 'Hello World'],
    ["${parameters['my-param']}", 'p'],
    ['${parameters.my-param}', kept],
  ])('%s', check);
});

describe('selection and projection', () => {
  test.each<[string, unknown]>([
    ['${list.?[#this > 2]}', [3, 4]],
    ['${list.^[#this > 2]}', 3],
    ['${list.$[#this > 2]}', 4],
    ['${list.![#this * 2]}', [2, 4, 6, 8]],
    ['${maps.![n]}', ['x', 'y', 'z']],
    ["${maps.?[n == 'y'][0].v}", 2],
    ["${maps.^[n == 'q']}", kept],
    ['${maps.![v]}', [1, 2, null]],
    ['${list.?[false]}', []],
    ['${emptyList.![x]}', []],
    ["${map.?[key == 'a']}", kept],
    ['${map.?[value == 1]}', kept],
    ['${{a:1,b:2}.![key]}', kept],
    ['${{a:1,b:2}.![value]}', kept],
    ['${{a:1,b:2}.^[value > 0]}', kept],
    ['${{a:1,b:2}.$[value > 0]}', kept],
    ['${list.![{x: #this}]}', [{ x: 1 }, { x: 2 }, { x: 3 }, { x: 4 }]],
    ["${execution.stages.?[status.toString() == 'TERMINAL'].![name]}", ['Fail']],
    ["${execution.stages.?[type == 'wait'].size()}", 1],
    ['${list.?[#this]}', kept],
    ['${n.![#this]}', kept],
  ])('%s', check);
});

describe('inline lists and maps', () => {
  test.each<[string, unknown]>([
    ['${{}}', []],
    ['${{:}}', {}],
    ["${{'a','b'}}", ['a', 'b']],
    ["${{a: 1, 'b c': {1,2}}}", { a: 1, 'b c': [1, 2] }],
    ['${{1,{2,3}}}', [1, [2, 3]]],
  ])('%s', check);
});

describe('methods of text', () => {
  test.each<[string, unknown]>([
    ['${s.toUpperCase()}', 'HELLO WORLD'],
    ['${s.toLowerCase()}', 'hello world'],
    ['${s.substring(6)}', 'World'],
    ['${s.substring(0,5)}', 'Hello'],
    ['${s.substring(20)}', kept],
    ["${s.replace('l','L')}", 'HeLLo WorLd'],
    ["${s.replaceAll('[aeiou]','_')}", 'H_ll_ W_rld'],
    ["${s.replaceFirst('o','0')}", 'Hell0 World'],
    ["${s.split(' ')}", ['Hello', 'World']],
    ["${'a,b,,'.split(',')}", ['a', 'b']],
    ["${'a,b,,'.split(',',-1)}", ['a', 'b', '', '']],
    ["${s.contains('lo W')}", true],
    ["${s.startsWith('He')}", true],
    ["${s.endsWith('x')}", false],
    ["${s.indexOf('o')}", 4],
    ["${s.lastIndexOf('o')}", 7],
    ["${s.indexOf('zz')}", -1],
    ['${s.charAt(1)}', 'e'],
    ["${'  a '.trim()}", 'a'],
    ['${blank.isEmpty()}', false],
    ['${empty.isEmpty()}', true],
    ["${s.concat('!')}", 'Hello World!'],
    ["${s.equalsIgnoreCase('hello world')}", true],
    ["${'a'.compareTo('c')}", -2],
    ['${s.hashCode()}', -862545276],
    ["${'%s-%03d'.format('%s-%03d','a',7)}", 'a-007'],
    ["${T(String).format('%.2f', 1.005)}", '1.01'],
    ['${T(String).valueOf(5)}', '5'],
    ["${T(String).join('-', words)}", 'b-a-c'],
    ["${'abc'.toCharArray().length}", 3],
    ["${'a-b'.split('-')[1]}", 'b'],
    ["${s.length() > 5 ? s.substring(0,5) + '...' : s}", 'Hello...'],
    ["${'x'.repeat(3)}", 'xxx'],
    ["${' x '.strip()}", 'x'],
    ["${'  '.isBlank()}", true],
    ["${s.matches('.*World')}", true],
    ['${s.chars()}', kept],
    ['${s.getBytes().length}', 11],
    ['${s.intern()}', 'Hello World'],
    ["${'a\nb'.lines()}", kept],
  ])('%s', check);
});

describe('types and numbers', () => {
  test.each<[string, unknown]>([
    ["${T(Integer).parseInt('42')}", 42],
    ["${T(Integer).parseInt('x')}", kept],
    ["${T(Long).parseLong('9999999999')}", 9999999999],
    ["${T(Double).parseDouble('2.50')}", 2.5],
    ['${T(Math).max(1,2)}', 2],
    ['${T(Math).round(2.5)}', 3],
    ['${T(Math).floor(2.7)}', 2],
    ['x${T(Math).floor(2.7)}', 'x2.0'],
    ['${T(Math).abs(neg)}', 3],
    ['${T(Math).pow(2,3)}', 8],
    ['${T(Math).PI > 3.14}', kept],
    ['${T(Integer).MAX_VALUE}', kept],
    ["${T(Boolean).parseBoolean('TRUE')}", true],
    ['${T(Integer).toHexString(255)}', 'ff'],
    ['${T(java.lang.Math).min(3,2)}', 2],
    ['${n.toString()}', '7'],
    ['${n.toString().length()}', 1],
    ['${n.compareTo(8)}', -1],
    ['${d.intValue()}', 2],
    ['${new Integer(5) + 1}', 6],
    ["${new String('a').length()}", 1],
    ["${new java.lang.String('abc')}", 'abc'],
    ["${T(UUID).fromString('123e4567-e89b-12d3-a456-426614174000').toString()}", kept],
    ["${T(java.net.URLEncoder).encode('a b&c','UTF-8')}", 'a+b%26c'],
  ])('%s', check);
});

describe('dates', () => {
  test.each<[string, unknown]>([
    ["${new java.text.SimpleDateFormat('yyyy-MM-dd').format(new java.util.Date(0L))}", '1970-01-01'],
    ["${T(java.time.LocalDate).parse('2024-02-28').plusDays(2).toString()}", '2024-03-01'],
    ['${T(java.time.LocalDate).of(2024,2,29).plusYears(1).toString()}', '2025-02-28'],
    ["${T(java.time.LocalDate).parse('2024-01-31').plusMonths(1).toString()}", '2024-02-29'],
    ['${T(java.time.Instant).ofEpochMilli(big).toString()}', '2023-11-14T22:13:20Z'],
    ['${T(java.time.Instant).ofEpochSecond(0L).plusSeconds(60).toString()}', '1970-01-01T00:01:00Z'],
    ["${T(java.time.LocalDate).parse('2024-05-06').getDayOfWeek().toString()}", 'MONDAY'],
    [
      "${T(java.time.temporal.ChronoUnit).DAYS.between(T(java.time.LocalDate).parse('2024-01-01'), T(java.time.LocalDate).parse('2024-03-01'))}",
      kept,
    ],
    ["${T(java.time.LocalDateTime).parse('2024-01-01T10:00').plusHours(20).toString()}", '2024-01-02T06:00'],
  ])('%s', check);
});

describe('methods of lists and maps', () => {
  test.each<[string, unknown]>([
    ['${list.size()}', 4],
    ['${list.contains(3)}', true],
    ['${list.indexOf(9)}', -1],
    ['${list.isEmpty()}', false],
    ['${list.subList(1,3)}', [2, 3]],
    ['${list.get(0)}', kept],
    ['${map.size()}', 4],
    ["${map.containsKey('a')}", true],
    ["${map.get('zz')}", kept],
    ["${map.getOrDefault('zz','d')}", kept],
    ['${map.keySet()}', ['a', 'b', 'k-e-y', 'x.y']],
    ['${{a:1}.values()}', [1]],
    ['${map.keySet().size()}', 4],
    ['${map.containsValue(1)}', true],
    ['${words.toString()}', '[b, a, c]'],
    ['${emptyMap.isEmpty()}', true],
    ['${list.containsAll({1,2})}', true],
  ])('%s', check);
});

describe('lists, maps and null inside text', () => {
  test.each<[string, unknown]>([
    ['v=${list}', 'v=1,2,3,4'],
    ['v=${words}', 'v=b,a,c'],
    ['v=${emptyList}', 'v='],
    ['v=${{a:1}}', kept],
    ["v=${{a:{b:'c'}}}", kept],
    ['v=${{a:{1,2}}}', kept],
    ['v=${nul}', kept],
    ['v=${missing}-${n}', 'v=${missing}-7'],
    ['v=${t}', 'v=true'],
    ['v=${nested}', 'v=1,2,3'],
  ])('%s', check);
});

describe('whole values, literals and delimiters', () => {
  test.each<[string, unknown]>([
    ['${map}', { a: 1, b: { c: 'deep' }, 'k-e-y': 'dash', 'x.y': 'dot' }],
    ['${list}', [1, 2, 3, 4]],
    ['${t}', true],
    ['${n}', 7],
    ['${nul}', kept],
    [' ${n}', ' 7'],
    ['${n} ', '7 '],
    ['${n}${n}', '77'],
    ['$${n}', '$7'],
    ['${}', kept],
    ['${ }', kept],
    ['$n', '$n'],
    ['#{n}', '#{n}'],
    ["${'${n}'}", '${n}'],
    ["${'it''s'}", "it's"],
    ['${"a""b"}', 'a"b'],
    ["${'a\\nb'}", 'a\\nb'],
    ["${'}'}", '}'],
    ["a ${'{'} b", 'a { b'],
  ])('%s', check);
});

describe('helper functions', () => {
  test.each<[string, unknown]>([
    ['${#toJson(map.b)}', '{"c":"deep"}'],
    ['${#toJson(list)}', '[1,2,3,4]'],
    ["${#toJson('a')}", '"a"'],
    ['${#toJson(nul)}', 'null'],
    ["${#toInt('42')}", 42],
    ["${#toInt('x')}", kept],
    ["${#toInt(' 4')}", kept],
    ["${#toFloat('2.5')}", 2.5],
    ["${#toBoolean('true')}", true],
    ["${#toBoolean('yes')}", false],
    ["${#toBase64('hé')}", 'aMOp'],
    ["${#fromBase64('aMOp')}", 'hé'],
    ["${#alphanumerical('a-b_c 1.2')}", 'abc12'],
    ['${#readJson(js).a[2].b}', kept],
    ['${#readJson(js).a.size()}', 3],
    ["${#readJson('[1,2]')[1]}", 2],
    ["${#readJson('oops')}", kept],
    ['${#readYaml(yml).b[1]}', 'y'],
    ["${#readAllYaml('a: 1\n---\nb: 2')}", [{ a: 1 }, { b: 2 }]],
    ["${#stage('Build').status}", 'SUCCEEDED'],
    ["${#stage('Build').status == 'SUCCEEDED'}", true],
    ["${#stage('Build').status.toString()}", 'SUCCEEDED'],
    ["${#stage('Build').outputs.out}", 'o1'],
    ["${#stage('Build').context.waitTime}", 3],
    ["${#stage('Build').hasSucceeded}", true],
    ["${#stage('Fail').hasFailed}", true],
    ["${#stage('s1').name}", 'Build'],
    ["${#stage('None')}", kept],
    ["${#stageExists('None')}", false],
    ["${#stageExists('Build')}", true],
    ["${#stageByRefId('2').name}", 'Judge'],
    ["${#judgment('Judge')}", 'yes'],
    ["${#judgement('Judge')}", 'yes'],
    ["${#judgment('Build')}", kept],
    ["${#stage('Build').endTime - #stage('Build').startTime}", 4],
    ["${#stage('Build')['status']}", 'SUCCEEDED'],
    ['${#resolvedArtifacts().size()}', 1],
    ['${execution.id}', 'E'],
    ["${execution['id']}", 'E'],
    ['${execution.stages.size()}', 3],
    ['${execution.stages[0].name}', 'Build'],
    ['${execution.status}', 'RUNNING'],
    ['${execution.authentication.user}', 'ana'],
    ['${execution.trigger.parameters.tag}', 'v1'],
    ['${trigger.parameters.tag}', 'v1'],
    ['${parameters.tag}', 'v1'],
    ['${parameters.count * 2}', '33'],
    ['${#toInt(parameters.count) * 2}', 6],
    ["${trigger['buildInfo']['number']}", 12],
    ['${#nope(1)}', kept],
    ['${#toJson()}', kept],
    ['${#doNotEval(map.b)}', { c: 'deep' }],
    ["${#toJson(#doNotEval('${x}'))}", '"${x}"'],
    ["${#toJson('${x}')}", kept],
  ])('%s', check);
});

describe('the host stays out of reach', () => {
  test.each<[string, unknown]>([
    ["${''.getClass()}", kept],
    ["${''.class}", kept],
    ['${T(Runtime).getRuntime()}', kept],
    ['${T(java.lang.System).exit(1)}', kept],
    ["${new java.io.File('/')}", kept],
    ['${map.constructor}', kept],
    ['${map.__proto__}', kept],
    ["${map['constructor']}", kept],
    ['${list.constructor}', kept],
    ['${T(Class)}', kept],
    ['${@bean}', kept],
    ["${T(Integer).getInteger('x')}", kept],
    ['${s.wait()}', kept],
  ])('%s', check);
});
