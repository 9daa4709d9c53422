#!/usr/bin/env python3
"""Runs the real program in a fresh folder: every command of docs/FORMAT.md, its output's form and its exit codes.

  cli.py BIN
"""
import csv, io, json, os, pathlib, re, signal, socket, sqlite3, subprocess, sys, tempfile, time, urllib.error, urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
STORY = 'Sergei Shoigu met Kim Jong Un in Pyongyang on 13 September 2024. Russia thanked North Korea for its support.'
failures = []
count = 0


def expect(truth, message):
    global count
    count += 1
    if not truth:
        failures.append(message)
        print('FAILED', message)


class Program:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder

    def __call__(self, *args, text='', code=0):
        p = subprocess.run([self.binary, *map(str, args)], input=text.encode(), capture_output=True, cwd=self.folder, timeout=120)
        out, err = p.stdout.decode(), p.stderr.decode()
        expect(p.returncode == code, f'annalist {" ".join(map(str, args))}: exit {p.returncode}, not {code}: {err[-300:]}')
        if code in (2, 4):
            expect(err.startswith('annalist: ') and err.count('\n') == 1, f'one line on stderr, not {err!r}')
            expect(not out, f'nothing on stdout, not {out[:80]!r}')
        return out


def lines(out):
    return [json.loads(l) for l in out.split('\n') if l]


def help_and_usage(run):
    top = run('--help')
    names = re.findall(r'^  ([a-z]+) ', top, re.M)
    for name in 'open ingest timeline search show explain export serve doctor extract parse clean times who match certain plover code kb lexicon why'.split():
        expect(name in names, f'--help lists {name}')
        expect('Usage' in run(name, '--help'), f'{name} --help')
    expect(run('--version').startswith('annalist '), 'version')
    run(code=2)
    run('nonsense', code=2)
    run('timeline', '--limit', code=2)
    run('extract', '--threads', '0', code=2)


def single_steps(run):
    r = lines(run('extract', text=json.dumps({'id': 'a', 'text': STORY, 'published': '2024-09-14'}) + '\n'))
    expect(len(r) == 1 and r[0]['schema'] == 1 and r[0]['id'] == 'a', 'extract: one record')
    for key in 'document revision text_sha256 made_by language zones stories sentences mentions times places quantities garbles attributions claims'.split():
        expect(key in r[0], f'record has {key}')
    expect(any(c['type'] == 'CONSULT' for c in r[0]['claims']), f'a meeting is found: {[c["type"] for c in r[0]["claims"]]}')
    expect('text' not in r[0] and 'text' in lines(run('extract', '--text', text='{"id":"a","text":"Kim."}\n'))[0], '--text')
    bad = run('extract', text='{"id":"a","text":"Kim met Putin."}\n{broken\n{"id":"c","text":"x"}\n', code=3)
    expect([('error' in x) for x in lines(bad)] == [False, True, False], 'a broken line stands in its place')

    conllu = run('parse', '--conllu', text='Kim met Putin. They talked.')
    rows = [l.split('\t') for l in conllu.split('\n') if l and l[0] != '#']
    expect(all(len(c) == 10 for c in rows) and conllu.count('# text') == 2, 'parse: ten columns, two sentences')
    gold = '1\tcan\t_\t_\t_\t_\t_\t_\t_\t_\n2\tnot\t_\t_\t_\t_\t_\t_\t_\t_\n\n'
    kept = [l.split('\t')[1] for l in run('parse', '--conllu', '--gold-tokens', text=gold).split('\n') if l and l[0] != '#']
    expect(kept == ['can', 'not'], f'gold tokens are kept: {kept}')

    (run.folder / 'a.txt').write_text(STORY)
    times = lines(run('times', '--published', '2024-09-14', 'a.txt'))
    expect('2024-09-13' in json.dumps(times), f'times: {times}')
    expect(run('match', text='person\tChoe Son Hui\tChoi Sun-hee\nperson\tKim Yong Chol\tKim Yo Jong\n').count('\n') == 2, 'match: a line a line')
    who = json.loads(run('who', 'Vladimir Putin', '--json'))
    expect(who and who[0]['wikidata'] == 'Q7747', f'who: {who[:1]}')
    expect(json.loads(run('who', 'Xyzzy Qwertz', '--json', code=1)) == [], 'who: unknown is []')
    expect('Q7747' in run('kb', 'list', '--qids').split(), 'kb list')
    score = run('certain', text='Kim did not meet Putin.\t12:16\n').split('\t')
    expect(len(score) == 3 and score[1] == '-', f'certain: {score}')
    pair = run('plover', '--pair', text='Kim met Putin.\t0:3\t8:13\n').split('\t')
    expect(len(pair) == 2 and pair[0] == 'CONSULT', f'plover: {pair}')
    coded = lines(run('code', '--conllu', text='# newdoc id = d\n# date = 2024-09-14\n' + conllu))
    expect(len(coded) == 1 and coded[0]['id'] == 'd' and coded[0]['sentences'], 'code: one record')
    mine = run.folder / 'mine'
    mine.mkdir()
    (mine / 'my.verbs.txt').write_text('--- MEET [040:041] ---\nMEET {MET}\n- BROKEN\n')
    (mine / 'my.actors.txt').write_text('RUSSIA [RUS]\n+PUTIN\nNORTH_KOREA [PRK]\n+KIM\n')
    p = subprocess.run([run.binary, 'extract', '--dictionaries', str(mine)], input=b'{"id":"a","text":"Kim met Putin."}', capture_output=True)
    triples = {(c['actors'][0]['code'], c['recipients'][0]['code'], c['cameo'], c['rule']) for c in lines(p.stdout.decode())[0]['claims']}
    expect(triples == {('PRK', 'RUS', '040', 'my.verbs.txt:2'), ('RUS', 'PRK', '041', 'my.verbs.txt:2')}, f'dictionaries code both directions: {triples}')
    expect(p.returncode == 0 and b'my.verbs.txt:3' in p.stderr and p.stderr.count(b'\n') == 1, f'a bad line of a dictionary is one line: {p.stderr}')
    config = lambda out: lines(out)[0]['made_by']['config']
    expect(config(p.stdout.decode()) != config(run('extract', text='{"id":"a","text":"Kim met Putin."}')), 'the record tells that other dictionaries made it')
    expect(triples == {(c['actors'][0]['code'], c['recipients'][0]['code'], c['cameo'], c['rule']) for c in lines(run('code', '--conllu', '--dictionaries', str(mine), text=run('parse', '--conllu', text='Kim met Putin.')))[0]['claims']}, 'code takes them too')
    run('extract', '--dictionaries', str(run.folder / 'nowhere'), text='{"id":"a","text":"x"}', code=2)

    (run.folder / 'x.pdf').write_bytes(b'%PDF-1.4 ...')
    (run.folder / 'feed.xml').write_text('<?xml version="1.0"?><rss><channel/></rss>')
    run('ingest', 'x.pdf', '--db', 'pdf.db', code=2)
    for kind in ('x.pdf', 'feed.xml'):
        p = subprocess.run([run.binary, 'extract', kind], capture_output=True, cwd=run.folder)
        expect(p.returncode == 2 and p.stderr.count(b'\n') == 1, f'a kind not built in is refused: {kind} {p}')
    (run.folder / 'p.html').write_text('<html><head><title>T</title></head><body><nav>Menu</nav><article><p>' + STORY * 3 + '</p></article></body></html>')
    page = lines(run('clean', 'p.html'))
    expect(len(page) == 1 and STORY in page[0]['text'] and 'Menu' not in page[0]['text'], 'clean: the body only')


# Names that news confuses: both sides of a row are two, of the second list one.
APART = [('person', 'Kim Yong Chol', 'Kim Yong Nam'), ('person', 'Kim Yong Chol', 'Kim Yo Jong'), ('person', 'Kim Yong Nam', 'Kim Yo Jong'),
         ('person', 'Ri Yong Ho', 'Ri Yong Gil'), ('country', 'North Korea', 'South Korea'), ('place', 'Kursk', 'Kursk Oblast'),
         ('organization', "Donetsk People's Republic", "Democratic People's Republic of Korea"), ('weapon', 'KN-23', 'KN-24'),
         ('organization', 'Security Council of the Russian Federation', 'United Nations Security Council'),
         ('place', 'Georgia', 'Georgia (U.S. state)'), ('person', 'Li Zhanshu', 'Li Zuocheng'), ('person', 'Wang Yi', 'Wang Yang')]
ALIKE = [('person', 'Lee Yong-ho', 'Ri Yong Ho'), ('person', 'Hu Jintao', 'Hu Chin-t’ao'), ('person', 'Deng Xiaoping', 'Дэн Сяопин'),
         ('place', 'Lugansk', 'Luhansk'), ('place', 'Tver Oblast', 'Тверская область'), ('organization', 'Twenty-second Brigade', '22 Brigade')]


def hard_negatives(run):
    verdicts = run('match', text=''.join('\t'.join(p) + '\n' for p in APART + ALIKE)).splitlines()
    for pair, verdict in zip(APART + ALIKE, verdicts):
        expect(verdict.endswith('same') == (pair in ALIKE), f'{pair}: {verdict}')
    spoken = lambda text: lines(run('extract', text=json.dumps({'id': 'a', 'text': text, 'published': '2024-05-20'}) + '\n'))[0]
    entity = lambda r, text: {text.encode()[m['span'][0]:m['span'][1]].decode(): m['entity'] for m in r['mentions'] if m['form'] == 'name'}
    text = "The UN Security Council met on Monday. Russia's Security Council met in Moscow the same day."
    names = entity(spoken(text), text)
    expect(names.get('UN Security Council') != names.get("Russia's Security Council"), f'two Security Councils: {names}')
    text = "The Donetsk People's Republic sent a delegation to Pyongyang. The DPRK recognised the DPR in 2022."
    names = entity(spoken(text), text)
    expect(names.get('DPRK') == 'c:PRK' and names.get('DPR') == names.get("Donetsk People's Republic"), f'DPR and DPRK: {names}')
    text = "North Korea's foreign minister Ri Yong Ho flew to Hanoi in 2018. The army chief Ri Yong Ho was removed in 2012."
    two = [m['entity'] for m in spoken(text)['mentions'] if text[m['span'][0]:m['span'][1]] == 'Ri Yong Ho']
    expect(len(set(two)) == 2, f'two men of one name: {two}')
    r = spoken('Drones struck an airfield in Crimea on Monday, officials in Kyiv said.')
    expect([p['country'] for p in r['places'] if p['name'] == 'Crimea'] == [None], 'a disputed place is on no side')
    first = json.loads(run('who', 'Lavrov', '--json'))[0]
    expect(first['name'] == 'Sergei Lavrov', f'the better known bearer of a name comes first: {first}')


def imports(run):
    packs = run.folder / 'packs'
    packs.mkdir()
    os.symlink(os.path.join(os.path.dirname(run.binary), 'en.pack'), packs / 'en.pack')
    out, with_packs = ('--out', 'packs/kb.pack'), ('--packs', 'packs')
    claim = lambda q, **qualifiers: {'mainsnak': {'datavalue': {'value': {'id': q}}}, 'qualifiers': qualifiers}
    day = [{'datavalue': {'value': {'time': '+2024-03-00T00:00:00Z', 'precision': 10}}}]
    items = [{'id': 'Q900001', 'labels': {'en': {'value': 'Minister of Tides'}}, 'claims': {'P31': [claim('Q4164871')], 'P17': [claim('Q159')]}},
             {'id': 'Q900002', 'modified': '2026-02-03T00:00:00Z', 'labels': {'en': {'value': 'Ivan Primerov'}, 'ru': {'value': 'Иван Примеров'}},
              'claims': {'P31': [claim('Q5')], 'P27': [claim('Q159')], 'P39': [claim('Q900001', P580=day)]}}]
    dump = '[\n' + ',\n'.join(map(json.dumps, items)) + '\n]\n'
    run('kb', 'import', '-', '--format', 'wikidata', '--name', 'dump', *out, text=dump)
    who = json.loads(run('who', 'Tides minister', '--country', 'RUS', '--at', '2025-01-01', '--json', *with_packs))
    expect(who and who[0]['wikidata'] == 'Q900002' and who[0]['from'] == '2024-03-01', f'wikidata: {who}')
    expect(json.loads(run('who', 'Minister of Tides', '--at', '2026-03-01', '--json', *with_packs, code=1)) == [], 'after the dump: unknown')
    expect('Q900002' in run('who', 'Иван Примеров', *with_packs), 'its native name')
    ftm = [{'id': 'N1', 'schema': 'Person', 'caption': 'Pak Probe', 'properties': {'name': ['Pak Probe'], 'country': ['kp']}},
           {'id': 'N2', 'schema': 'Position', 'caption': 'Director of Probes', 'properties': {'country': ['kp']}},
           {'id': 'N3', 'schema': 'Occupancy', 'properties': {'holder': ['N1'], 'post': ['N2'], 'startDate': ['2021']}}]
    run('kb', 'import', '-', '--format', 'ftm', '--name', 'ftm', '--as-of', '2026-01-01', *with_packs, *out, text='\n'.join(map(json.dumps, ftm)))
    expect('Pak Probe' in run('who', 'Director of Probes', '--at', '2024-01-01', *with_packs), 'ftm')
    expect('Primerov' in run('who', 'Ivan Primerov', *with_packs), 'imports add up')
    run('kb', 'import', '-', '--format', 'csv', '--name', 'mine', *with_packs, *out, code=3,
        text='name,country,office,from,to\n"Probe, Anna",KOR,Mayor of Nowhere,2020-01-01,2021-01-01\nonly one cell\n')
    expect('Probe, Anna' in run('who', 'Mayor of Nowhere', '--at', '2020-06-01', *with_packs), 'csv')
    town = ['99999999', 'Probeville', 'Probeville', '', '10.5', '20.25', 'P', 'PPL', 'RU', '', '12', '', '', '', '5432', '', '', '', '2024-01-01']
    run('kb', 'import', '-', '--format', 'geonames', *with_packs, *out, text='\t'.join(town) + '\n')
    r = lines(run('extract', *with_packs, text='{"id":"a","text":"The mayor flew from Probeville to Moscow."}\n'))[0]
    expect([p['geonames'] for p in r['places'] if p['name'] == 'Probeville'] == [99999999], f'geonames: {r["places"]}')
    counts = dict(l.split(' ', 1) for l in run('kb', 'lint').splitlines() if ' ' in l and '\t' not in l)
    expect(counts['faults'] == '0' and 'from memory' in counts['roles'], f'kb lint: {counts}')
    bad = run.folder / 'bad' / 'kb'
    bad.mkdir(parents=True)
    (bad / 'entities.tsv').write_text('id\tkind\tname\tnative\tcountry\tsex\tsectors\taliases\tpart_of\tsource\n' + 2 * 'k:a\tperson\tA B\t-\tRUS\t-\t-\t-\t-\tx\n')
    expect('stands in line' in run('kb', 'lint', 'bad', code=3), 'kb lint finds a doubled id')
    run('kb', 'import', '-', '--format', 'rdf', *out, code=2)


def base(run):
    folder = run.folder / 'in'
    folder.mkdir()
    (folder / 'a.txt').write_text('PYONGYANG, Sept. 13, 2024 -- ' + STORY)
    (folder / 'b.txt').write_text('PYONGYANG, Sept. 13, 2024 -- ' + STORY)
    run('ingest', 'in', '--db', 'x.db')
    first = run('export', 'events', '--db', 'x.db', '--format', 'jsonl')
    run('ingest', 'in', '--db', 'x.db')
    expect(run('export', 'events', '--db', 'x.db', '--format', 'jsonl') == first, 'a second ingest changes nothing')
    events = lines(first)
    met = [e for e in events if e['type'] == 'CONSULT']
    expect(met and met[0]['reports'] == 2 and met[0]['origins'] == 1, f'a copy is a report, no origin: {met[:1]}')
    for e in events:
        for m in e['mentions']:
            raw = (run.folder / m['document']).read_bytes()
            expect(raw[m['start']:m['end']].decode() == m['text'], f'mention text is the words: {m}')
    expect('Sergei Shoigu' in run('timeline', '--db', 'x.db'), 'timeline')
    expect(lines(run('timeline', '--db', 'x.db', '--json')), 'timeline --json')
    run('timeline', '--db', 'x.db', '--type', 'ASSAULT', '--pair', 'JPN:BRA')
    expect('Pyongyang' in run('search', 'Pyongyang', '--db', 'x.db'), 'search')
    run('search', 'zebrafish', '--db', 'x.db', code=1)
    event = events[0]['event']
    expect(event in run('show', event, '--db', 'x.db') and 'rule' in run('explain', event, '--db', 'x.db'), 'show and explain')
    run('show', 'E-nothing', '--db', 'x.db', code=1)
    explained = run('explain', 'in/a.txt', '--sentence', '2')
    expect(all(w in explained for w in ('sense ', 'pattern ', 'actor ', 'voice ', 'what/')), f'explain --sentence shows sense, pattern, bindings: {explained}')
    whole = run('explain', str(run.folder / 'in/a.txt'), '--sentence', '2', '--db', 'x.db')
    os.rename(run.folder / 'in/a.txt', run.folder / 'gone.txt')
    expect(run('explain', str(run.folder / 'in/a.txt'), '--sentence', '2', '--db', 'x.db') == whole, f'the base explains what it has read as the file: {whole}')
    claims = {c['id'] for c in lines(run('export', 'claims', '--db', 'x.db', '--format', 'jsonl'))}
    expect(re.search(r'claim +(\w+)', whole)[1] in claims, 'its claims are those of the base')
    os.rename(run.folder / 'gone.txt', run.folder / 'in/a.txt')
    run('explain', 'in/a.txt', '--sentence', '99', code=1)
    run('explain', 'in/a.txt', '--sentence', 'two', code=2)
    rows = list(csv.DictReader(io.StringIO(run('export', 'events', '--db', 'x.db', '--format', 'csv'))))
    expect(len(rows) == len(events), 'csv has a row an event')
    plover = list(csv.DictReader(io.StringIO(run('export', 'events', '--db', 'x.db', '--format', 'plover')), delimiter='\t'))
    expect(plover and 'CONSULT' in str(plover), f'plover export: {plover[:1]}')
    run('export', 'events', '--db', 'x.db', '--format', 'parquet', code=2)
    run('export', 'nonsense', '--db', 'x.db', '--format', 'csv', code=2)
    run('doctor', '--db', 'x.db')
    run('timeline', '--db', 'missing.db', code=1)
    (run.folder / 'damaged.db').write_bytes(b'SQLite format 3\0' + b'\xff' * 5000)
    run('timeline', '--db', 'damaged.db', code=4)
    views = 'v_event v_event_redirect v_event_evidence v_claim v_document v_story v_actor v_actor_name v_pair_month v_quote v_forecast v_contradiction v_garble v_source'
    with sqlite3.connect(run.folder / 'x.db') as db:
        for view in views.split():
            db.execute(f'SELECT * FROM {view} LIMIT 1').fetchall()
        expect(db.execute('SELECT count(*) FROM v_event').fetchone()[0] == len(events), 'v_event counts as the export')


def decisions(run):
    folder = run.folder / 'who'
    folder.mkdir()
    for n, name in enumerate(('Choi Min-ji', 'Choe Min Ji', 'Choi Min-ji')):
        (folder / f'{n}.txt').write_text(f'SEOUL, May {n + 2}, 2024 -- South Korean envoy {name} met Sergei Lavrov in Moscow on Thursday.')
    db = ('--db', 'who.db')
    run('ingest', 'who/0.txt', 'who/1.txt', *db)
    shown = lambda: run('export', 'claims', *db, '--format', 'csv')
    before = shown()
    expect('Choi Min-ji' in before and 'Choe Min Ji' in before, 'two spellings, two people of their documents')
    made = ('--author', 'me', '--date', '2026-01-01T00:00:00Z', *db)
    began = time.monotonic()
    alias = run('decide', 'alias', 'Choi Min-ji', 'Choe Son Hui', *made).split()[0]
    expect('Choe Son Hui' in shown() and time.monotonic() - began < 5, 'an alias holds at once')
    run('ingest', 'who/2.txt', *db)
    expect(shown().count('Choe Son Hui') == 2, 'and in what is read afterwards')
    span = (folder / '0.txt').read_text().index('Choi')
    one = run('decide', 'must-link', '-', 'Kim Yo Jong', '--document', 'who/0.txt', '--at', f'{span}:{span + 11}', *made).split()[0]
    expect(shown().count('Choe Son Hui') == 1 and 'Kim Yo Jong' in shown(), 'the narrower scope wins')
    (folder / '0.txt').write_text('An editor added a line.\n\n' + (folder / '0.txt').read_text())
    run('ingest', 'who/0.txt', *db)
    expect('Kim Yo Jong' in shown(), 'a mention is found again by its words in the new revision')
    run('decide', 'alias', 'Choi Min-ji', 'Ri Yong Gil', *made)
    p = subprocess.run([run.binary, 'decisions', *db], capture_output=True, cwd=run.folder)
    expect(b'disagree' in p.stderr and p.stdout.count(b'in force') == 3, f'conflicts are told: {p.stderr}')
    for decision in [l.split('\t')[0] for l in run('decisions', *db).splitlines()]:
        run('undo', decision, *made)
    expect('Kim Yo Jong' not in shown() and 'Choi Min-ji' in shown(), 'undone, it is as it was read')
    run('undo', one, *made, code=2)
    expect(alias in run('decisions', *db) and '\tundone' in run('decisions', *db), 'decisions stay on record')
    run('decide', 'cannot-link', 'Sergei Lavrov', 'Sergei Lavrov', '--document', 'who/1.txt', *made)
    told = [json.loads(l) for l in run('export', 'claims', *db, '--format', 'jsonl').splitlines()]
    expect(sum('Q58217' in json.dumps(c) for c in told) == 2, 'cannot-link parts one document from the person')
    run('decide', 'guess', 'x', 'y', *db, code=2)
    run('decide', 'split', 'Q58217', 'Other Lavrov', *db, code=2)


def serve(run):
    p = subprocess.Popen([run.binary, 'serve', '--db', 'x.db', '--port', '0'], cwd=run.folder, stdout=subprocess.PIPE)
    try:
        address = re.search(r'http://127\.0\.0\.1:\d+', p.stdout.readline().decode()).group(0)
        page = urllib.request.urlopen(address + '/', timeout=10).read().decode()
        expect('Kim Jong Un' in page and '<script' not in page, 'the timeline page')
        event = re.search(r'href="(/event/[^"]+)"', page).group(1)
        shown = urllib.request.urlopen(address + event, timeout=10).read().decode()
        expect('<mark' in shown, 'the event page highlights its evidence')
        expect(json.loads(urllib.request.urlopen(address + event + '.json', timeout=10).read())['event'], 'the event as JSON')
        for wrong, code in (('/event/none', 404), ('/nothing', 404), ('/?limit=x', 400)):
            try:
                urllib.request.urlopen(address + wrong, timeout=10)
                expect(False, f'{wrong} should be {code}')
            except urllib.error.HTTPError as e:
                expect(e.code == code, f'{wrong}: {e.code}, not {code}')
    finally:
        p.send_signal(signal.SIGINT)
        expect(p.wait(10) in (0, 130), 'serve stops on interrupt')


def opened(run):
    p = subprocess.Popen([run.binary, 'open', 'in', '--db', 'o.db', '--port', '0', '--no-browser'], cwd=run.folder, stdout=subprocess.PIPE)
    try:
        address = re.search(r'http://127\.0\.0\.1:\d+', p.stdout.readline().decode()).group(0)
        until, page = time.time() + 20, ''
        while time.time() < until and 'Kim Jong Un' not in page:
            page = urllib.request.urlopen(address + '/', timeout=10).read().decode()
            time.sleep(0.1)
        expect('Kim Jong Un' in page, 'open: events appear')
    finally:
        p.send_signal(signal.SIGINT)
        p.wait(10)


def lexicon(run):
    head = 'id\twords\ttype\tmode\tcameo\tsides\tthirds\tneeds\tcontexts\texamples\n'
    row = 'accuse.mine\tskewer\tACCUSE\t-\t-\tS > O~\t-\t-\t-\t+ Seoul skewered Beijing. => {} | - The cook skewered the meat.\n'
    (run.folder / 'good.verbs.tsv').write_text('# mine\n' + head + row.format('Seoul -> Beijing'))
    (run.folder / 'bad.verbs.tsv').write_text(head + row.format('Beijing -> Seoul'))
    (run.folder / 'broken.verbs.tsv').write_text(head + row.replace('ACCUSE', 'SCOLD'))
    (run.folder / 'skewer.txt').write_text('Seoul skewered Beijing on Friday.')
    expect(run('lexicon', 'test', 'good.verbs.tsv') == '2 of 2 examples pass\n', 'lexicon test: a good row')
    bad = run('lexicon', 'test', 'bad.verbs.tsv', code=3)
    expect(bad.startswith('bad.verbs.tsv:2: + Seoul') and 'got: ACCUSE [Seoul] -> [Beijing]' in bad and '1 of 2' in bad, f'lexicon test: turned sides: {bad}')
    (run.folder / 'nothing.tsv').write_text(head)
    run('lexicon', 'test', 'nothing.tsv', code=2)
    run('lexicon', 'test', 'absent.verbs.tsv', code=1)
    run('lexicon', 'test', 'broken.verbs.tsv', code=3)
    expect('no sense in the lexicon' in run('why', 'skewer.txt'), 'why: an unknown verb')
    told = run('why', 'skewer.txt', '--table', 'good.verbs.tsv')
    expect('+ ACCUSE "skewered": Seoul -> Beijing  by what/accuse.mine.skewer' in told, f'why: the new sense: {told}')
    (run.folder / 'why.txt').write_text('The firm met its deadline. Russia often attacks Ukraine. It rained.')
    why = run('why', 'why.txt')
    for part in ('refused use', 'habitual'):
        expect(part in why, f'why: {part}: {why}')
    one = run('why', 'why.txt', '--sentence', '2')
    expect('Russia often' in one and 'deadline' not in one, 'why --sentence')
    p = subprocess.run([run.binary, 'extract', '--timings', 'why.txt'], capture_output=True, cwd=run.folder, timeout=60)
    rooms = json.loads(p.stderr)
    expect({'page', 'lang', 'when', 'who', 'where', 'doubt', 'what', 'says', 'record', 'total'} <= set(rooms), f'--timings: {rooms}')
    expect(abs(sum(v for k, v in rooms.items() if k != 'total') - rooms['total']) < 1e-4 and rooms['lang'] > 0, f'--timings add up: {rooms}')


def main(binary):
    with tempfile.TemporaryDirectory() as name:
        run = Program(os.path.abspath(binary), pathlib.Path(name))
        for part in (help_and_usage, single_steps, hard_negatives, lexicon, imports, base, decisions, serve, opened):
            part(run)
    print(f'{count} expectations, {len(failures)} failed')
    return bool(failures)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
